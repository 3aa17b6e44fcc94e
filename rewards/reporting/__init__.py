"""The ledger for book-keepers: what is outstanding, and every transfer in a form that others check."""
