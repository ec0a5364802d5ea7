"""Says by its words who issued a document that an English text quotes. Resolves no names."""

import re

from wireroom.core.text.statements.english.words import grammar, people

OF_SOMETHING_KNOWN = re.compile(r"^(?:the|this|that|these|his|her|its|their|our)\s", re.I)
"""How a phrase begins that takes who or what it means for known."""


def find_issuer(words: str) -> str | None:
    """Who issued a document: "Trump's statement", "a tweet by Pompeo". "" where the words do not tell, None where they
    are of no document."""
    parts = words.split()
    for at, word in enumerate(parts):
        if word.lower().strip(",.") in people("documents"):
            if at + 2 < len(parts) and parts[at + 1] in ("by", "from", "of"):
                return " ".join(parts[at + 2 :])
            before = parts[:at]
            for back in range(len(before) - 1, -1, -1):
                if before[back].endswith(("'s", "’s", "s'", "s’")):
                    return re.sub(r"['’]s?\Z", "", " ".join(before[: back + 1]))
            named = _name_before(before)
            if named:
                return named
            if before and before[0].lower() in ("his", "her", "its", "their"):
                return before[0]
            return "" if at == len(parts) - 1 and OF_SOMETHING_KNOWN.match(words) else None
    return None


def _name_before(words: list[str]) -> str:
    """The name right before "report" or "website" ("the official WHO report"); "" where none stands there."""
    first = len(words)
    while first and words[first - 1][0].isupper() and words[first - 1].lower() not in grammar("time") | {"the", "a"}:
        first -= 1
    return " ".join(words[first:])
