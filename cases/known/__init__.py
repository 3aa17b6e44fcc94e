"""What is known already: cases near by, who else saw them, which were merged, which came back, photos seen before."""
