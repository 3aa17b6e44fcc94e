"""The quiet counters: clues, care and rights, each seen by its own few people, every reading traced."""
