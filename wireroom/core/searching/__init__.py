"""Searching in words: folding, tokens, what a reader asks for, highlights, spelling. Knows no index."""
