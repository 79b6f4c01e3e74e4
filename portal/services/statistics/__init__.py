"""What the statistics need: their key, handed to who may read them, and the facts of each case."""
