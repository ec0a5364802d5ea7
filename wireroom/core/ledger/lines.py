"""Writes a reviewed statement as a line of a gold file (docs/annotating.md): an editor tests the reader."""

from collections.abc import Sequence

# Longer contents are told by their first and last words.
_WHOLE, _ENDS = 14, 7


def statement_line(source: str, cue: str, parts: Sequence[str], *, stance: str, actor: str) -> str:
    """The line: source, cue, content in its parts, stance, actor; "-" where there is none."""
    content = " + ".join(_part(part) for part in parts if part.strip())
    return " | ".join(["S", _words(source), _words(cue), content or "-", stance, _words(actor)])


def _part(words: str) -> str:
    folded = _fold(words)
    pieces = folded.split(" ")
    if len(pieces) > _WHOLE:
        return f"{' '.join(pieces[:_ENDS])} … {' '.join(pieces[-_ENDS:])}"
    if len(pieces) == 1 and len(folded) > 4 * _WHOLE:
        # Without spaces, as Japanese is written.
        return f"{folded[: 2 * _ENDS]} … {folded[-2 * _ENDS :]}"
    return folded


def _words(words: str) -> str:
    return _fold(words) or "-"


def _fold(words: str) -> str:
    return " ".join(words.split()).replace("|", "/")
