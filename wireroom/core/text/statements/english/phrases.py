"""Finds the phrases of an English sentence that may be a source: to the left of a verb, or from a word on.

Works from closed classes of words and capital letters, without a grammar: it abstains (None) where the words do not
look like the name of somebody or something that speaks.
"""

from wireroom.core.text.statements.english.tokens import CLOSING, OPENING, STOPS, Tokens
from wireroom.core.text.statements.english.words import grammar, people

Range = tuple[int, int]

_MARKS = frozenset(",;:()[]—–-") | OPENING | CLOSING | STOPS | {"--", "...", ".."}
_MOST = 40
_LONGEST_PHRASE = 60


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
    if low in grammar("not_verbs"):
        return False
    before = tokens.lows[at - 1] if at else ""
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
        if word in auxiliaries or word in negations or is_adverb(word):
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
    while at > max(low, comma - _MOST):
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
    for at in range(dash - 1, max(low, dash - _MOST), -1):
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
        if words[at] in _MARKS or words[at] in OPENING:
            if words[at] == "," and _is_place_comma(tokens, at, end):
                start = at
                continue
            break
        if low_word in grammar("breaks"):
            break
        if low_word in grammar("subjects") and at < end - 1:
            break
        if is_verb(tokens, at):
            if _is_reduced(tokens, at, end):
                start = at
                continue
            stopped_by_verb = True
            break
        start = at
        if end - start > _MOST:
            return None
    return _trim(tokens, start, end, stopped_by_verb=stopped_by_verb)


