"""个案→类案: what keeps coming back at one place is proposed, worked on as one, and answered by a public notice."""
