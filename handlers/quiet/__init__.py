"""Conversations of those who work at a quiet counter, each in private."""
