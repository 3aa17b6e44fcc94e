"""协商恳谈会: all who are concerned by a class of cases sit at one table and agree on a rule, or say what is open."""
