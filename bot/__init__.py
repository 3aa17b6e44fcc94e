"""The process: channels, the turn, delivery, errands, the clock."""
