"""Cuts copy to what may be shown of it: full text, excerpt or headline. Which of them it is, is decided before."""

from dataclasses import dataclass

EXCERPT_CHARACTERS = {"ja": 160, "zh": 160, "ko": 200}
EXCERPT_DEFAULT = 320
SENTENCE_ENDS = "。．.!?！？」』”"


@dataclass(frozen=True, slots=True)
class Permitted:
    """The part of the copy that may be shown: safe HTML, a plain standfirst, and how much that is."""

    extent: str
    standfirst: str
    body: str


def decide_permitted(extent: str, *, standfirst: str, body: str, text: str, language: str) -> Permitted:
    """Cut the copy to `extent`. An excerpt is plain sentences: it never carries the source's mark-up or pictures."""
    if extent == "headline":
        return Permitted("headline", "", "")
    if extent == "excerpt":
        return Permitted("excerpt", cut_text(standfirst or text, language), "")
    return Permitted("full", standfirst, body)


def cut_text(text: str, language: str) -> str:
    """The beginning of a text, ended at a sentence where one ends in the second half, else with an ellipsis."""
    folded = " ".join(text.split())
    room = EXCERPT_CHARACTERS.get(language, EXCERPT_DEFAULT)
    if len(folded) <= room:
        return folded
    piece = folded[:room]
    end = max((piece.rfind(mark) for mark in SENTENCE_ENDS), default=-1)
    if end >= room // 2:
        return piece[: end + 1]
    space = piece.rfind(" ")
    return (piece[:space] if space >= room // 2 else piece).rstrip(" ,、;:") + "…"
