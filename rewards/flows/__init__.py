"""How points move in a time: issued, taken back, redeemed, and what members hold of them."""
