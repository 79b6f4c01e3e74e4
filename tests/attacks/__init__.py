"""Stories of those who want in, each with the means in her hands."""
