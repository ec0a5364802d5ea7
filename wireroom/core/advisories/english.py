"""Finds words to editors in English copy. Reads a folded message; follows no reference.

In ordinary news "kill" and "hold" are verbs with a subject before or an object behind them. To an editor they are said
in capitals set apart from what follows, after the word "Editors", or in a sentence about "this story".
"""

import re
from functools import cache

from wireroom.core.advisories.message import Message, Said
from wireroom.core.advisories.words import alternation, kinds_of

SHORT = 600  # characters: a message says its piece in a paragraph; longer text is a story
LONG = 1500  # a correction that explains itself may take this much; longer is the corrected story
OPENING = r"^[\s*=/\\\-–—_#>|!.<{(\[【〔〈]*"
# A mark stands apart: closed by a bracket, a colon, a dash. A plain hyphen only before a capitalised word, so that
# KILL-SWITCH, HOLD-UP and their like are no marks.
APART = r"(?:\s*[\])}>】〕〉]+|\s*[:;|/=*]+|\s+[-–—]+(?=\s)|\s*--+|\s*[–—]|\s*\.{2,}|-(?=[A-Z][a-z]))"
END = r"[\s.!*=/\-–—)\]}>|_#】〕〉]*$"
SLUG = re.compile(r"[A-Z][A-Z0-9]*(?:[-/][A-Za-z0-9]+)+")
TO_COPY = r"(?:this|that|the|these|our|its|a|an|all|any|above|previous|earlier|following|preceding|last)"
ERRED = re.compile(
    r"\b(?:report|said|say|stat|misstat|gave|misidentif|misspell|wrong|incorrect|erroneous|mistak|should)", re.I
)


def find_english(message: Message) -> Said | None:
    """The first rule that speaks: a mark on the headline, an order to editors, a notice, the note's field, the slug."""
    return (
        _find_mark(message)
        or _find_order(message)
        or _find_notice(message)
        or _find_in_note(message)
        or _find_slug(message)
    )


def _find_mark(message: Message) -> Said | None:
    """Words standing apart at the beginning of the headline, or alone on a line of the text."""
    patterns = _patterns()
    for line in (message.headline, *message.lines):
        in_headline = line is message.headline
        if (found := patterns.shout.match(line)) and (found["end"] is not None or in_headline):
            rest = line[found.end() :].strip()
            kind = kinds_of("en", {"shout"})[_plain(found["word"])]
            if not rest or not _is_shouted(rest) or _has_evidence(message, rest):
                return Said(kind, line, "shout", rest)
        if (found := patterns.set.match(line)) and (found["end"] is not None or in_headline):
            return Said(_kind(found["word"], {"set"}), line, "mark", line[found.end() :].strip())
        if in_headline and (found := patterns.weak.match(line)):
            kind = _kind(found["word"], {"weak"})
            rest = line[found.end() :].strip()
            if _corrects_another(message) if kind == "correction" else _has_evidence(message, rest):
                return Said(kind, line, "mark", rest)
    return None


def _find_order(message: Message) -> Said | None:
    """Editors are spoken to, and told what to do with copy, or what was done with it."""
    patterns = _patterns()
    for line in (message.headline, *message.notes, *message.lines):
        address = patterns.address.match(line)
        if address is None:
            continue
        rest = line[address.end() :]
        if (found := patterns.order.match(rest)) and _is_about_copy(rest[found.end() :]):
            kind = kinds_of("en", {"order"})[_plain(found["word"])]
            if kind not in ("correction", "replacement") or message.length <= LONG:
                return Said(kind, line, "address")
        if (found := patterns.done.search(rest[:400])) and not re.search(r"\bversions?\s+of\b", found[0], re.I):
            return Said(kinds_of("en", {"done"})[_plain(found["word"])], line, "address")
        if _plain(address["who"]) == "advisory" and (found := patterns.told.match(rest)):
            return Said("hold" if found["verb"].lower().startswith("hold") else "kill", line, "address")
    return None


