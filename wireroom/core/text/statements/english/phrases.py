"""Finds the phrases of an English sentence that may be a source, to the left of a verb; phrases_ahead.py finds those
that begin at a word.

Works from closed classes of words and capital letters, without a grammar: it abstains (None) where the words do not
look like the name of somebody or something that speaks.
"""

from wireroom.core.text.statements.english.cues import Form, Frame, load_lexicon, match_verb
from wireroom.core.text.statements.english.tokens import CLOSING, OPENING, STOPS, Tokens
from wireroom.core.text.statements.english.words import grammar, people

Range = tuple[int, int]

MARKS = frozenset(",;:()[]—–-") | OPENING | CLOSING | STOPS | {"--", "...", ".."}
"""What no phrase goes over."""

LONGEST_APPOSITION = 40
"""How many words may stand between the commas of an apposition."""


_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])


def is_verb(tokens: Tokens, at: int) -> bool:
    """Whether a word is most likely a finite verb: an auxiliary, an irregular past, a word in -ed that ends no name."""
    known = tokens.verbs[at]
    if known is None:
        known = tokens.verbs[at] = _looks_like_verb(tokens, at)
    return known


def _looks_like_verb(tokens: Tokens, at: int) -> bool:
    low = tokens.lows[at]
    if at and tokens.words[at][0].isupper():
        return False
    if low in grammar("auxiliaries"):
        return True
    before = tokens.lows[at - 1] if at else ""
    if low in grammar("not_verbs"):
        # "he wanted a vote", "members wanted a contract", but "a wanted man".
        return low == "wanted" and (before in grammar("subjects") or before == "who" or before.endswith("s"))
    if low in grammar("verbs"):
        return before not in grammar("determiners") and before not in grammar("possessives")
    if low.endswith("ed") and len(low) > 3 and tokens.words[at].islower() and "-" not in low:
        return before not in grammar("determiners") and before not in grammar("possessives") and before != "of"
    return False


def is_adverb(low: str) -> bool:
    """Whether a word goes between a subject and its verb."""
    return low in grammar("adverbs") or (low.endswith("ly") and low not in grammar("not_adverbs"))


