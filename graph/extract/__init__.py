"""What an article tells: entities, events, claims, relations, quotes, citations."""
