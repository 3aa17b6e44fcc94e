"""What an office does with a case besides moving it: questions, delays, handling units, its own numbers."""
