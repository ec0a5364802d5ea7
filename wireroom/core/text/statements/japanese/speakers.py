"""Chooses which noun phrase of a Japanese sentence says what a cue tells; none rather than a doubtful one."""

import re
from collections.abc import Sequence

from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.lexicon import load_lexicon
from wireroom.core.text.statements.japanese.phrases import (
    FITTING,
    UNFIT,
    UNKNOWN,
    Subject,
    decide_fit,
    find_kind,
    find_phrase_start,
)
from wireroom.core.text.statements.japanese.sentence import Sentence
from wireroom.core.text.statements.values import Stance

# A clause between a subject and what is said: that subject is its own.
_CLAUSE = re.compile(
    r"[一-鿿ぁ-ん](?:た|し|り|て|る|き|い)、|[一-鿿](?:した|され|する|いる|った|れる)|ている|ため|[ぁ-ん][たる](?=[一-鿿ァ-ヺと])|という|との"
)
SEAM = re.compile(r"(?:が|て|おり|し|ほか|一方|で|ため|ものの|たが|るが)、?\Z|。\Z")
"""What ends the clause before a place."""
# … が、B は: somebody else's turn, also where A was the topic.
_TURN = re.compile(r"[たるだい]が、(?:一方、)?\Z|。\Z")
_ASKED = re.compile(r"(?:には?|から)(?=[^、。]{0,8}(?:質問|取材|問い合わせ|コメント|回答|返答|返事|見解))")
# では after these tells where, not who.
_PLACES = ("国", "県", "市", "都", "州", "町", "村", "区", "道", "場", "店", "会", "所", "日本")
_NEAR_QUOTE, _NEAR_OBJECT, _NEAR_BEGINNING = 40, 40, 30


def choose_speaker(read: Sentence, cue: Cue, low: int, *, going_on: bool) -> Subject | None:
    """The subject from `low` on that says what a main cue tells; `going_on`: a cue before has one that may serve."""
    end = cue.content_end if cue.content_end >= 0 else cue.span[0]
    turned = [one for one in read.subjects if one.span[0] >= end and one.after <= cue.span[0] and one.fit != UNFIT]
    if turned and cue.frame in ("と", "こと", "を", "よう"):
        return turned[0]
    here = [one for one in read.subjects if one.span[0] >= low and one.after <= (end if cue.frame else cue.span[0])]
    topics = [one for one in here if one.particle in "はもで" and one.fit == FITTING and not is_place(read, one)]
    if going_on and read.masked.text.startswith(tuple(load_lexicon().fixed["adding"]), cue.span[0]):
        return None
    if not cue.frame and here and here[-1].after == cue.span[0] and here[-1].fit == FITTING:
        # …辞任し、校長も辞意を表明した: nothing else stands between.
        return here[-1]
    found = _beside(read, here, topics, cue) or _topic(read, topics, low, cue) or _after_charge(read, cue)
    if found:
        return found
    if going_on:
        # …と抗議したが、審判は: whoever it is, the turn is his.
        turned = [one for one in here if one.particle == "は" and one.fit == UNKNOWN]
        turned = [one for one in turned if "が" not in read.masked.text[slice(*one.span)]]
        return next((one for one in turned if _TURN.search(read.masked.text, 0, one.span[0])), None)
    return _doubtful(read, here, low, cue)


def _beside(read: Sentence, here: Sequence[Subject], topics: Sequence[Subject], cue: Cue) -> Subject | None:
    """Who stands directly before what is said."""
    end = cue.content_end if cue.content_end >= 0 else cue.span[0]
    quote = read.quote_to(end)
    beside = [one for one in here if 0 <= quote - one.after <= 2 and one.particle in "はもが" and one.fit != UNFIT]
    beside = [one for one in beside if one.particle != "が" or one.fit == FITTING]
    if beside:
        # 法務省は、報告書は「…」だと述べ: of the two topics a paper is the one that is spoken of.
        return topics[0] if topics and _kind(read, beside[-1]) == "paper" else beside[-1]
    if cue.frame in ("の", "を", "こと", "に", "よう"):
        doers = [one for one in here if one.particle == "が" and one.fit == FITTING]
        doers = [one for one in doers if 2 <= end - one.after <= _NEAR_OBJECT]
        if doers and not _CLAUSE.search(read.masked.text, doers[-1].after, end):
            return doers[-1]
    if quote >= 0 and not topics:
        near = [
            one for one in here if one.particle == "が" and one.fit != UNFIT and 0 <= quote - one.after <= _NEAR_QUOTE
        ]
        return near[-1] if near else None
    return None


