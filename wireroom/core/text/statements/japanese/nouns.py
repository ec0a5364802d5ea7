"""Reads Japanese nouns that name what somebody says: という韓国の主張, との批判が相次いだ. Reads no predicates."""

import re
from functools import cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.contents import find_content, is_quoted
from wireroom.core.text.statements.japanese.cues import Cue, Role
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.phrases import FITTING, UNFIT, decide_fit, find_phrase_start, skip_opening
from wireroom.core.text.statements.japanese.sentence import Sentence
from wireroom.core.text.statements.values import Stance

# 野党からは, 専門家の間では: whose voices are told of.
# …との懸念が党内に広がる
_INSIDE = re.compile(r"[がはも](?P<who>[^、。]{1,10}?内)[にで]")
_FROM = re.compile(r"(?P<who>[^、。]{1,40}?)(?:から(?:は|も)?|の間(?:では|からは|に)?|内(?:では|からは)|には|では)、?")

_RISING = (
    r"(?:[^、。]{0,12}?)(?:出|上が|挙が|あが|相次|続出|根強|強|広が|聞かれ|寄せられ|浮上|飛び交|噴出|あ[るっり]|多|絶え"
    "|漏れ|高ま)"
)


def read_nouns(read: Sentence) -> list[Draft]:
    """The statements that a noun names, with the one who makes them before it (…という韓国の主張)."""
    shown, nouns = read.masked.text, load_lexicon().fixed["nominal"]
    drafts = []
    for found in _owned().finditer(shown):
        source = max(find_phrase_start(shown, found.end("who")), found.start("who")), found.end("who")
        if decide_fit(shown[slice(*source)]) != FITTING:
            continue
        topics = [
            one
            for one in read.subjects
            if one.after <= found.start() - 2 and one.particle in "はも" and one.fit == FITTING
        ]
        begin = max(read.begin_before(found.start()), topics[-1].after if topics else 0)
        if draft := _named(read, source, found, begin, nouns[found["noun"]]):
            drafts.append(draft)
    return drafts


def read_voices(read: Sentence) -> list[Draft]:
    """Voices that are raised (…との批判が相次いだ): whose they are opens the clause, or nobody is named."""
    shown, voices = read.masked.text, load_lexicon().fixed["voice"]
    drafts = []
    low = 0
    raised = sorted([*_raised().finditer(shown), *_told().finditer(shown)], key=lambda found: found.start())
    for found in raised:
        begin = skip_opening(shown, max(low, read.begin_before(found.start())), found.start())
        whose = _FROM.match(shown, begin, found.start())
        source = None
        told = found.groupdict().get("told")
        stance = load_lexicon().fixed["told"][told] if told else voices[found["noun"]]
        if not whose and (inside := _INSIDE.search(shown, found.end("noun"), found.end())):
            source = inside.span("who")
        elif whose:
            source = find_phrase_start(shown, whose.end("who")), whose.end("who")
            source = source if decide_fit(shown[slice(*source)]) != UNFIT else None
            begin = whose.end() if source else begin
        if source is None and stance is Stance.ASSERTS:
            stance = Stance.REPORTED
        if draft := _named(read, source, found, begin, stance):
            draft.nobody = source is None
            drafts.append(draft)
            low = found.end()
    return drafts


def _named(read: Sentence, source: Span | None, found: re.Match[str], begin: int, stance: Stance) -> Draft | None:
    content = find_content(read.masked, begin, Cue(found.span("noun"), found.start(), "と", stance, Role.INNER))
    if not content:
        return None
    return Draft(source, found.span("noun"), content, stance, is_quoted(read.masked, content), confidence=0.6)


@cache
def _owned() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["nominal"])
    return re.compile(
        rf"(?:など)?(?:という|との|とする|とした)(?P<who>[^、。をにはがでという]{{2,25}})の(?P<noun>{words})(?=[をがはにもで、。と])"
    )


@cache
def _told() -> re.Pattern[str]:
    """退陣を求める声が高まった: what the voices ask, fear, miss stands before the verb."""
    words = any_of(load_lexicon().fixed["told"])
    return re.compile(
        rf"を(?:[^、。をはが]{{0,8}}?)(?P<noun>(?P<told>{words})(?:声|意見|見方|指摘|論調)(?:の声)?)(?:が|も){_RISING}"
    )


@cache
def _raised() -> re.Pattern[str]:
    words = any_of(load_lexicon().fixed["voice"])
    return re.compile(
        rf"(?:など)?(?:という|といった|との|とする|と)(?:[^、。をはがでと「」]{{0,8}}?)(?P<noun>{words})(?:の声)?(?:が|も|は)"
        rf"{_RISING}"
    )
