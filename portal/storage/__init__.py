"""Where sealed records lie: tables, unit of work, stores."""
