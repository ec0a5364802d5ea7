"""Takes out of text what no store or page can hold: control characters, lone surrogates, direction tricks. Drops no
visible character."""

import re

# Tab, line feed and carriage return stay. C1 codes mean Windows-1252 punctuation, as the HTML standard has it.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EMBEDDINGS, _OVERRIDES = "\u202a\u202b", "\u202d\u202e"
_ALL_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _replace(match: re.Match) -> str:
    code = ord(match[0])
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    return ""


def strip_controls(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters; C1 codes read as Windows-1252."""
    return _UNWANTED.sub(_replace, text) if _UNWANTED.search(text) else text


def settle_direction(text: str) -> str:
    """The text without direction overrides, and without embeddings or isolates that are not closed in it.

    An override shows letters in another order than they are read (a way to fake names and addresses); an unclosed
    embedding would turn round what follows on our page. Marks (U+200E, U+200F, U+061C) and balanced isolates stay.
    """
    # Direction marks are among what Python calls not printable, and that is quick to ask.
    if text.isascii() or text.isprintable() or not _has_direction(text):
        return text
    overrides = text.count("\u202d") + text.count("\u202e")
    embeddings = text.count("\u202a") + text.count("\u202b")
    isolates = text.count("\u2066") + text.count("\u2067") + text.count("\u2068")
    if isolates != text.count("\u2069") or embeddings + overrides != text.count("\u202c"):
        return text.translate(_ALL_DIRECTION)
    return _without_overrides(text) if overrides else text


def _without_overrides(text: str) -> str:
    """Takes out each override with the mark that closes it, so that what is left is balanced and stays as it is."""
    kept: list[str] = []
    opened: list[str] = []
    for character in text:
        if character in _EMBEDDINGS or character in _OVERRIDES:
            opened.append(character)
            if character in _OVERRIDES:
                continue
        elif character == "\u202c" and (not opened or opened.pop() in _OVERRIDES):
            continue
        kept.append(character)
    return "".join(kept).translate(_ALL_DIRECTION) if opened else "".join(kept)


def _has_direction(text: str) -> bool:
    # Nine searches for a character are ten times as fast as one for a class of them.
    return (
        "\u202a" in text
        or "\u202b" in text
        or "\u202c" in text
        or "\u202d" in text
        or "\u202e" in text
        or "\u2066" in text
        or "\u2067" in text
        or "\u2068" in text
        or "\u2069" in text
    )


def fold_space(text: str) -> str:
    """The text on one line, runs of white space folded to one space, none at the ends."""
    # Every white space but the space itself is what Python calls not printable; asking is quicker than splitting.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def settle_line(text: str) -> str:
    """As fold_space, and as settle_direction after it."""
    # What Python calls printable holds neither direction marks nor white space but the space itself.
    if text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    return settle_direction(" ".join(text.split()))
