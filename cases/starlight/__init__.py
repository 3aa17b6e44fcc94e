"""The Starlight scheme as people meet it: the handbook, vouchers, shops and their tills."""
