"""Puts the statements of one Japanese sentence together: which source says what by which cue. Resolves no actors."""

from collections.abc import Sequence
from dataclasses import replace

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.announced import (
    read_according,
    read_charge,
    read_findings,
    read_labels,
    read_papers,
)
from wireroom.core.text.statements.japanese.contents import find_content, is_quoted
from wireroom.core.text.statements.japanese.cues import Cue, Role
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.frames import THUS
from wireroom.core.text.statements.japanese.nouns import read_nouns, read_voices
from wireroom.core.text.statements.japanese.phrases import FITTING, Subject, find_kind
from wireroom.core.text.statements.japanese.sentence import Before, Sentence, look_at
from wireroom.core.text.statements.japanese.speakers import choose_speaker, find_asked, is_place
from wireroom.core.text.statements.japanese.stances import decide_japanese_stance, is_contest
from wireroom.core.text.statements.values import Stance

# Hearsay that may go on from a source named before, and that what a paper says may hold as well (とみられている).
_PLAIN = ("という", "と言う", "と云う", "とのこと", "ということ", "といいます")
_PLEAS = ("容疑", "起訴内容", "容疑の一部", "罪", "犯行")
# Told even where nobody knows who says so.
_NEVER_LOST = (Stance.DENIES, Stance.NO_EVIDENCE, Stance.DECLINES_COMMENT)
_REPORTS = ("報じ", "報道", "伝えて")
_OWN_WORDS = ("発表し", "公表し", "とし", "説明し", "述べ", "話し")


def read_sentence(read: Sentence) -> list[Draft]:
    """The statements of a sentence; their places are the text's."""
    drafts = _once(read, read_according(read), _read_cues(read))
    drafts += [*read_charge(read), *read_nouns(read), *read_findings(read)]
    taken = [draft.cue for draft in drafts]
    drafts.extend(
        draft
        for draft in read_voices(read)
        if not any(draft.cue[0] < cue[1] and cue[0] < draft.cue[1] for cue in taken)
    )
    drafts += [*read_papers(read, drafts), *read_labels(read)]
    drafts = [_moved(draft, read.offset) for draft in drafts]
    for start, end in read.masked.brackets:
        inside = read.masked.plain[start + 1 : end - 1]
        if "によ" in inside:
            drafts.extend(read_sentence(look_at(inside, read.offset + start + 1, Before())))
    return drafts


def _once(read: Sentence, according: Sequence[Draft], said: Sequence[Draft]) -> list[Draft]:
    """気象庁によると…としている: a body that says so itself says it once, by the predicate. 東浜新聞によると…と報じた:
    a paper too, by よると; after a paper other predicates are of somebody who is left away."""
    plain = read.masked.plain
    needless: list[Draft] = []
    for draft in said:
        if draft.speaker() or draft.nobody or draft.cue is None or draft.stance in _NEVER_LOST:
            continue
        whole = next((one for one in according if one.source and _closes(draft.cue, one.content[0])), None)
        if whole is None or whole.source is None or whole.stance in _NEVER_LOST:
            continue
        words = plain[slice(*draft.cue)]
        if find_kind(plain[slice(*whole.source)]) != "paper":
            if words.startswith(_OWN_WORDS):
                draft.source = whole.source
                needless.append(whole)
        elif words.startswith(_REPORTS):
            needless.append(draft)
    return [one for one in (*according, *said) if not any(one is other for other in needless)]


def _closes(cue: Span, content: Span) -> bool:
    """Whether a cue is the end of a content, or follows where としている was cut off."""
    return content[0] <= cue[0] <= content[1] <= cue[1]


def speaks_last(drafts: Sequence[Draft]) -> Span | None:
    """Whose words the end of a sentence are, by its last statement that names or carries somebody."""
    for draft in sorted(drafts, key=lambda draft: draft.cue or draft.content[0], reverse=True):
        if draft.speaker() and not draft.nobody:
            return draft.speaker()
    return None


def _moved(draft: Draft, offset: int) -> Draft:
    def moved(span: Span | None) -> Span | None:
        return span and (span[0] + offset, span[1] + offset)

    content = [(start + offset, end + offset) for start, end in draft.content]
    return replace(draft, source=moved(draft.source), cue=moved(draft.cue), content=content)


def _read_cues(read: Sentence) -> list[Draft]:
    drafts: list[Draft] = []
    low = 0
    previous: Subject | None = None
    for cue in (one for one in read.cues if one.role is Role.MAIN):
        under = read.begin_before(cue.span[0])
        region = max(low, under)
        if cue.nobody:
            draft = _nobody(read, cue, region)
        else:
            subject = choose_speaker(read, cue, region, going_on=previous is not None) or find_asked(read, cue, region)
            if subject is None and low >= under:
                subject = previous
            previous = subject or previous
            draft = _said(read, cue, region, subject)
            pleads = draft is None and region > under and _pleads(read, cue)
            if pleads and drafts and cue.stance in (Stance.DENIES, Stance.CONFIRMS):
                # 「…」と話し、容疑を否認している: the words before are the plea.
                drafts[-1].stance = cue.stance
            low = cue.span[1] if draft or pleads else low
        if draft:
            drafts.append(draft)
        drafts.extend(_read_inner(read, cue, region, draft.source if draft else None))
    if not any(cue.role is Role.MAIN and not cue.nobody for cue in read.cues):
        drafts.extend(_read_denials(read, drafts))
    return drafts


