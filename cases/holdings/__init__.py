"""What is kept of one person: counted for their eyes, and whole for their file."""
