"""The conversations: one file each, in the folder of who speaks."""
