"""What every side of the portal shares on the web."""
