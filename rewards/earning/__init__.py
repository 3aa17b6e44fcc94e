"""What was awarded: lots, what is withheld, who is paused."""
