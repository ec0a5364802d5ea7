"""Finds what is said, for a verb whose source is known: after it, before it, or on both sides. Finds no source."""

from collections.abc import Sequence

from wireroom.core.text.statements.english.cues import Form, Frame
from wireroom.core.text.statements.english.cutting import clean_part, cut_part
from wireroom.core.text.statements.english.denying import find_antecedent, split_claim
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_adverb, is_verb
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_DASHES = frozenset({"—", "–", "--"})


_ENDING = frozenset({",", ";", ".", "?", "!", ")", "…"}) | _DASHES


_THAT = frozenset({"that", ":", "whether", "how", "why", "what", "if", "where", "who"})


_LEAVES = frozenset(
    [
        "before",
        "while",
        "when",
        "after",
        "as",
        "but",
        "and",
        "referring",
        "according",
        "although",
        "though",
        "because",
        "since",
    ]
)


_ADJUNCT_REACH = 24
# As far as a comma may stand after "that account".
_NAMING_REACH = 5


def find_content(passage: Passage, draft: Draft, others: Sequence[Draft]) -> list[Range]:
    """The content of a verb in token ranges, in order; empty where there is none."""
    denying = draft.source and not draft.inverted and draft.stance in (Stance.DENIES, Stance.CONFIRMS)
    if denying and (named := split_claim(passage, draft.source)):
        antecedent, draft.source = named
        return [antecedent]
    parts = _around(passage, draft) if _may_follow_content(draft) else []
    if not parts:
        parts = _after(passage, draft)
    bare = not parts or passage.tokens.lows[parts[0][0]] in ("when", "after", "before", "while")
    if bare and denying:
        antecedent = find_antecedent(passage, draft.begin)
        parts = [antecedent] if antecedent else parts
        if antecedent or not parts:
            return parts
    return [
        part for part in (clean_part(passage, cut_part(passage, part, draft, others=others)) for part in parts) if part
    ]


def _may_follow_content(draft: Draft) -> bool:
    return bool(draft.entry and draft.entry.frames & {Frame.CLAUSE, Frame.TOLD, Frame.ANY, Frame.QUOTE})


def _around(passage: Passage, draft: Draft) -> list[Range]:
    """Content before ", X said", and what goes on after it; empty where the verb's content follows it."""
    tokens = passage.tokens
    begin = draft.begin
    if draft.shared or begin == 0 or _is_infinitive_after(passage, draft):
        return []
    if tokens.lows[begin - 1] in ("how", "what") and begin > 2 and tokens.lows[begin - 2] in grammar("be"):
        # "“Fiction” was how Brandt described it".
        said = passage.quoted[begin - 3]
        return [passage.quotes[said]] if said >= 0 else []
    if tokens.lows[begin - 1] == "as":
        begin -= 1
        if begin == max((end for end in passage.stops if end <= begin), default=0):
            return _after_comma(passage, draft)
    before = tokens.words[begin - 1]
    quote = passage.quoted[begin - 2] if before == "," and begin > 1 else passage.quoted[begin - 1]
    stop = passage.stop_after(draft.cue[0])
    after = draft.after
    if draft.entry and Frame.TOLD in draft.entry.frames and after < stop:
        after = _skip_addressee(passage, after, stop)
    after = _skip_adjuncts(passage, after)
    ends = draft.inverted or after >= stop or tokens.words[after] in _ENDING
    opens = after < passage.high and passage.quoted[after] >= 0 and passage.quoted[after] != quote
    if quote >= 0 and (ends or opens or draft.inverted or _is_finished(passage, quote, after, stop)):
        parts = [(_start_before(passage, begin, quote), begin)]
    elif tokens.lows[draft.begin] in ("who", "which"):
        return []
    elif (before in (",", "?", "!") and ends) or (before in _DASHES and ends and after < stop):
        start = max((end for end in passage.stops if end < begin), default=0)
        clause = bool(draft.entry and draft.entry.frames & {Frame.CLAUSE, Frame.TOLD, Frame.QUOTE})
        if not clause or begin - 1 <= start:
            return []
        if not _is_opening(passage, start, begin):
            parts = [(start, begin)]
        elif rest := _rest(passage, after, stop, quoted=False):
            return [(start, begin), rest] if passage.quoted[rest[0]] < 0 else []
        else:
            return []
    else:
        return []
    rest = _rest(passage, after, stop, quoted=quote >= 0)
    return parts + ([rest] if rest else [])


