"""What is wrong in the street, which office it is for, and what becomes of it."""
