"""A district's pack: its files with their lines, what is wrong with them, its borders and the official ones."""