def _find_notice(message: Message) -> Said | None:
    """A sentence about this, our or an earlier story: that it is withdrawn, or please to disregard it."""
    patterns = _patterns()
    opening = message.sentences[:2] if message.length <= SHORT else ()
    for sentence in (message.headline, *opening):
        if found := patterns.notice.match(sentence):
            return Said(kinds_of("en", {"done"})[_plain(found["word"])], sentence, "notice")
        if found := patterns.disregard.match(sentence):
            return Said("disregard", sentence, "notice")
    if message.length <= SHORT and (found := patterns.no_substitute.search(message.text)):
        return Said("kill", found[0], "notice")
    return None


def _find_in_note(message: Message) -> Said | None:
    """The wire's own field for editors needs no address: an order that opens one of its sentences is one."""
    patterns = _patterns()
    for sentence in message.notes:
        if (found := patterns.shout.match(sentence) or patterns.set.match(sentence)) and found["end"] is not None:
            return Said(_kind(found["word"], {"shout", "set"}), sentence, "note")
        found = patterns.order.match(sentence)
        if found and _is_about_copy(sentence[found.end() :]):
            kind = kinds_of("en", {"order"})[_plain(found["word"])]
            if kind in ("correction", "replacement"):
                continue  # said of the copy itself: what its next version brings
            own = re.match(r"\W*(?:\w+\W+){0,2}(?:version|lead|take|writethru)s?\b", sentence[found.end() :], re.I)
            if own and message.length > SHORT:
                continue  # a new lead that replaces the last one is the story
            return Said(kind, sentence, "note")
    return None


def _find_slug(message: Message) -> Said | None:
    """KILL as a part of the slugline, with a text that bears it out."""
    found = _patterns().slug.search(message.slugline)
    if found is None or not _has_evidence(message, message.headline):
        return None
    return Said(kinds_of("en", {"shout"})[_plain(found["word"])], message.slugline, "slug")


def _is_about_copy(rest: str) -> bool:
    """What follows an order: nothing, a story, a slug, a quoted headline, a time until which."""
    return bool(_patterns().object.match(rest)) or bool(SLUG.match(rest.strip()[:80]))


def _has_evidence(message: Message, rest: str) -> bool:
    """The text, the note or the `rest` of the headline speaks of a story, as ordinary news does not."""
    return bool(_patterns().evidence.search(f"{rest}\n{message.text[:1200]}\n{message.ed_note}"))


def _corrects_another(message: Message) -> bool:
    """A correction that is a message of its own says in which story the error was, and what it was."""
    opening = message.text[:SHORT]
    return message.length <= LONG and bool(_patterns().in_a_story.search(opening)) and bool(ERRED.search(opening))


def _is_shouted(text: str) -> bool:
    """A whole headline in capitals: capitals of its first word say nothing. A slug in capitals is no such headline."""
    return text == text.upper() != text.lower() and not SLUG.fullmatch(text)


def _kind(words: str, roles: set[str]) -> str:
    return kinds_of("en", roles)[_plain(words)]


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()


