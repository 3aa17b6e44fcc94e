"""The bot as its own process beside a Bot API of our own: whole rounds, kills, floods, bad inputs, outages."""
