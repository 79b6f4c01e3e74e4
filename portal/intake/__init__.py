"""The public side: reporting, complaining, following a case."""
