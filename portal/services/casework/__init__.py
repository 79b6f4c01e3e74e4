"""What a member of the unit does with a case, one verb a file."""
