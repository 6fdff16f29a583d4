"""One module a language: the words and orthography that extraction needs beyond the vocabulary."""