def _is_infinitive_after(passage: Passage, draft: Draft) -> bool:
    """Whether what is meant to be done follows at once: "On Monday, Hale vowed to appeal"."""
    opens = draft.after + 1 < passage.high and passage.tokens.lows[draft.after] == "to"
    return opens and draft.entry is not None and Frame.INFINITIVE in draft.entry.frames


def _after_comma(passage: Passage, draft: Draft) -> list[Range]:
    """ "As the ministry told reporters, the bridge is safe"."""
    stop = passage.stop_after(draft.cue[0])
    for at in range(draft.after, min(stop, draft.after + 14)):
        if passage.tokens.words[at] == "," and at + 1 < stop:
            return [(at + 1, stop)]
    return []


def _is_finished(passage: Passage, quote: int, after: int, stop: int) -> bool:
    """Whether a quotation before a source ends as speech does, and no other content follows the verb."""
    last = passage.tokens.words[passage.quotes[quote][1] - 2]
    if last not in (",", "?", "!", ".", "—", "–", "…", "..."):
        return False
    end = next((at for at in range(after, stop) if passage.tokens.words[at] == "," and passage.quoted[at] < 0), stop)
    return not any(passage.quoted[at] >= 0 or passage.tokens.lows[at] in ("that", ":") for at in range(after, end))


def _is_opening(passage: Passage, start: int, end: int) -> bool:
    """Whether what stands before the source is but "On Monday," or "In a statement,": no clause with a verb."""
    return not any(_is_finite(passage, at) for at in range(start, end) if passage.quoted[at] < 0)


def _start_before(passage: Passage, begin: int, quote: int) -> int:
    """Where the content before ", X said" begins: with its quotation, or earlier in the sentence."""
    start = passage.quotes[quote][0]
    floor = max((stop for stop in passage.stops if stop <= start), default=0)
    tokens = passage.tokens
    if start > floor and tokens.words[start - 1] in (":",):
        return start
    for at in range(start - 1, floor - 1, -1):
        if tokens.words[at] == ";" and passage.quoted[at] < 0:
            return at + 1
    return floor


def _rest(passage: Passage, after: int, stop: int, *, quoted: bool) -> Range | None:
    """The second part of content that the verb has split."""
    tokens = passage.tokens
    if after >= stop:
        return None
    if passage.quoted[after] >= 0:
        return after, passage.stop_after(passage.quotes[passage.quoted[after]][1] - 1)
    if tokens.words[after] not in (",", *_DASHES, ":") or after + 1 >= stop:
        return None
    following = after + 1
    if passage.quoted[following] >= 0:
        return following, passage.stop_after(passage.quotes[passage.quoted[following]][1] - 1)
    low = tokens.lows[following]
    if quoted or low in _LEAVES or low.endswith("ing") or low in ("who", "which", "whose"):
        return None
    if not any(is_verb(tokens, at) for at in range(following, stop)):
        return None
    return following, stop


def _skip_adjuncts(passage: Passage, at: int) -> int:
    """Over "on Monday", "in a statement", "to reporters", "again" after a verb, up to a mark or a word that opens
    content; back to the beginning where none comes."""
    tokens, lows = passage.tokens, passage.tokens.lows
    high = min(passage.high, at + _ADJUNCT_REACH)
    start = at
    if at >= high or tokens.words[at] in _ENDING or passage.quoted[at] >= 0:
        return at
    late = lows[at] in ("late", "early") and at + 1 < high and lows[at + 1] == "on"
    if not (late or lows[at] in grammar("prepositions") or lows[at] in grammar("time") or is_adverb(lows[at])):
        return start
    while at < high:
        if passage.quoted[at] >= 0 or lows[at] == "that" or tokens.words[at] == ":":
            return at
        if tokens.words[at] in _ENDING:
            return at
        if is_verb(tokens, at) or lows[at] in grammar("subjects") or lows[at] in grammar("breaks"):
            return _after_time(passage, start)
        at += 1
    return at if at >= passage.high else _after_time(passage, start)


