"""Puts the statements of one Japanese sentence together: which source says what by which cue. Resolves no actors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.according import According, find_according
from wireroom.core.text.statements.japanese.contents import find_content, is_quoted
from wireroom.core.text.statements.japanese.cues import Cue, Role, find_cues
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked, mask
from wireroom.core.text.statements.japanese.phrases import FITTING, UNFIT, UNKNOWN, Subject, decide_fit, find_kind, find_phrase_start, find_subjects
from wireroom.core.text.statements.japanese.stances import decide_japanese_stance
from wireroom.core.text.statements.values import Stance

# A clause between a subject and what is said: that subject is its own.
_CLAUSE = re.compile(r"[一-鿿ぁ-ん](?:た|し|り|て|る|き|い)、|[一-鿿](?:した|され|する|いる|った|れる)|ている|ため")
_SEAM = re.compile(r"(?:が|て|おり|し|ほか|一方|で|ため|ものの|たが|るが)、?\Z|。\Z")
_CHARGE = re.compile(r"(?P<cue>(?:逮捕|起訴|送検|直接の)容疑)は、?")
# … が、B は: somebody else's turn, also where A was the topic.
_TURN = re.compile(r"[たるだい]が、(?:一方、)?\Z|。\Z")
_TAIL = re.compile(r"(?:との)?(?:という|とのことである|とのことだ|とのこと|ということだ|ということである|といいます|模様である|模様だ|模様|としている)?[。\s]*\Z")


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before leave to one: who spoke last, and who a sentence without a cue would go on from."""

    speaker: Span | None = None
    according: Span | None = None
    silent: int = 0
    near: bool = False
    recent: Span | None = None


@dataclass(slots=True)
class _Sentence:
    masked: Masked
    subjects: list[Subject]
    according: list[According]
    cues: list[Cue]
    before: Before
    offset: int


def read_sentence(sentence: str, offset: int, before: Before) -> list[Draft]:
    """The statements of a sentence that begins at `offset` in the text; places are the text's."""
    masked = mask(sentence)
    read = _Sentence(masked, find_subjects(masked.text), find_according(masked), find_cues(masked), before, offset)
    drafts = [*_read_according(read), *_read_cues(read, offset)]
    drafts.extend(_read_charge(read))
    drafts.extend(_read_nouns(read))
    drafts.extend(_read_papers(read, drafts))
    drafts = [_moved(draft, offset) for draft in drafts]
    for start, end in masked.brackets:
        if "によ" in sentence[start:end]:
            drafts.extend(read_sentence(sentence[start + 1 : end - 1], offset + start + 1, Before()))
    return drafts


def _moved(draft: Draft, offset: int) -> Draft:
    def moved(span: Span | None) -> Span | None:
        return span and (span[0] + offset, span[1] + offset)

    return replace(
        draft,
        source=moved(draft.source),
        cue=moved(draft.cue),
        content=[(start + offset, end + offset) for start, end in draft.content],
    )


def _read_according(read: _Sentence) -> list[Draft]:
    shown = read.masked.text
    drafts = []
    for at, one in enumerate(read.according):
        end = len(shown)
        for following in read.according[at + 1 :]:
            if following.source[0] > one.begin and _SEAM.search(shown[max(one.begin, following.source[0] - 6) : following.source[0]].rstrip("しかしまた一方なお、") or "。"):
                end = following.source[0]
                break
        begin = one.begin
        tail = _TAIL.search(shown, max(begin, end - 14), end)
        stop = tail.start() if tail else end
        while stop > begin and shown[stop - 1] in "、。 が" and not (shown[stop - 1] == "が" and stop == end):
            stop -= 1
        if stop - begin < 2:
            continue
        stance = Stance.ASSERTS
        drafts.append(Draft(one.source, one.cue, [(begin, stop)], stance, is_quoted(read.masked, [(begin, stop)]), confidence=0.9))
    return drafts


