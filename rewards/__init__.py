"""What riders earn: points with a lot each, limits kept as balances, and the audit of both."""