def _after_time(passage: Passage, at: int) -> int:
    """Over "on Tuesday" or "later" alone."""
    lows = passage.tokens.lows
    start = at
    while at < passage.high and is_adverb(lows[at]):
        at += 1
    at += lows[at : at + 2] in (["late", "on"], ["early", "on"])
    if at < passage.high and lows[at] in ("on", "last", "this", "early", "late", "in"):
        on = at + 1
        while on < passage.high and (lows[on] in grammar("time") or (lows[on][0].isdigit() and lows[at] == "on")):
            on += 1
        return on if on > at + 1 else (at if at > start else start)
    while at < passage.high and lows[at] in grammar("time"):
        at += 1
    return at


def _after(passage: Passage, draft: Draft) -> list[Range]:
    """Content that follows its verb."""
    tokens, lows = passage.tokens, passage.tokens.lows
    entry = draft.entry
    at = draft.after
    stop = passage.stop_after(draft.cue[0])
    if entry is None or at >= stop:
        return []
    negated = lows[at] == "not" and at + 1 < stop and lows[at + 1] == "to"
    if (lows[at] == "to" or negated) and Frame.INFINITIVE in entry.frames:
        return [(at, stop)]
    if entry.frames == {Frame.INFINITIVE}:
        return [(at, stop)] if entry.lemma == "want" else []
    if _is_measured(passage, draft) and lows[at] != "that" and not _has_clause(passage, at, stop):
        return [(at, stop)]
    if Frame.TOLD in entry.frames and not entry.tail:
        at = _skip_addressee(passage, at, stop)
    elif lows[at] == "to" and Frame.CLAUSE in entry.frames:
        at = _skip_adjuncts(passage, at)
    skipped = _skip_adjuncts(passage, at)
    # What follows on a mark was the content itself where the verb takes a noun: "pleaded guilty to each crime".
    plain = Frame.ANY in entry.frames and (skipped >= stop or tokens.words[skipped] in _ENDING)
    comma = skipped < stop and tokens.words[skipped] == "," and bool(entry.frames & {Frame.CLAUSE, Frame.TOLD})
    at = at if plain and not comma else skipped
    if at < stop and tokens.words[at] == "," and at + 1 < stop:
        at = (
            at + 1 if at > draft.after and entry.frames & {Frame.CLAUSE, Frame.TOLD} else _past_comma(passage, at, stop)
        )
    if at >= stop:
        return []
    if lows[at] == "that" and (at + 1 >= stop or tokens.words[at + 1] in _ENDING):
        return [(at, at + 1)] if Frame.ANY in entry.frames else []
    # "disputes that figure, saying …": no clause.
    mark = next((on for on in range(at + 1, stop) if tokens.words[on] == "," and on - at < _NAMING_REACH), stop)
    noun = Frame.ANY in entry.frames and not any(_is_finite(passage, on) for on in range(at + 1, mark))
    opens = lows[at] == "that" and not noun and not (at + 1 < stop and is_verb(tokens, at + 1))
    if opens or tokens.words[at] == ":":
        at += 1
        if at >= stop and at < passage.high and passage.quoted[at] < 0:
            return []
        return [(at, passage.stop_after(at))] if at < passage.high else []
    if tokens.words[at] in _ENDING:
        return []
    if entry.frames == {Frame.QUOTE} and passage.quoted[at] < 0:
        return []
    if passage.quoted[at] >= 0:
        low, high = passage.quotes[passage.quoted[at]]
        least = 0 if entry.frames & {Frame.CLAUSE, Frame.ANY, Frame.TOLD} else 5 if Frame.QUOTE in entry.frames else 8
        if high - low < least:
            return []
        return [(at, _end_of_quoted(passage, at))]
    if lows[at] in _THAT and not (noun and lows[at] == "that"):
        return [(at, stop)]
    return [(at, stop)] if _suits(passage, draft, at, stop) else []


def _end_of_quoted(passage: Passage, at: int) -> int:
    return passage.stop_after(passage.quotes[passage.quoted[at]][1] - 1)


