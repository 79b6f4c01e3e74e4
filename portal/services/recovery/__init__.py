"""Recovery's offline half: a request for one person's cases comes in, an answer goes out."""
