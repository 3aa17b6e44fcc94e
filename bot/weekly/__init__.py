"""A week as pictures, as text to paste and as a table."""
