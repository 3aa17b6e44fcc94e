"""How any conversation works: what is heard, what is said, what is asked. Knows no rider and no case."""
