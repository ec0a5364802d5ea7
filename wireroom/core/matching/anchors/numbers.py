"""Numbers as anchors: by their value alone, since each language has units of its own. Reads no text."""

# Smaller whole numbers stand in every text.
LEAST = 11


def number_words(value: float) -> frozenset[str]:
    """What a number is called among anchors; nothing for one that says nothing."""
    if value != value or value > 1e15 or (value < LEAST and value == int(value)):
        return frozenset()
    return frozenset((f"figure/{value:.6g}",))
