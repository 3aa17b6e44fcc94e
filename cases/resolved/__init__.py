"""How a handled case looks to its rider: told at once, asked when they may be asked."""