def _past_comma(passage: Passage, at: int, stop: int) -> int:
    """ "said, “…”", "said, on Monday, that": over the comma to what is said; else the end."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if passage.quoted[at + 1] >= 0:
        return at + 1
    for on in range(at + 1, min(stop, at + 15)):
        if tokens.words[on] == ",":
            following = on + 1
            opens = passage.quoted[following] >= 0 or lows[following] == "that" if following < stop else False
            return following if opens or lows[at + 1] in grammar("prepositions") else stop
    return stop


def _skip_addressee(passage: Passage, at: int, stop: int) -> int:
    """Over whom it is told to: "reporters", "the BBC", "him"."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if passage.quoted[at] >= 0 or lows[at] in ("that", ":") or tokens.words[at] in _ENDING:
        return at
    if lows[at] in ("him", "her", "them", "us", "me", "it", "you", "reporters", "journalists"):
        return at + 1
    phrase = phrase_from(tokens, at, stop)
    if phrase is None:
        return at
    end = phrase[1]
    # "told the BBC he", "told reporters the bridge": phrase_from stops at the next article or pronoun.
    while end < stop and lows[end] in ("in", "on", "via", "at", "during") and _skip_adjuncts(passage, end) > end:
        end = _skip_adjuncts(passage, end)
    return end


def _suits(passage: Passage, draft: Draft, at: int, stop: int) -> bool:
    """Whether what follows without "that" can be content of this verb."""
    tokens, lows = passage.tokens, passage.tokens.lows
    entry = draft.entry
    if not entry:
        return False
    empty = lows[at] in grammar("empty_objects") and (at + 1 >= stop or tokens.words[at + 1] in _ENDING)
    meant = entry.stance is not Stance.ASSERTS or entry.lemma in grammar("minds")
    if empty and not (meant and lows[at] in ("it", "that", "this", "them", "him", "everything")):
        return False
    if Frame.ANY in entry.frames:
        linked = lows[at] in grammar("linkers")
        return not (linked and (stop - at < 3 or lows[at + 1] in grammar("auxiliaries")))
    if entry.frames & {Frame.CLAUSE, Frame.TOLD}:
        has_verb = any(_is_finite(passage, on) for on in range(at, stop))
        if entry.lemma in grammar("strict"):
            told = any(tokens.words[on] == ":" and on + 1 < passage.high for on in range(at, stop))
            return told or is_verb(tokens, at) or _has_clause(passage, at, stop)
        return has_verb and lows[at] not in grammar("linkers")
    if Frame.THAT in entry.frames:
        # "showed the bridge had fallen": a clause must open at once with its subject, and its verb come soon.
        return _has_clause(passage, at, stop) or _is_seen_as(passage, draft, at, stop)
    return False


def _is_measured(passage: Passage, draft: Draft) -> bool:
    """Whether a poll or a count tells what it shows without a clause: "a survey found the race tied"."""
    words = passage.tokens.lows[slice(*draft.source)] if draft.source else []
    counts = draft.entry is not None and draft.entry.lemma in ("show", "find")
    return counts and not grammar("measures").isdisjoint(words)


def _is_seen_as(passage: Passage, draft: Draft, at: int, stop: int) -> bool:
    """ "Supporters see the issue as a winner": a view, while who "saw him as he left" only saw."""
    lows = passage.tokens.lows
    if draft.entry is None or draft.entry.lemma != "see" or draft.entry.form & Form.PAST:
        return False
    as_at = next((on for on in range(at + 1, min(stop, at + 14)) if lows[on] == "as"), None)
    return as_at is not None and as_at + 1 < stop and lows[as_at + 1] not in grammar("subjects")


def _has_clause(passage: Passage, at: int, stop: int) -> bool:
    """Whether a clause begins here: a subject, then soon an auxiliary or a past that nothing relative goes before."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if lows[at] in grammar("prepositions") or lows[at] in grammar("breaks") - {"when", "if"} or is_adverb(lows[at]):
        return False
    for on in range(at + 1, min(stop, at + 14)):
        if tokens.words[on] == ";" or lows[on] in _CLAUSE_BREAKS:
            return False
        # "allows videos to be sold": an infinitive is no clause.
        infinitive = lows[on - 1] == "to" or (lows[on - 2] == "to" and is_verb(tokens, on - 1))
        if passage.quoted[on] < 0 and is_verb(tokens, on) and not infinitive:
            # "found guilty", "found dead": a participle after its noun needs an auxiliary.
            sure = lows[on] in grammar("auxiliaries") or lows[on] in grammar("verbs") or lows[at] in grammar("subjects")
            return sure or tokens.words[on - 1][0].isupper()
    return False


_CLAUSE_BREAKS = frozenset(
    ["who", "which", "that", "whom", "whose", "when", "where", "because", "after", "before", "while"]
)


def _is_finite(passage: Passage, at: int) -> bool:
    low = passage.tokens.lows[at]
    if is_verb(passage.tokens, at):
        return True
    return low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "'s", "’s"))
