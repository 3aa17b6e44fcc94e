"""How anything is remembered: databases, seals, photos, the mailbox and talks. Knows no case and no point."""
