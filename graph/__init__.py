"""From article to answers: extraction, RDF, store, queries, networks, exports."""
