"""Letters that were given up: listed for whoever answers for them, sent again or let go."""
