"""Who may do what: one written table, the page made of it, and every pair of it tried."""
