"""Reads text for attributed claims with a learned tagger: the pure part. Loads and runs no model."""
