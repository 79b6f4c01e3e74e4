"""Reports are written, read by a second person, published, and corrected."""
