"""The reports: one set of tables, and the formats they are written in."""