def _is_reduced(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a participle describes the noun before it ("a poll published on Sunday", "people briefed on it")."""
    if at + 2 > end - 1 or at == 0 or tokens.lows[at] in grammar("auxiliaries"):
        return False
    following = tokens.lows[at + 1]
    opens = following == "by" or following in ("on", "in", "at", "from", "for", "under", "last", "this", "to")
    before = tokens.lows[at - 1]
    return opens and before not in grammar("subjects") and before[0].isalpha() and not is_verb(tokens, at - 1)


def _is_count(tokens: Tokens, at: int) -> bool:
    """Whether a number stands alone, and is no part of a name (Juror No. 4, Channel 4)."""
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
    """Takes off what stands before a subject: conjunctions, days, adverbs, a phrase with a preposition."""
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
    if start >= end or not _may_speak(tokens, start, end):
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


def _may_speak(tokens: Tokens, start: int, end: int) -> bool:
    if end - start == 1:
        word = tokens.lows[start]
        if word in grammar("never_sources") or tokens.words[start] in _MARKS or word.isdigit():
            return False
        known = people("persons") | people("groups") | people("organisations") | people("documents")
        plain = tokens.words[start].islower() and not (word.endswith("s") and len(word) > 2)
        return not plain or word in known or word in grammar("standing_alone") or word in grammar("lone_sources")
    first = tokens.words[start]
    return not (first.islower() and first.endswith("ing")) and tokens.lows[end - 1] not in ("me", "him", "them", "us")


def phrase_from(tokens: Tokens, at: int, high: int, *, wide: bool = False) -> Range | None:
    """The noun phrase that begins at a word, with apposition between commas; `wide`: any preposition goes on (after
    "according to"), else only those that belong to a name or an office."""
    words, lows = tokens.words, tokens.lows
    if at >= high or words[at] in _MARKS or lows[at] in grammar("breaks"):
        return None
    if lows[at] in grammar("subjects") or (lows[at] in ("him", "her", "them") and not wide):
        return at, at + 1
    if lows[at] in grammar("prepositions") or lows[at] in grammar("auxiliaries"):
        return None
    end = at
    while end < high:
        word = lows[end]
        if end - at > _LONGEST_PHRASE:
            return None
        if words[end] == "(":
            closed = next((on for on in range(end, min(high, end + 15)) if words[on] == ")"), None)
            if closed is None:
                break
            end = closed + 1
            continue
        if words[end] in _MARKS:
            if words[end] == "," and end + 1 < high and _is_place_comma_ahead(tokens, end, high):
                end += 2
                continue
            break
        if end > at and ((word in grammar("breaks") and word != "as") or is_verb(tokens, end)):
            break
        if end > at and word in grammar("subjects"):
            break
        if word in grammar("prepositions") and not _goes_on(tokens, at, end, wide=wide):
            break
        told = wide and lows[end + 1 : end + 2] == ["by"] and lows[end - 1] in grammar("prepositions")
        aside = is_adverb(word) or (word in grammar("time") and not told)
        if end > at and aside and not (is_name(tokens, end) and is_name(tokens, end - 1)):
            break
        joined = lows[end - 1] in grammar("prepositions") or lows[end - 1] in grammar("linkers")
        if end > at + 1 and word in grammar("determiners") and not joined:
            break
        end += 1
    while end > at and (lows[end - 1] in grammar("linkers") or lows[end - 1] in grammar("prepositions")):
        end -= 1
    if end == at or not _may_speak(tokens, at, end):
        return None
    apposed = _apposition_end(tokens, end, high)
    # "According to a report by the Post, the mayor knew": what no comma closes is no apposition there.
    if wide and apposed > end and (apposed >= high or words[apposed] != ","):
        apposed = end
    return at, apposed


def _is_place_comma_ahead(tokens: Tokens, comma: int, high: int) -> bool:
    return (
        is_name(tokens, comma - 1)
        and is_name(tokens, comma + 1)
        and comma >= 2
        and tokens.lows[comma - 2] in ("in", "of", "from", "at", "near")
        and (comma + 2 >= high or tokens.words[comma + 2] in _MARKS)
    )


def _goes_on(tokens: Tokens, at: int, preposition: int, *, wide: bool) -> bool:
    word = tokens.lows[preposition]
    if word in ("of", "for", "at", "from"):
        following = tokens.lows[preposition + 1] if preposition + 1 < len(tokens.lows) else ""
        return following not in grammar("time") | grammar("spans") and not following[:1].isdigit()
    if wide:
        following = tokens.lows[preposition + 1] if preposition + 1 < len(tokens.lows) else ""
        if following in grammar("time"):
            # "a report on Wednesday by UpGuard"
            on = preposition + 2
            return on < len(tokens.lows) and tokens.lows[on] == "by"
        return word not in ("as", "since", "until", "after", "before", "despite")
    return word in ("with", "in") and tokens.words[preposition - 1].islower()


def _apposition_end(tokens: Tokens, end: int, high: int) -> int:
    """Takes in ", who chairs the committee" or ", the defence secretary" up to the comma or stop that ends it."""
    words, lows = tokens.words, tokens.lows
    if end + 1 >= high or words[end] != ",":
        return end
    first = lows[end + 1]
    relative = first in ("who", "which", "whose")
    if lows[end - 1] in people("persons") and is_name(tokens, end + 1):
        # "its spokeswoman, Daria Lenz".
        named = end + 1
        while named < high and words[named] not in _MARKS and is_name(tokens, named):
            named += 1
        return named if named >= high or words[named] in _MARKS else end
    if not (
        relative or first in ("a", "an", "the", "former", "chief") or first[0].isdigit() or first in people("persons")
    ):
        return end
    at = end + 1
    while (
        at < high
        and at - end < _MOST
        and words[at] not in (",", ";", ":", ".", "?", "!", "—", "–", "(")
        and (words[at] not in OPENING)
    ):
        if not relative and at > end + 1 and is_verb(tokens, at) and lows[at - 1] not in ("who", "which"):
            return end
        if lows[at] in ("who", "which"):
            relative = True
        at += 1
    if first[0].isdigit() and at < high and words[at] == "," and at - end == 2:
        return _apposition_end(tokens, at, high)
    return at
