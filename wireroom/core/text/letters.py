"""Latin letters that do not come apart into one of ASCII and an accent, as whoever has no key for them writes them."""

_ONE_FOR_ONE = dict(zip("łøđðıħŧ", "loddiht", strict=True))
# Small letters alone; for str.translate.
PLAIN_LETTERS: dict[int, str] = str.maketrans(_ONE_FOR_ONE | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