def group_start(lows: list[str], at: int, low: int) -> int:
    """Where the verb's group begins: auxiliaries, negation, adverbs before it."""
    auxiliaries, negations = grammar("auxiliaries"), grammar("negations")
    first = at
    while first > low:
        word = lows[first - 1]
        since = word == "since" and first - 2 >= low and lows[first - 2] in grammar("have")
        if word in auxiliaries or word in negations or is_adverb(word) or since:
            first -= 1
        else:
            break
    return first


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether a word begins with a capital or stands in digits."""
    return tokens.words[at][0].isupper()


def subject_before(tokens: Tokens, at: int, low: int) -> Range | None:
    """The noun phrase that ends right before a verb at `at`, not before `low`; with apposition and relative clause."""
    if at <= low:
        return None
    before = tokens.words[at - 1]
    if before == ",":
        return _with_apposition(tokens, at - 1, low)
    # "Turner, of Ohio, on Tuesday admitted": the day stands between commas and the verb.
    day = at
    while day > low and tokens.lows[day - 1] in grammar("day_words"):
        day -= 1
    if low < day < at and tokens.words[day - 1] == "," and (apposed := _with_apposition(tokens, day - 1, low)):
        return apposed
    if low < day < at and tokens.lows[day] in ("on", "in", "last", "this", "late", "early"):
        at = day
    if before in ("—", "–", "--"):
        return _with_dash(tokens, at - 1, low)
    return noun_phrase_ending(tokens, at, low)


def _with_apposition(tokens: Tokens, comma: int, low: int) -> Range | None:
    """The phrase before ", who chairs it," or ", a member of it,", with what stands between the commas."""
    fallback = None
    at = comma - 1
    while at > max(low, comma - LONGEST_APPOSITION):
        if tokens.words[at] in STOPS and at + 1 < comma and tokens.words[at] != "...":
            break
        if tokens.words[at] in (";", ":"):
            break
        if tokens.words[at] == "," and at + 1 < comma:
            first = tokens.lows[at + 1]
            phrase = noun_phrase_ending(tokens, at, low)
            office = phrase is not None and _last_word(tokens, phrase) in people("persons") | people("titles")
            if office and fallback is None and _names_somebody(tokens, at + 1, comma):
                return phrase[0], comma
            if phrase and _is_apposition(first) and _last_word(tokens, phrase) not in grammar("subjects"):
                return phrase[0], comma
            if phrase and fallback is None:
                adjunct = is_adverb(first) or first in grammar("prepositions") or _is_adjunct(first)
                if adjunct or _names_somebody(tokens, at + 1, comma):
                    fallback = phrase if adjunct else (phrase[0], comma)
        at -= 1
    return fallback


def _last_word(tokens: Tokens, phrase: Range) -> str:
    """The last word of a phrase in small letters."""
    return tokens.lows[phrase[1] - 1]


def _is_apposition(low: str) -> bool:
    """Whether a word after a comma begins what says who the one before it is."""
    if low in people("persons") or low[0].isdigit():
        return True
    return low in grammar("appositions")


def _names_somebody(tokens: Tokens, start: int, end: int) -> bool:
    """Whether what stands between commas may say who somebody is: a name or an office in it, and no verb."""
    if any(is_verb(tokens, at) for at in range(start, end)):
        return False
    return any(is_name(tokens, at) or tokens.lows[at] in people("persons") for at in range(start, end))


def _is_adjunct(low: str) -> bool:
    """Whether a word between commas begins what tells of the moment: "speaking in Oslo", "reached at home"."""
    return low.endswith(("ing", "ed")) or low in ("when", "while", "though", "although", "however")


def _with_dash(tokens: Tokens, dash: int, low: int) -> Range | None:
    for at in range(dash - 1, max(low, dash - LONGEST_APPOSITION), -1):
        if tokens.words[at] == tokens.words[dash]:
            phrase = noun_phrase_ending(tokens, at, low)
            return (phrase[0], dash) if phrase else None
    return None


def noun_phrase_ending(tokens: Tokens, end: int, low: int) -> Range | None:
    """The noun phrase that ends at `end`, going left to a verb, a mark or a word that opens a clause."""
    words, lows = tokens.words, tokens.lows
    if end <= low:
        return None
    last = lows[end - 1]
    if last in grammar("subjects"):
        return end - 1, end
    if last in ("who", "which"):
        return end - 1, end
    if last in grammar("never_sources") or last in grammar("prepositions") or last in grammar("auxiliaries"):
        return None
    if (
        last in grammar("linkers")
        or _is_count(tokens, end - 1)
        or (is_adverb(last) and tokens.words[end - 1].islower())
    ):
        return None
    start = end
    stopped_by_verb = False
    while start > low:
        at = start - 1
        low_word = lows[at]
        if words[at] == ")":
            opened = next((back for back in range(at, max(low - 1, at - 15), -1) if words[back] == "("), None)
            if opened is None:
                break
            start = opened
            continue
        if words[at] in MARKS or words[at] in OPENING:
            if words[at] == "," and _is_place_comma(tokens, at, end):
                start = at
                continue
            break
        if low_word in grammar("breaks"):
            break
        if low_word in grammar("subjects") and at < end - 1:
            break
        if is_verb(tokens, at) or _tells(tokens, at):
            if _is_reduced(tokens, at, end):
                start = at
                continue
            stopped_by_verb = True
            break
        start = at
        if end - start > LONGEST_APPOSITION:
            return None
    return _trim(tokens, start, end, stopped_by_verb=stopped_by_verb)


def _tells(tokens: Tokens, at: int) -> bool:
    """Whether a word that is a noun as often is the verb of somebody else's clause: "Bolton claims Trump asked"."""
    if at == 0 or at + 1 >= len(tokens.words) or tokens.words[at][0].isupper():
        return False
    entry = match_verb(tokens.lows, at, load_lexicon().verbs)
    if entry is None or entry.tail or Frame.CLAUSE not in entry.frames:
        return False
    before = tokens.words[at - 1]
    if entry.form & Form.PRESENT:
        return before[0].isupper() and not before.endswith(("'s", "’s")) and is_name(tokens, at + 1)
    opens = tokens.lows[at + 1] in grammar("determiners") or is_name(tokens, at + 1)
    return bool(entry.form & Form.BASE) and before.endswith("s") and before.islower() and opens


