"""A counter's day: the work list, the roll, who is on duty, shifts, many cases at once, bad weather."""
