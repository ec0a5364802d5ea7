"""The words that an item is about, and how much each says."""
