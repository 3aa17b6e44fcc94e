"""What is kept of a person, how it is let go of, and for how long it stays."""
