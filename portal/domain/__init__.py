"""The rules: pure functions and frozen dataclasses."""
