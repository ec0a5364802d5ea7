"""The number of the reader: what was read by an older one is read again. Reads nothing."""

READER = 8
"""Counts up with every change of the rules or the tagger's weights that changes what is found."""
