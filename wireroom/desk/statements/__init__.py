"""What was read of an item, and an editor's word on it."""
