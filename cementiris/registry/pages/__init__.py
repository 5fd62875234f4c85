"""What the pages of the register show, assembled for their templates."""
