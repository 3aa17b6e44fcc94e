"""Search: cases by number, street, category and date, in words as they are typed."""
