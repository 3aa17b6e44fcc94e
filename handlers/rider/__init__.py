"""What a rider talks about with us."""
