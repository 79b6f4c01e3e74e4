"""What everybody's pages share who signs in: the unit's side and the administrations'."""