class _Patterns:
    """All patterns, made once from the word lists."""

    def __init__(self) -> None:
        copy = rf"(?:{alternation('en', 'copy')})"
        rank = rf"(?:{alternation('en', 'rank')})"
        done = rf"(?P<word>{alternation('en', 'done')})"
        address = alternation("en", "address")
        shout = alternation("en", "shout")
        kept = rf"(?:{rank.upper()}|{shout})"
        source = r"(?:[A-Z]{2,4}[-–]\s?)?"
        tail = rf"(?:(?P<end>{END})|{APART})"
        self.shout = re.compile(
            rf"{OPENING}{source}(?:{rank.upper()}[\s,:/–—-]{{1,3}}){{0,4}}(?P<word>{shout})"
            rf"(?:[\s,!/–—-]{{1,3}}{kept}){{0,6}}{tail}"
        )
        for name in ("set", "weak"):
            words = alternation("en", name)
            pattern = rf"{OPENING}{source}(?:{rank}[\s,:/–—-]{{1,3}}){{0,3}}(?P<word>{words}){tail}"
            setattr(self, name, re.compile(pattern, re.I))
        self.address = re.compile(
            rf"^[\s*=<(\[-]{{0,10}}(?P<who>{address})(?:\s*[:.,;!–—-]+|(?=\s+(?:please|pls|kindly)\b))\s*", re.I
        )
        polite = (
            r"(?:\s|,|:|-|please\b|pls\b|kindly\b|urgent(?:ly)?\b|mandatory\b|must\b|should\b|note\b|immediately\b"
            r"|(?:you\s+)?are\s+(?:asked|advised|requested|urged)\s+to\b|we\s+ask\s+you\s+to\b){0,12}"
        )
        self.order = re.compile(rf"{polite}(?P<word>{alternation('en', 'order')})(?![\w'-])", re.I)
        nouns = rf"{TO_COPY}\s+(?:[\w'-]+\s+){{0,8}}?{copy}\b"
        self.object = re.compile(
            rf"\s*(?:[.!;:,)\]*-]+\s*$|$|[\"“‘「]|(?:of\s+)?{nouns}|{copy}\s+(?:#?[A-Za-z-]{{0,6}}\d|slugged|headlined|number|no\b|id\b|with\b)|for\s+release\b"
            r"|(?:this|above|until|before|from\s+all|pending)\b|slug(?:ged)?\b|#?\d{4,}|urn:|tag:|\d{3,4}\s*(?:GMT|UTC)\b)",
            re.I,
        )
        self.done = re.compile(
            rf"^.{{0,160}}?\b{copy}\b.{{0,160}}?\b(?:is|are|was|were|has\s+been|have\s+been|being|be)\s+"
            rf"(?:hereby\s+|now\s+)?{done}\b",
            re.I,
        )
        self.told = re.compile(
            rf".{{0,80}}?\b(?P<verb>withdraws|withdrew|kills|killed|retracts|retracted|holds)\s+"
            rf"(?:[\w'-]+\s+){{0,4}}?{copy}\b",
            re.I,
        )
        self.notice = re.compile(
            rf"^[\s(\[*]{{0,5}}(?:this|the\s+(?:above|following|earlier|previous|preceding)|our|an?\s+(?:earlier|previous)"
            rf"|the(?=\s+(?:{copy})\s+(?:headlined|slugged|titled|sent|moved|issued|transmitted|above|below|[\"“‘])))"
            rf"\s+(?:[\w'-]+\s+){{0,3}}?{copy}\b[^.]{{0,160}}?\b(?:is|was|has\s+been|are|were|have\s+been|is\s+being)\s+"
            rf"(?:hereby\s+|now\s+)?{done}(?=\s*[.;,!)\]]|\s*$|\s+(?:by|as|because|due|pending|in|until|and|from|after|for)\b)",
            re.I,
        )
        self.disregard = re.compile(
            rf"^[\s(\[*]{{0,5}}(?:please\s+)?(?:disregard|ignore)\s+(?:this|our|the|previous|earlier|last|all)\s+"
            rf"(?:[\w'-]+\s+){{0,4}}?{copy}\b",
            re.I,
        )
        self.no_substitute = re.compile(
            rf"\b(?:no\s+substitute|a\s+substitute|substitute)\s+(?:{copy}\s+)?(?:will\s+(?:follow|be)|is\s+planned)\b"
            r"|\bno\s+substitute\s+story\b",
            re.I,
        )
        self.evidence = re.compile(
            rf"\b(?:eds|editors|desks|clients|subscribers)\b\s*[:,.]|\bdisregard\b|\bsubstitute\b|\bslugged\b|\bheadlined\b"
            rf"|\b(?:this|our|the\s+(?:above|earlier|previous|following)|an\s+earlier|a\s+previous)\s+(?:[\w'-]+\s+){{0,3}}?{copy}\b"
            rf"|\b{copy}\b[^.]{{0,60}}\b(?:killed|withdrawn|retracted|removed\s+from\s+(?:the\s+)?(?:wire|site|file)|in\s+error)\b"
            rf"|\bwithdr(?:aws|ew|awn)\b[^.]{{0,40}}\b{copy}\b",
            re.I,
        )
        self.in_a_story = re.compile(
            rf"\b(?:in|our|this|the)\s+(?:an?\s+|our\s+|the\s+|its\s+|some\s+)?(?:[\w'-]+\s+){{0,5}}?{copy}\b", re.I
        )
        self.slug = re.compile(rf"(?:^|[\s/-])(?P<word>{shout})(?=$|[\s/-])")


@cache
def _patterns() -> _Patterns:
    return _Patterns()
