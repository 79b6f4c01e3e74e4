"""Dossiers: what goes out to an administration, and what it does with it."""
