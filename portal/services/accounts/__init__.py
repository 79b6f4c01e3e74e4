"""What is done with staff accounts, one verb a file."""
