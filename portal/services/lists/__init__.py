"""The lists of the complaint register, kept by the unit."""
