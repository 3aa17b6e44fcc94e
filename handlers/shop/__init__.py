"""What shops say and hear: codes, receipts, offers, statements, their till."""
