"""What happened to each case, as a chain that shows every later change."""
