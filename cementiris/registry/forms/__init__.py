"""What clerks fill in. Forms check the shape of values only; rules judge their meaning."""
