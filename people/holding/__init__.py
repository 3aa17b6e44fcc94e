"""Who holds which role and until when, and which invites are open: listed, taken back, ended in time."""
