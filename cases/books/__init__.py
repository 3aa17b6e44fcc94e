"""What the books of points are compared with."""
