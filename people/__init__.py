"""Who: riders, officers, coordinators; where they can be reached, what they may do, and how they were invited."""