def _read_cues(read: _Sentence, offset: int) -> list[Draft]:
    drafts: list[Draft] = []
    main = [cue for cue in read.cues if cue.role is Role.MAIN]
    low = 0
    previous: Subject | None = None
    shown = read.masked.text
    for cue in main:
        region = _region(read, low, cue)
        under = next((one for one in reversed(read.according) if one.begin <= cue.span[0]), None)
        if cue.nobody:
            draft = _nobody(read, cue, region, under)
        else:
            subject = _choose(read, cue, region, low > 0 and previous is not None)
            if subject is None and previous is not None and low >= (under.begin if under else 0):
                subject = previous
            elif subject:
                previous = subject
            draft = _said(read, cue, region, subject)
            if draft:
                low = cue.span[1]
        if draft:
            drafts.append(draft)
        for inner in read.cues:
            if inner.role is Role.INNER and region <= inner.span[0] < cue.span[0]:
                found = _inner(read, inner, region, draft.source if draft else None)
                if found:
                    drafts.append(found)
    return drafts


def _read_charge(read: _Sentence) -> list[Draft]:
    """逮捕容疑は…: what the police lay to somebody; who they are was said before."""
    shown = read.masked.text
    found = _CHARGE.search(shown)
    if not found:
        return []
    end = _TAIL.search(shown, max(found.end(), len(shown) - 14)).start()
    if end - found.end() < 4:
        return []
    content = [(found.end(), end)]
    quoted = is_quoted(read.masked, content)
    return [Draft(None, found.span("cue"), content, Stance.ACCUSES, quoted, carried=read.before.speaker, confidence=0.5)]


def _read_nouns(read: _Sentence) -> list[Draft]:
    """…という韓国の主張: a noun for what somebody says, with the one who does."""
    shown = read.masked.text
    drafts = []
    nouns = load_lexicon().fixed["nominal"]
    for found in _nominal().finditer(shown):
        start = find_phrase_start(shown, found.end("who"))
        start = max(start, found.start("who"))
        if decide_fit(shown[start : found.end("who")]) != FITTING:
            continue
        topics = [s for s in read.subjects if s.after <= found.start() - 2 and s.particle in "はも" and s.fit == FITTING]
        low = max([0, *(one.begin for one in read.according if one.begin < found.start())])
        begin = max(low, topics[-1].after if topics else 0)
        place = Cue(found.span("noun"), found.start(), "と", nouns[found["noun"]], Role.INNER)
        content = find_content(read.masked, begin, place)
        if content:
            quoted = is_quoted(read.masked, content)
            source = (start, found.end("who"))
            drafts.append(Draft(source, found.span("noun"), content, place.stance, quoted, confidence=0.6))
    return drafts


@cache
def _nominal() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["nominal"])
    return re.compile(rf"(?:など)?(?:という|との|とする|とした)(?P<who>[^、。をにはがでという]{{2,25}})の(?P<noun>{words})(?=[をがはにもで、。と])")


