"""How a rider's words are read: what is heard in them, what was learnt of messages, what rings and what whispers."""
