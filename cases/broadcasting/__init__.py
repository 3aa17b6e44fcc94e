"""群发: what a coordinator tells many people: who they are, when they are left in peace, at what pace."""
