"""What one coordinator asks for and another decides."""
