"""Who is told that something waits for her, and when."""
