"""Reads English text for attributed claims, and for whom their sources mean, by rules over lists of words."""
