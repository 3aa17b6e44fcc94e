"""A year of a district that never was: made up from a seed, written as real cases, events and points."""
