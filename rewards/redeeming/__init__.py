"""What is held and redeemed."""
