"""A week in numbers: what was reported, kept and missed, for a street or the whole district (docs/metrics.md)."""