def _is_reduced(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a participle describes the noun before it ("a poll published on Sunday", "people briefed on it")."""
    if at + 2 > end - 1 or at == 0 or tokens.lows[at] in grammar("auxiliaries"):
        return False
    following = tokens.lows[at + 1]
    opens = following == "by" or following in ("on", "in", "at", "from", "for", "under", "last", "this", "to")
    before = tokens.lows[at - 1]
    return opens and before not in grammar("subjects") and before[0].isalpha() and not is_verb(tokens, at - 1)


def _is_count(tokens: Tokens, at: int) -> bool:
    """Whether a number stands alone, and is no part of a name (Juror No. 4) nor of a share (62%, six in 10)."""
    if tokens.words[at].endswith("%") or (at > 1 and tokens.lows[at - 1] == "in" and tokens.lows[at - 2] in _NUMBERS):
        return False
    return tokens.words[at][0].isdigit() and not (at and tokens.words[at - 1][0].isupper())


def _is_place_comma(tokens: Tokens, comma: int, end: int) -> bool:
    """Baytown, Texas: a name on both sides, and only a word or two after it."""
    return (
        0 < comma < end - 1
        and is_name(tokens, comma - 1)
        and end - comma <= 3
        and all(is_name(tokens, at) for at in range(comma + 1, end))
        and comma >= 2
        and tokens.lows[comma - 2] in ("in", "of", "from", "at", "near")
    )


def _trim(tokens: Tokens, start: int, end: int, *, stopped_by_verb: bool) -> Range | None:
    """Takes off what stands before a subject: conjunctions, days, adverbs, "something", a phrase with a preposition."""
    lows = tokens.lows
    if stopped_by_verb:
        # After a verb its objects stand; the subject of the next one begins after the last "and".
        linked = [at for at in range(start, end) if lows[at] in grammar("linkers")]
        if linked and linked[-1] + 1 < end:
            start = linked[-1] + 1
    while start < end:
        word = lows[start]
        if (
            word in grammar("linkers")
            or is_adverb(word)
            or (word in grammar("time") and not (start + 1 < end and tokens.words[start + 1] in ("Times", "Post")))
        ):
            start += 1
        elif word == "something" and start + 1 < end:
            # "is something the company denies"
            start += 1
        elif word in ("the", "that") and start + 2 < end and lows[start + 2] in grammar("time"):
            start += 3
        elif (
            word in ("last", "this", "next", "earlier", "late")
            and start + 1 < end
            and lows[start + 1] in grammar("time")
        ):
            start += 2
        elif (later := _after_span(lows, start, end)) is not None:
            start = later
        elif word in grammar("prepositions") or word == "according":
            after = _after_prepositional(tokens, start, end)
            if after is None:
                return None
            start = after
        else:
            break
    if start >= end or not may_speak(tokens, start, end):
        return None
    return start, end


def _after_span(lows: list[str], start: int, end: int) -> int | None:
    """Where a subject begins after "A few days later"; None where no such words open it."""
    for at in range(start + 1, min(end - 1, start + 4)):
        if lows[at] in ("later", "earlier", "ago") and lows[at - 1] in grammar("spans") | grammar("time"):
            return at + 1
    return None


def _after_prepositional(tokens: Tokens, start: int, end: int) -> int | None:
    """Where a subject begins after "In London" without a comma: at the last article, or after the days."""
    lows = tokens.lows
    at = start + 1
    if at < end and (lows[at] in grammar("time") or lows[at][0].isdigit()):
        while at < end and (lows[at] in grammar("time") or lows[at][0].isdigit() or lows[at] == ","):
            at += 1
        return at if at < end else None
    for at in range(start + 2, end):
        word = lows[at]
        before = lows[at - 1]
        if before in grammar("prepositions"):
            continue
        if word in grammar("determiners") or word in grammar("possessives"):
            return at
        named = is_name(tokens, at) and not is_name(tokens, at - 1)
        if named and before not in grammar("determiners") and before not in grammar("linkers"):
            return at
    return None


def may_speak(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words may be somebody who says something, by their first and last word."""
    if end - start == 1:
        word = tokens.lows[start]
        if word in grammar("never_sources") or tokens.words[start] in MARKS or word.isdigit():
            return False
        known = people("persons") | people("groups") | people("organisations") | people("documents")
        plain = tokens.words[start].islower() and not (word.endswith("s") and len(word) > 2)
        return not plain or word in known or word in grammar("standing_alone") or word in grammar("lone_sources")
    first = tokens.words[start]
    if first.islower() and first.endswith("ing"):
        return False
    # "one of them", "people close to him", but not "told him".
    of_whom = end - start > 2 and tokens.lows[end - 2] in ("of", "to")
    return of_whom or tokens.lows[end - 1] not in ("me", "him", "them", "us")


def is_thing(tokens: Tokens, phrase: Range) -> bool:
    """Whether a phrase is about something that says nothing: "the buoy off the shoal", but not "the ship's captain"."""
    start, end = phrase
    head = next((at for at in range(start + 1, end) if tokens.lows[at] in grammar("prepositions")), end) - 1
    return tokens.words[head].islower() and tokens.lows[head] in people("things")