def _topic(read: Sentence, topics: Sequence[Subject], low: int, cue: Cue) -> Subject | None:
    """The first topic of the clause; where the clause turns to another one, that one."""
    if len(topics) > 1:
        seam = _TURN if cue.frame == "と" else SEAM
        fresh = [one for one in topics if seam.search(read.masked.text, max(low, one.span[0] - 8), one.span[0])]
        if fresh:
            return fresh[-1]
    return topics[0] if topics else None


def _after_charge(read: Sentence, cue: Cue) -> Subject | None:
    """…したとして、県警は: who says so comes after."""
    if read.masked.text[slice(*cue.span)] != "として":
        return None
    later = [one for one in read.subjects if 0 <= one.span[0] - cue.span[1] <= 3 and one.fit == FITTING]
    return later[0] if later else None


def _doubtful(read: Sentence, here: Sequence[Subject], low: int, cue: Cue) -> Subject | None:
    """Somebody of whom it is not known that he may speak, where the sentence leaves hardly another one."""
    if cue.frame in ("", "について"):
        anybody = [one for one in here if one.particle in "はもが" and _kind(read, one) != "not"]
        anybody = anybody or [one for one in here if one.particle == "は" and one.span[0] - low <= 2]
        if anybody:
            return anybody[0]
        if not cue.frame:
            return None
    unknown = [one for one in here if one.particle in "はも" and one.fit == UNKNOWN]
    if unknown and unknown[0].span[0] - low <= _NEAR_BEGINNING:
        return unknown[0]
    doers = [one for one in here if one.particle == "が" and one.fit == FITTING]
    if cue.frame == "と" and any(one.particle in "はも" and doers and one.span[0] > doers[0].span[0] for one in here):
        # 首相が促した事実はない: he is told of.
        return None
    if doers and _opens(read, low, doers[0].span[0]) and _kind(read, doers[0]) in ("title", "person", "paper"):
        return doers[0]
    houses = [one for one in here if one.particle == "で" and one.fit != UNFIT and _opens(read, low, one.span[0])]
    if houses and (_kind(read, houses[0]) in ("body", "group") or houses[0].fit == UNKNOWN):
        return houses[0]
    if doers and not read.before.speaker and (doers[0].span[0] - low <= _NEAR_OBJECT or cue.frame == "を"):
        return doers[0]
    return None


def find_asked(read: Sentence, cue: Cue, low: int) -> Subject | None:
    """Who keeps silent where only the question names him: 中央銀行にコメントを求めたが、応じなかった."""
    if cue.stance is not Stance.DECLINES_COMMENT:
        return None
    shown = read.masked.text
    for found in reversed(list(_ASKED.finditer(shown, low, cue.span[1]))):
        span = find_phrase_start(shown, found.start()), found.start()
        if span[0] >= low and decide_fit(shown[slice(*span)]) == FITTING:
            return Subject(span, "に", found.end(), FITTING)
    return None


def _opens(read: Sentence, low: int, place: int) -> bool:
    """Whether a place is the beginning of a clause, but for a word or two (ワシントンでは、)."""
    return place - low <= 4 or (place - low <= 15 and read.masked.text[place - 1] == "、")


def _kind(read: Sentence, subject: Subject) -> str | None:
    return find_kind(read.masked.text[slice(*subject.span)])


def is_place(read: Sentence, subject: Subject) -> bool:
    """Whether a phrase with では tells a place or an occasion rather than who speaks."""
    words = read.masked.text[slice(*subject.span)]
    if subject.particle != "で" or words.startswith("同"):
        return False
    return find_kind(words) not in ("paper", "body") or words.endswith(_PLACES)
