"""What an officer of a street office does, in the counter's group and in private."""
