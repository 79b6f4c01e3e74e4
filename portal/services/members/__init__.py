"""Who belongs to the unit: the signed list, its words, and what differs from it."""