def _read_papers(read: _Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """A paper, a ruling, a forecast with では that opens a sentence and is no other cue's source."""
    shown = read.masked.text
    for subject in read.subjects:
        words = shown[slice(*subject.span)]
        low = max([0, *(one.begin for one in read.according if one.begin <= subject.span[0])])
        if subject.particle != "で" or subject.span[0] - low > 6 or find_kind(words) != "paper":
            continue
        if any(draft.source == subject.span for draft in drafts):
            continue
        end = _TAIL.search(shown, max(subject.after, len(shown) - 14)).start()
        if end - subject.after < 4:
            continue
        content = [(subject.after, end)]
        cue = (subject.span[1], subject.span[1] + 2)
        return [Draft(subject.span, cue, content, Stance.ASSERTS, is_quoted(read.masked, content), confidence=0.6)]
    return []


def _region(read: _Sentence, low: int, cue: Cue) -> int:
    begins = [one.begin for one in read.according if one.begin <= cue.span[0]]
    return max([low, *begins])


def _choose(read: _Sentence, cue: Cue, low: int, going_on: bool) -> Subject | None:
    """The subject that says what a main cue tells: between とand the cue, else the first topic that may speak."""
    end = cue.content_end if cue.content_end >= 0 else cue.span[0]
    turned = [s for s in read.subjects if s.span[0] >= end and s.after <= cue.span[0] and s.fit != UNFIT]
    if turned and cue.frame in ("と", "こと", "を", "よう"):
        return turned[0]
    here = [s for s in read.subjects if s.span[0] >= low and s.after <= (end if cue.frame else cue.span[0])]
    topics = [s for s in here if s.particle in "はもで" and s.fit == FITTING and not _is_within(read, s, low)]
    beside = [s for s in here if quote_of(read, end) - s.after in (0, 1, 2) and s.particle in "はも" and s.fit != UNFIT]
    if beside:
        return beside[-1]
    if cue.frame in ("の", "を", "こと", "に", "よう"):
        doers = [s for s in here if s.particle == "が" and s.fit == FITTING and 3 <= end - s.after <= 40]
        if doers and not _CLAUSE.search(read.masked.text, doers[-1].after, end):
            return doers[-1]
    quote = quote_of(read, end)
    if quote >= 0:
        close = [s for s in here if s.after <= quote and s.particle == "が" and s.fit != UNFIT]
        near = [s for s in close if quote - s.after <= 40 and not topics]
        if near:
            return near[-1]
    if len(topics) > 1:
        seam = _SEAM if cue.frame != "と" else _TURN
        fresh = [s for s in topics if seam.search(read.masked.text, max(low, s.span[0] - 8), s.span[0])]
        if fresh:
            return fresh[-1]
    if topics:
        return topics[0]
    if cue.span[1] - cue.span[0] == 3 and read.masked.text.startswith("として", cue.span[0]):
        later = [s for s in read.subjects if 0 <= s.span[0] - cue.span[1] <= 3 and s.fit == FITTING]
        if later:
            return later[0]
    if going_on:
        return None
    if not cue.frame or cue.frame == "について":
        anybody = [s for s in here if s.particle in "はもが" and find_kind(read.masked.text[slice(*s.span)]) != "not"]
        whole = anybody or [s for s in here if s.particle == "は" and s.span[0] - low <= 2]
        if whole or not cue.frame:
            return whole[0] if whole else None
    unknown = [s for s in here if s.particle in "はも" and s.fit == UNKNOWN]
    if unknown and unknown[0].span[0] - low <= 30:
        return unknown[0]
    doers = [s for s in here if s.particle == "が" and s.fit == FITTING]
    if doers and doers[0].span[0] - low <= 4 and find_kind(read.masked.text[slice(*doers[0].span)]) in ("title", "person", "paper"):
        return doers[0]
    if doers and not read.before.speaker and (doers[0].span[0] - low <= 40 or cue.frame == "を"):
        return doers[0]
    return None


def quote_of(read: _Sentence, end: int) -> int:
    """Where the quotation begins that ends at a place; before the text where none does."""
    return next((start for start, last in read.masked.quotes if last == end), -9)


def _is_within(read: _Sentence, subject: Subject, low: int) -> bool:
    """A phrase with では that tells a place or an occasion, not who speaks."""
    if subject.particle != "で":
        return False
    words = read.masked.text[slice(*subject.span)]
    if words.startswith("同"):
        return False
    return find_kind(words) not in ("paper", "body") or words.endswith(("国", "県", "市", "都", "州", "町", "村", "区", "道", "場", "店", "会", "所", "日本"))


def _said(read: _Sentence, cue: Cue, low: int, subject: Subject | None) -> Draft | None:
    begin = low
    if subject and subject.span[0] >= low and subject.after <= cue.content_end:
        begin = subject.after
    content = find_content(read.masked, begin, cue) if cue.content_end >= 0 else []
    if not content and cue.stance is not Stance.DECLINES_COMMENT:
        return None
    text = read.masked.plain
    words = "".join(text[start:end] for start, end in content)
    stance = decide_japanese_stance(cue.stance, text[slice(*cue.span)], words, text[cue.span[1] : cue.span[1] + 200])
    quoted = is_quoted(read.masked, content)
    reports = text.startswith(("報じ", "報道", "伝えて"), cue.span[0])
    if reports and subject and find_kind(text[slice(*subject.span)]) in ("title", "person") and read.before.according:
        return Draft(None, cue.span, content, stance, quoted, carried=read.before.according, confidence=0.5)
    if subject:
        return Draft(subject.span, cue.span, content, stance, quoted, confidence=0.85 if subject.fit == FITTING else 0.6)
    if read.before.speaker is None and cue.frame != "と":
        return None
    return Draft(None, cue.span, content, stance, quoted, carried=read.before.speaker, confidence=0.5)


def _nobody(read: _Sentence, cue: Cue, low: int, under: According | None) -> Draft | None:
    content = find_content(read.masked, low, cue)
    words = read.masked.text[slice(*cue.span)]
    plain = words.startswith(("という", "と言う", "と云う", "とのこと", "ということ", "といいます"))
    lasting = "れて" in words and not words.startswith("とされ")
    if (under and not lasting) or not content:
        # The source that the sentence opens with says it: という adds nothing to that.
        return None
    stance = cue.stance
    if plain:
        topics = [s for s in read.subjects if low <= s.span[0] and s.after <= content[0][0] and s.particle in "はも"]
        quoted = any(content == [quote] for quote in read.masked.quotes)
        if quoted and topics and topics[0].fit == FITTING:
            return Draft(topics[0].span, cue.span, content, Stance.ASSERTS, quoted=True, confidence=0.7)
    carried = read.before.according if read.before.near or not read.before.recent else read.before.recent
    if plain and not read.before.near and content:
        topics = [s for s in read.subjects if low <= s.span[0] <= low + 2 and s.particle in "はも" and s.fit == FITTING]
        if topics and topics[0].after < cue.span[0]:
            return Draft(topics[0].span, cue.span, find_content(read.masked, topics[0].after, cue), Stance.ASSERTS, confidence=0.6)
    if plain and carried:
        near = read.before.near or carried == read.before.recent
        source = (carried[0] - read.offset, carried[1] - read.offset) if near else None
        return Draft(source, cue.span, content, Stance.ASSERTS, carried=carried, confidence=0.6)
    return Draft(None, cue.span, content, stance, nobody=True, confidence=0.7)


def _inner(read: _Sentence, cue: Cue, low: int, outer: Span | None) -> Draft | None:
    """A statement within what another one says: its source is the nearest subject after the outer one's."""
    begin = max(low, outer[1] if outer and outer[1] < cue.span[0] else low)
    here = [s for s in read.subjects if s.span[0] >= begin and s.after <= max(cue.content_end, 0) and s.fit == FITTING]
    here = [s for s in here if not _is_within(read, s, low)]
    if not here or cue.nobody:
        return None
    subject = here[0] if len(here) == 1 else next((s for s in here if s.particle == "は"), here[-1])
    return _said(read, cue, subject.span[0], subject)


def find_last_phrase(shown: str, end: int) -> Span:
    """The noun phrase before a place of a masked sentence."""
    return find_phrase_start(shown, end), end


def speaks(drafts: Sequence[Draft]) -> Span | None:
    """Whose words the end of a sentence are, by its last statement that names or carries somebody."""
    for draft in sorted(drafts, key=lambda draft: draft.cue[0] if draft.cue else 0, reverse=True):
        if draft.speaker():
            return draft.speaker()
    return None
