"""What the audit and the reports read."""
