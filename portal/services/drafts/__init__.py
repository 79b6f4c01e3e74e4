"""What a member was writing when she had to stop, a file for each verb."""
