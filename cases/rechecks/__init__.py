"""回头看: closed cases that riders who usually pass there look at again."""
