"""What tests stand on: databases, browser, a real server, page checks."""
