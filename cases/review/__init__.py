"""审核: signs that a verified report is not what it seems, and what two people decide about points."""
