"""Articles in, on time: scraping, scheduling, the command line."""
