"""Where people are: each channel hears, acknowledges after the commit, and sends."""
