"""The register and the world: candidates for its entries from services that know Wikidata, or a graph like it."""
