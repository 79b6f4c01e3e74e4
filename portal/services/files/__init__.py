"""Files on their way in and out, sealed all the way."""
