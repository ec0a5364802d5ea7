"""Reads the sources that open a Japanese sentence: よると, a paper with では, 逮捕容疑は. Reads no predicates."""

import re
from collections.abc import Sequence

from wireroom.core.text.statements.japanese.contents import is_quoted
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.phrases import (
    FITTING,
    decide_fit,
    find_kind,
    find_phrase_start,
    skip_opening,
)
from wireroom.core.text.statements.japanese.sentence import Sentence
from wireroom.core.text.statements.japanese.speakers import SEAM
from wireroom.core.text.statements.japanese.stances import decide_japanese_stance
from wireroom.core.text.statements.values import Stance

_CHARGE = re.compile(r"(?P<cue>(?:逮捕|起訴|送検|直接の)容疑)は、?")
_FOUND_OUT = re.compile(
    r"ことが、?(?:[0-9０-９]{1,2}日、?)?(?P<who>[^、。ことが]{2,30}?)"
    r"(?P<cue>(?:など)?(?:への取材|の取材|の調べ|への照会)?(?:によって|により|で|から)、?(?:[0-9０-９]{1,2}日に?、?)?"
    r"(?:明らかになった|分かった|わかった|判明した))"
)
# Said once more at the end: という adds nothing to によると.
_TAIL = re.compile(
    r"(?:との)?(?:というもの|もの|という|とのことである|とのことだ|とのこと|ということだ|ということである|といいます|模様である|模様だ|模様|としている)?"
    r"[。\s]*\Z"
)
_LONGEST_TAIL = 14
_PROOF = re.compile(r"証拠|情報|確認でき|裏付け")
# Who is told of in these says it; によると is most often a paper that tells what others deny.
_IN_PERSON = re.compile("話|説明|コメント|証言")
_CONJUNCTION = re.compile(r"(?:しかし|また|一方|なお|[、 ])*\Z")


def read_according(read: Sentence) -> list[Draft]:
    """What stands after each よると, to the end of the sentence or the next one."""
    shown = read.masked.text
    drafts = []
    for at, one in enumerate(read.according):
        end = next(
            (other.source[0] for other in read.according[at + 1 :] if _begins_anew(shown, one.begin, other.source[0])),
            len(shown),
        )
        tail = _TAIL.search(shown, max(one.begin, end - _LONGEST_TAIL), end)
        stop = tail.start() if tail else end
        if tail and tail[0].startswith("としている") and read.subjects:
            # としている has a subject of its own more often than not.
            stop = max(one.begin, len(shown[:end].rstrip("。 \n")))
        while stop > one.begin and (shown[stop - 1] in "、。 " or (shown[stop - 1] == "が" and end < len(shown))):
            stop -= 1
        if stop - one.begin >= 2:
            content = [(one.begin, stop)]
            stance = decide_japanese_stance(Stance.ASSERTS, "", read.masked.plain[one.begin : stop])
            own = stance in (Stance.DENIES, Stance.NO_EVIDENCE) and _IN_PERSON.search(shown, *one.cue)
            proof = stance is Stance.NO_EVIDENCE and _PROOF.search(read.masked.plain, one.begin, stop)
            stance = stance if own or proof else Stance.ASSERTS
            drafts.append(Draft(one.source, one.cue, content, stance, is_quoted(read.masked, content), confidence=0.9))
    return drafts


def _begins_anew(shown: str, begin: int, place: int) -> bool:
    """Whether a source at a place opens a clause of its own, rather than be part of what the one before says."""
    if place <= begin:
        return False
    before = shown[max(begin, place - 8) : place]
    before = _CONJUNCTION.sub("", before)
    return bool(SEAM.search(before or "。"))


def read_papers(read: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """A paper, a ruling, a forecast with では that opens a sentence and is no other cue's source."""
    shown = read.masked.text
    taken = {draft.source for draft in drafts}
    for subject in read.subjects:
        low = read.begin_before(subject.span[0])
        if subject.particle != "で" or subject.span[0] - low > 6 or subject.span in taken:
            continue
        if any(one.cue[0] < subject.span[1] and subject.span[0] < one.cue[1] for one in read.according):
            continue
        end = _end(shown, subject.after)
        if find_kind(shown[slice(*subject.span)]) == "paper" and end - subject.after >= 4:
            content = [(subject.after, end)]
            cue = (subject.span[1], subject.span[1] + 2)
            return [Draft(subject.span, cue, content, Stance.ASSERTS, is_quoted(read.masked, content), confidence=0.6)]
    return []


def read_findings(read: Sentence) -> list[Draft]:
    """…ことが県警への取材で分かった, 東浜新聞の報道によって明らかになった: who told it stands before the predicate."""
    shown = read.masked.text
    drafts = []
    for found in _FOUND_OUT.finditer(shown):
        source = find_phrase_start(shown, found.end("who")), found.end("who")
        source = max(source[0], found.start("who")), source[1]
        begin = skip_opening(shown, read.begin_before(found.start()), found.start())
        if decide_fit(shown[slice(*source)]) == FITTING and found.start() - begin >= 4:
            content = [(begin, found.start())]
            quoted = is_quoted(read.masked, content)
            drafts.append(Draft(source, found.span("cue"), content, Stance.ASSERTS, quoted, confidence=0.6))
    return drafts


def read_labels(read: Sentence) -> list[Draft]:
    """市長は「…」。: a person and a quotation, and no word for saying it."""
    shown = read.masked.text
    end = len(shown.rstrip("。 \n"))
    quote = read.quote_to(end)
    for subject in read.subjects:
        person = find_kind(shown[slice(*subject.span)]) in ("title", "person")
        if subject.particle == "は" and 0 <= quote - subject.after <= 1 and person and end - quote >= 8:
            return [Draft(subject.span, None, [(quote, end)], Stance.ASSERTS, quoted=True, confidence=0.6)]
    return []


def read_charge(read: Sentence) -> list[Draft]:
    """逮捕容疑は…: what the police lay to somebody; who they are was said before."""
    shown = read.masked.text
    found = _CHARGE.search(shown)
    end = _end(shown, found.end()) if found else 0
    if not found or end - found.end() < 4:
        return []
    content = [(found.end(), end)]
    quoted = is_quoted(read.masked, content)
    return [
        Draft(None, found.span("cue"), content, Stance.ACCUSES, quoted, carried=read.before.speaker, confidence=0.5)
    ]


def _end(shown: str, low: int) -> int:
    return _TAIL.search(shown, max(low, len(shown) - _LONGEST_TAIL)).start()
