"""What a reporter does, one verb a file."""
