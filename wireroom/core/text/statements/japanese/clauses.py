"""Puts the statements of one Japanese sentence together: which source says what by which cue. Resolves no actors."""

import re
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
from wireroom.core.text.statements.japanese.choosing import Chooser, Question
from wireroom.core.text.statements.japanese.contents import find_content, is_quoted
from wireroom.core.text.statements.japanese.cues import Cue, Role
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.frames import THUS
from wireroom.core.text.statements.japanese.hearsay import read_hearsay
from wireroom.core.text.statements.japanese.nouns import read_nouns, read_voices
from wireroom.core.text.statements.japanese.phrases import (
    FITTING,
    UNFIT,
    Subject,
    decide_fit,
    find_kind,
    find_phrase_start,
)
from wireroom.core.text.statements.japanese.sentence import Before, Sentence, look_at
from wireroom.core.text.statements.japanese.speakers import choose_speaker, find_asked, is_place
from wireroom.core.text.statements.japanese.stances import decide_japanese_stance, is_contest
from wireroom.core.text.statements.values import Stance

_PLEAS = ("容疑", "起訴内容", "容疑の一部", "罪", "犯行")
# Told even where nobody knows who says so.
_NEVER_LOST = (Stance.DENIES, Stance.NO_EVIDENCE, Stance.DECLINES_COMMENT)
_NAMED = re.compile(r"(?P<noun>[一-鿿]{2,4})を(?=表明|示唆|固め|明らかに|口に)")
_TAKEN = re.compile(r"[^。]{0,60}?(?P<by>に)?[^、。に]{0,12}(?:逮捕|摘発|補導|送検|起訴|告発|指名手配)(?:を)?され")
_POINTERS = ("", "これ", "それ", "これら", "それら", "この件")
_REPORTS = ("報じ", "報道", "伝えて")
_OWN_WORDS = ("発表し", "公表し", "とし", "説明し", "述べ", "話し", "主張し", "指摘し", "分析し", "みて", "見て")


def read_sentence(read: Sentence, choose: Chooser | None = None) -> list[Draft]:
    """The statements of a sentence; their places are the text's. `choose`: the learned choice of their sources, that of
    the rules where it is None."""
    drafts = _once(read, read_according(read), _read_cues(read, choose or _as_ruled))
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
            drafts.extend(read_sentence(look_at(inside, read.offset + start + 1, Before()), choose))
    return drafts


def _as_ruled(read: Sentence, question: Question) -> Subject | None:
    return question.ruled


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


def _read_cues(read: Sentence, choose: Chooser) -> list[Draft]:
    drafts: list[Draft] = []
    low = 0
    previous: Subject | None = None
    for cue in (one for one in read.cues if one.role is Role.MAIN):
        under = read.begin_before(cue.span[0])
        region = max(low, under)
        if cue.nobody:
            draft = read_hearsay(read, cue, region)
        else:
            subject = choose_speaker(read, cue, region, going_on=previous is not None) or find_asked(read, cue, region)
            if subject is None and low >= under:
                subject = previous
            chosen = choose(read, Question(cue, region, subject))
            draft = _said(read, cue, region, chosen)
            if draft is None and chosen != subject and cue.stance in _NEVER_LOST:
                chosen, draft = subject, _said(read, cue, region, subject)
            previous = chosen or previous
            pleads = draft is None and region > under and _pleads(read, cue)
            if pleads and drafts and cue.stance in (Stance.DENIES, Stance.CONFIRMS):
                # 「…」と話し、容疑を否認している: the words before are the plea.
                drafts[-1].stance = cue.stance
            low = cue.span[1] if draft or pleads else low
        if draft:
            if drafts and _counters(read, drafts[-1], draft):
                draft.stance = drafts.pop().stance
            drafts.append(draft)
        drafts.extend(_read_inner(read, cue, region, draft.source if draft else None))
    if not any(cue.role is Role.MAIN and not cue.nobody for cue in read.cues):
        drafts.extend(_read_denials(read, drafts))
    return drafts + _read_described(read)


def _counters(read: Sentence, before: Draft, draft: Draft) -> bool:
    """Whether a denial tells nothing but how the next words are meant: これに反論し、「…」と主張した."""
    told = draft.stance in (Stance.ASSERTS, Stance.DENIES) and draft.content and before.cue
    if before.stance is not Stance.DENIES or not told:
        return False
    words = "".join(read.masked.text[start:end] for start, end in before.content)
    return words in _POINTERS and read.masked.text[before.cue[1] : draft.content[0][0]] in ("", "、")


def _read_described(read: Sentence) -> list[Draft]:
    """What a suit, a petition asks or denies (乗員が賠償を求めた訴訟): whose it is stands before it with が or は."""
    found = []
    for cue in read.cues:
        if cue.role is not Role.DESCRIBING:
            continue
        low = read.begin_before(cue.span[0])
        here = [
            one for one in read.subjects if low <= one.span[0] and one.after <= cue.content_end and one.fit != UNFIT
        ]
        here = [one for one in here if one.particle in "がは"]
        if here and (draft := _said(read, cue, low, here[-1])):
            found.append(draft)
    return found


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
    named = _NAMED.match(read.masked.text, *cue.span) if cue.stance is Stance.ASSERTS and not content else None
    if named:
        # 辞意を表明した: what is said is the noun.
        content = [named.span("noun")]
        cue = replace(cue, span=(named.end(), cue.span[1]))
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
    if stance is Stance.ACCUSES and text.startswith("として", cue.span[0]):
        taken = _TAKEN.match(text, cue.span[1])
        if taken:
            # …したとして、県警に逮捕された: who is arrested lays nothing to himself.
            end = max(taken.start("by"), cue.span[1])
            by = max(find_phrase_start(text, end), cue.span[1]), end
            return replace(said, source=by, confidence=0.6) if decide_fit(text[slice(*by)]) == FITTING else None
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
