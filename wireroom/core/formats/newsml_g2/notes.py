"""Takes from editorial notes what may be printed: no contacts, nothing marked as not public. Reads nothing else."""

import re
from collections.abc import Sequence

from lxml import etree

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_g2.words import in_language, is_public, roles_of, text_of

# Words in the role of a note, or in the class of a part of one, that keep it from readers: for the desk alone, whom to
# call, initials of who wrote it.
_NOT_FOR_READERS = ("nonpublic", "non-public", "private", "internal", "contact", "closing")
_CORRECTING = "correct"
_BLOCKS = frozenset(["p", "li", "dd", "dt", "td", "th", "blockquote"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_E_MAIL = re.compile(r"[^\s@<>()]@[^\s@<>()]+\.[^\s@<>()]")
_TELEPHONE = re.compile(
    r"\+\d{1,3}[\s\d()/-]{6,}|\b(?:tel|telefon|telephone|phone|fon|mobile?|fax)\b[.:]?\s*[\d(+]", re.I
)
_LONGEST = 4000


def read_notes(notes: Sequence[Element], language: str | None) -> str | None:
    """The notes as one line, what tells of a correction first, each thing once. None where nothing is left."""
    found: dict[str, bool] = {}
    for note in in_language(notes, language):
        roles = " ".join(roles_of(note))
        if _is_kept_back(roles):
            continue
        correcting = _CORRECTING in roles
        for line in _lines_of(note):
            if not _E_MAIL.search(line) and not _TELEPHONE.search(line):
                found[line] = found.get(line, False) or correcting
    lines = sorted(found, key=lambda line: not found[line])
    return " / ".join(lines)[:_LONGEST] or None


def _is_kept_back(words: str) -> bool:
    return any(word in words for word in _NOT_FOR_READERS)


def _lines_of(note: Element) -> list[str]:
    """The blocks of a note with mark-up, without headings and hidden parts; else its text as it is."""
    if not len(note):
        return [line for line in (text_of(note),) if line]
    lines: list[str] = []
    inside: Element | None = None
    for event, node in etree.iterwalk(note, events=("start", "end")):
        if event == "end":
            inside = None if node is inside else inside
            continue
        if inside is not None or node is note:
            continue
        name = node.tag.rpartition("}")[2].lower()
        if name in _BLOCKS or name in _HEADINGS or _is_hidden(node):
            inside = node
            # A block with a hidden part goes as a whole: what stands around the part often tells it.
            if name in _BLOCKS and not any(_is_hidden(part) for part in node.iter()) and (line := text_of(node)):
                lines.append(line)
    if not lines and not any(_is_hidden(part) for part in note.iter()) and (line := text_of(note)):
        lines.append(line)
    return lines


def _is_hidden(node: Element) -> bool:
    return not is_public(node) or _is_kept_back((node.get("class") or "").lower())