def _read_denials(read: Sentence, others: Sequence[Draft]) -> list[Draft]:
    """What somebody denies in a sentence that nobody else says: 男が容疑を否認していることが分かった."""
    found = []
    for cue in read.cues:
        if cue.role is not Role.INNER or cue.nobody or cue.stance is not Stance.DENIES:
            continue
        here = [one for one in read.subjects if one.after <= cue.content_end and one.fit == FITTING]
        told = any(draft.cue and draft.cue[0] <= cue.span[0] < draft.cue[1] for draft in others)
        low = read.begin_before(cue.span[0])
        if here and not told and (draft := _said(read, cue, low, here[-1])):
            found.append(draft)
    return found


def _said(read: Sentence, cue: Cue, low: int, subject: Subject | None) -> Draft | None:
    begin = subject.after if subject and low <= subject.span[0] and subject.after <= cue.content_end else low
    content = find_content(read.masked, begin, cue) if cue.content_end >= 0 else []
    if (
        len(content) == 1
        and cue.frame == "を"
        and read.masked.text[slice(*content[0])] in _PLEAS
        and low > read.begin_before(cue.span[0])
        and _pleads(read, cue)
    ):
        # 「…」と供述し、容疑を認めている: the words were given before.
        return None
    alone = cue.stance is Stance.DECLINES_COMMENT or (cue.stance is Stance.DENIES and not cue.frame and subject)
    if not content and not alone and cue.frame != THUS:
        return None
    text = read.masked.plain
    words = "".join(text[start:end] for start, end in content)
    if cue.stance is Stance.DENIES and is_contest(text[slice(*cue.span)], words):
        return None
    stance = decide_japanese_stance(
        cue.stance, text[slice(*cue.span)], words, after=text[cue.span[1] : cue.span[1] + 200]
    )
    said = Draft(None, cue.span, content, stance, is_quoted(read.masked, content), confidence=0.5)
    if subject is None:
        if read.before.speaker is None and cue.frame != "と" and stance not in _NEVER_LOST:
            return None
        return replace(said, carried=read.before.speaker)
    if (
        text.startswith(_REPORTS, cue.span[0])
        and read.before.according
        and find_kind(text[slice(*subject.span)]) in ("title", "person")
    ):
        # Papers report, people do not: the paper was named before.
        return replace(said, carried=read.before.according)
    return replace(said, source=subject.span, confidence=0.85 if subject.fit == FITTING else 0.6)


def _pleads(read: Sentence, cue: Cue) -> bool:
    return read.masked.text.startswith(("認め", "否認"), cue.span[0])


def _nobody(read: Sentence, cue: Cue, low: int) -> Draft | None:
    """Hearsay: nobody's, or where it goes on from a source that was named before, that one's."""
    if cue.stance is Stance.DECLINES_COMMENT:
        asked = find_asked(read, cue, low)
        return Draft(asked.span if asked else None, cue.span, [], cue.stance, nobody=asked is None, confidence=0.6)
    content = find_content(read.masked, low, cue)
    words = read.masked.text[slice(*cue.span)]
    lasting = "れて" in words and not words.startswith(("と", "疑い"))
    if not content or (read.begin_before(cue.span[0]) and not lasting):
        # The source that the sentence opens with says it: という adds nothing to that.
        return None
    if words.startswith(_PLAIN):
        return _hearsay(read, cue, low, content)
    return Draft(None, cue.span, content, cue.stance, nobody=True, confidence=0.7)


def _hearsay(read: Sentence, cue: Cue, low: int, content: list[Span]) -> Draft:
    before = read.before
    topics = [
        one for one in read.subjects if low <= one.span[0] and one.after <= cue.span[0] and one.particle in "はも"
    ]
    first = topics[0] if topics and topics[0].fit == FITTING else None
    quoted = any(content == [quote] for quote in read.masked.quotes)
    if first and (quoted or (not before.near and first.span[0] <= low + 2)):
        said = find_content(read.masked, first.after, cue)
        if said:
            return Draft(first.span, cue.span, said, Stance.ASSERTS, quoted, confidence=0.6)
    carried = before.according if before.near or not before.recent else before.recent
    if not carried:
        return Draft(None, cue.span, content, cue.stance, nobody=True, confidence=0.7)
    near = before.near or carried == before.recent
    source = (carried[0] - read.offset, carried[1] - read.offset) if near else None
    text = "".join(read.masked.plain[start:end] for start, end in content)
    stance = decide_japanese_stance(Stance.ASSERTS, "", text)
    return Draft(source, cue.span, content, stance, carried=carried, confidence=0.6)


def _read_inner(read: Sentence, outer: Cue, low: int, source: Span | None) -> list[Draft]:
    """Statements within what another one says: the source is a subject after the outer one's."""
    drafts = []
    for cue in read.cues:
        if cue.role is not Role.INNER or cue.nobody or not low <= cue.span[0] < outer.span[0]:
            continue
        begin = max(low, source[1]) if source and source[1] < cue.span[0] else low
        here = [one for one in read.subjects if one.span[0] >= begin and one.after <= cue.content_end]
        here = [one for one in here if one.fit == FITTING and not is_place(read, one)]
        if here:
            subject = next((one for one in here if one.particle == "は"), here[-1])
            if draft := _said(read, cue, subject.span[0], subject):
                drafts.append(draft)
    return drafts
