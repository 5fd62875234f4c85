"""What is printed to scale: walls, plans and the sheet for the gravedigger, laid out in millimetres of paper."""
