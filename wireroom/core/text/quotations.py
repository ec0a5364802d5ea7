"""Tells whether words are nothing but one quotation. Finds no quotation in a text."""

_PAIRS = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’", "«": "»", "„": "“"}


def find_exact(words: str) -> str:
    """What stands between the quotation marks where `words` begin and end with one pair; else "".

    A mark of the same kind within says that these may be two quotations with somebody else's words between.
    """
    text = words.strip()
    closing = _PAIRS.get(text[:1])
    if closing is None or len(text) < 3 or not text.endswith(closing):
        return ""
    inner = text[1:-1]
    if text[0] in inner or (closing in inner and closing != "’"):
        return ""
    # A comma before the closing mark is the writer's.
    return inner.strip().rstrip(",、")
