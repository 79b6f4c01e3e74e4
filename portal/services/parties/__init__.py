"""The register of the parties of a case, one verb a file."""
