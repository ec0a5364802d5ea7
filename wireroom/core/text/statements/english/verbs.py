"""Decides which English words of a passage are verbs that tie a source to what it says, and finds the source. Leaves
the content to others."""

from wireroom.core.text.statements.english.cues import Entry, Form, Frame, load_lexicon, match_verb
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_adverb, is_name, is_verb, phrase_from, subject_before
from wireroom.core.text.statements.english.tokens import CLOSING, OPENING, STOPS, Tokens
from wireroom.core.text.statements.english.words import grammar, people
from wireroom.core.text.statements.values import Stance

_FINITE = Form.BASE | Form.PRESENT | Form.PAST
_AFTER_VERB = frozenset(["that", "to", "whether", "how", "why", "what", "if", "it", "he", "she", "they", "we", "there"])
_ENDS = frozenset({",", ";", ":", ".", "?", "!", "—", "–", "--", ")"}) | OPENING | CLOSING
_NOT_AFTER_NOUN = frozenset(
    [
        "of",
        "by",
        "about",
        "from",
        "for",
        "were",
        "are",
        "was",
        "is",
        "and",
        "or",
        "have",
        "has",
        "had",
        "regarding",
        "made",
        "against",
        "at",
    ]
)
_MAYBE = frozenset(
    [
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
        "would",
        "couldn't",
        "shouldn't",
        "cannot",
        "can't",
        "wouldn't",
        "wouldn’t",
    ]
)


def find_verbs(passage: Passage) -> list[Draft]:
    """The verbs of a passage that may be cues, with their sources, in order."""
    lexicon = load_lexicon().verbs
    tokens, lows = passage.tokens, passage.tokens.lows
    drafts: list[Draft] = []
    skip = 0
    for at in range(passage.high):
        if at < skip or lows[at] not in lexicon:
            continue
        if passage.quoted[at] >= 0 or (at and tokens.words[at][0].isupper() and tokens.words[at - 1] not in STOPS):
            continue
        entry = match_verb(lows, at, lexicon)
        if entry is None:
            continue
        draft = _draft(passage, at, entry, drafts)
        if draft:
            drafts.append(draft)
            skip = draft.cue[1]
        elif entry.tail:
            skip = at + 1
    return drafts


def _draft(passage: Passage, at: int, entry: Entry, earlier: list[Draft]) -> Draft | None:
    tokens, lows = passage.tokens, passage.tokens.lows
    after = at + 1 + len(entry.tail)
    low = _clause_floor(passage, at)
    first = _group_start(lows, at, low)
    group = lows[first:at]
    if at > low and lows[at - 1] == "to":
        return None
    if any(word in _MAYBE for word in group) and not (entry.lemma == "say" and "would" in group):
        return None
    if not grammar("negations").isdisjoint(group) and entry.lemma not in _NEGATED:
        return None
    be = grammar("be")
    if any(word in be for word in group) and entry.form & Form.PARTICIPLE and not entry.form & Form.ING:
        return _passive(passage, (first, after), entry)
    if entry.form & Form.ING:
        return _participle(passage, (first, at, after), entry, earlier)
    if not entry.form & _FINITE and not any(word in grammar("have") for word in group):
        return None
    if not group and _is_noun(tokens, at, after, passage.high):
        return None
    draft = Draft((first, after), entry.stance, entry=entry)
    if _invert(passage, draft, low):
        return draft
    source = subject_before(tokens, first, low)
    if source is None:
        return _shared(passage, draft, earlier, low)
    if entry.form == Form.BASE and not group and not _takes_base(tokens, source):
        return None
    if lows[source[1] - 1] in ("i", "we", "you") and passage.quoted[at] < 0:
        return None
    draft.source = source
    return draft


def _clause_floor(passage: Passage, at: int) -> int:
    """The first token from which a source may stand: after a closed quotation, in the same sentence."""
    floor = max((stop for stop in passage.stops if stop <= at), default=0)
    for _, end in passage.quotes:
        if floor < end <= at and _counts_as_speech(passage, end):
            floor = end
    return floor


def _counts_as_speech(passage: Passage, end: int) -> bool:
    """Whether a quotation that ends there is more than a word or two in marks."""
    start = next(start for start, stop in passage.quotes if stop == end)
    return end - start > 6 or (end - start > 3 and passage.tokens.words[end - 2] in ",.!?—-")


def _group_start(lows: list[str], at: int, low: int) -> int:
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


def _is_noun(tokens: Tokens, at: int, after: int, high: int) -> bool:
    """Whether a word that may be a noun ("claims", "plans", "report") or an adjective ("alleged") is one here."""
    lows = tokens.lows
    before = lows[at - 1] if at else ""
    if before in grammar("determiners") or before in grammar("possessives") or before.endswith(("'s", "’s")):
        return (
            before not in ("this", "that", "some", "others", "both", "many", "all", "another", "few") or after >= high
        )
    if before in grammar("prepositions") and before != "than":
        return True
    word = lows[at]
    following = lows[after] if after < high else ""
    if word in grammar("maybe_nouns") and not _follows_subject(tokens, at) and after - at == 1:
        return True
    if word in grammar("maybe_nouns") and after < high and is_verb(tokens, after):
        return True
    if word.endswith("s") and word not in ("says", "tells", "writes", "thinks", "believes", "wants"):
        if following in _NOT_AFTER_NOUN and not (following == "for" and word in ("calls",)):
            return True
        return at == 0 or (not is_name(tokens, at - 1) and before.endswith("ed") and before not in ("united",))
    if word.endswith("ed") and following == "by":
        return True
    return False


def _follows_subject(tokens: Tokens, at: int) -> bool:
    """Whether a word that is a noun as often as a verb ("reports", "state") stands where its subject goes before."""
    before = tokens.lows[at - 1] if at else ""
    if not before:
        return False
    singular = tokens.lows[at].endswith("s")
    if before in ("who", "which", ",", ")") or is_adverb(before):
        return True
    if singular:
        known = people("persons") | people("organisations") | people("documents")
        return before in ("he", "she", "it") or is_name(tokens, at - 1) or before in known
    plural = before in ("they", "we", "i", "you", "many", "some", "others", "several") or before in people("groups")
    return plural or (before.endswith("s") and not before.endswith(("ss", "us", "'s", "’s")))


def _takes_base(tokens: Tokens, source: Range) -> bool:
    """Whether a bare verb ("say", "plan") can follow a subject: a plural, "they", more than one."""
    last = tokens.lows[source[1] - 1]
    head = tokens.lows[source[0] : source[1]]
    if last in ("he", "she", "it"):
        return False
    return last in ("i", "we", "you", "they", "who", "people", "police", "many", "some", "others") or (
        any(word.endswith("s") or word in ("and", "people", "police", "men", "women") for word in head)
    )


def _invert(passage: Passage, draft: Draft, low: int) -> bool:
    """“…,” said Smith, who …: the source after the verb."""
    tokens, first, after = passage.tokens, draft.cue[0], draft.cue[1]
    entry = draft.entry
    if not entry or not entry.frames & {Frame.CLAUSE, Frame.QUOTE} or entry.form == Form.BASE or after >= passage.high:
        return False
    before = tokens.words[first - 1] if first else ""
    closed = (
        before in CLOSING
        or (first > 0 and passage.quoted[first - 1] >= 0)
        or (before == "," and first > 1 and passage.quoted[first - 2] >= 0)
    )
    if not (closed or before in (",", "—", "–", "--", "?", "!")) or passage.quoted[after] >= 0:
        return False
    following = tokens.lows[after]
    if following in ("that", "in", "on") or (
        following in grammar("subjects") and following not in ("he", "she", "they")
    ):
        return False
    source = phrase_from(tokens, after, passage.high)
    if source is None:
        return False
    nominative = following in ("he", "she", "they")
    rest = tokens.words[source[1]] if source[1] < passage.high else "."
    reduced = source[1] < passage.high and (rest.endswith("ed") or rest in ("familiar", "close", "working", "involved"))
    finished = (
        reduced
        or rest in _ENDS
        or tokens.lows[source[1]] in grammar("prepositions") | grammar("breaks") | grammar("time")
    )
    if not finished:
        return False
    if not closed:
        # Without a quotation: a name or an office must end the clause, and no subject may stand before.
        apposed = subject_before(tokens, first, low) if before == "," else None
        if apposed and _is_apposed(tokens, apposed[0], first - 1):
            return False
        if nominative and rest not in _ENDS:
            return False
        if any(is_verb(tokens, on) for on in range(source[0], source[1])) and not any(
            tokens.lows[on] in ("who", "which") for on in range(*source)
        ):
            return False
    draft.source, draft.inverted = source, True
    return True


def _is_apposed(tokens: Tokens, start: int, comma: int) -> bool:
    """Whether between a phrase and a comma there is but what belongs to it: no verb but one after "who"."""
    for at in range(start, comma):
        if tokens.lows[at] in ("who", "which", "whose"):
            return True
        if is_verb(tokens, at):
            return False
    return True


def _participle(passage: Passage, group: tuple[int, int, int], entry: Entry, earlier: list[Draft]) -> Draft | None:
    """ "…, saying that": its source is the clause's subject; "a statement saying": the noun before it; "is saying"."""
    first, at, after = group
    tokens, lows = passage.tokens, passage.tokens.lows
    low = _clause_floor(passage, at)
    if lows[at] in ("regarding", "considering"):
        return None
    if any(word in grammar("be") for word in lows[first:at]):
        source = subject_before(tokens, first, low)
        return Draft((first, after), entry.stance, source=source, entry=entry) if source else None
    before = lows[at - 1] if at else ""
    draft = Draft((at, after), entry.stance, entry=entry, shared=True, confidence=0.6)
    if not entry.frames & {Frame.CLAUSE, Frame.ANY, Frame.TOLD, Frame.QUOTE}:
        return None
    if before in (",", "and", "while", "by", "before", "after", "when", "but", "—", "–", ")") or before in CLOSING:
        return _shared(passage, draft, earlier, low)
    if at == low:
        return _shared_ahead(passage, draft)
    if before in grammar("prepositions") or before in grammar("determiners") or before in grammar("possessives"):
        return None
    source = subject_before(tokens, at, low)
    if source and Frame.CLAUSE in entry.frames:
        # "with officials saying": theirs; "posted a message saying": that of who posted it.
        for on in range(source[0] - 1, max(low - 1, source[0] - 8), -1):
            if lows[on] == "with":
                draft.source, draft.shared = (on + 1, at), False
                return draft
        if source[0] == low or tokens.words[source[0] - 1] in STOPS:
            draft.source, draft.shared = source, False
            return draft
    return _shared(passage, draft, earlier, low)


def _shared(passage: Passage, draft: Draft, earlier: list[Draft], low: int) -> Draft | None:
    """A verb without a subject of its own takes that of the verb before it in the sentence."""
    tokens, first = passage.tokens, draft.cue[0]
    before = tokens.lows[first - 1] if first else ""
    sentence = max((stop for stop in passage.stops if stop <= first), default=0)
    if before in grammar("determiners") or (
        before in grammar("prepositions") and before not in ("by", "after", "before")
    ):
        return None
    linked = before in grammar("linkers") or before in ("but", "then", ",", "—", "–", "--", ")") or is_adverb(before)
    if draft.entry and not draft.entry.form & Form.ING and not linked and passage.quoted[first - 1] < 0:
        return None
    own = subject_of_clause(passage, first, low)
    for number in range(len(earlier) - 1, -1, -1):
        other = earlier[number]
        if other.source and other.cue[0] >= sentence:
            if own and own[0] > other.after and tokens.lows[own[0]] not in _BACK:
                break
            draft.source, draft.shared = _outer(tokens, earlier, number, sentence), True
            return draft
    if own is None and low > sentence:
        own = subject_of_clause(passage, first, sentence)
    if own is None:
        return None
    draft.source, draft.shared = own, True
    return draft


_BACK = frozenset({"he", "she", "it", "they"})


def _outer(tokens: Tokens, earlier: list[Draft], number: int, sentence: int) -> Range | None:
    """The source of a verb, or, where that is a pronoun in what another says ("Barrow said he feared …, and called"),
    the other's."""
    source = earlier[number].source
    for other in reversed(earlier[:number]):
        if source is None or tokens.lows[source[0]] not in _BACK or other.cue[0] < sentence or other.source is None:
            break
        if not other.inverted and not any(tokens.words[at] == ";" for at in range(other.cue[1], source[0])):
            source = other.source
    return source


def _shared_ahead(passage: Passage, draft: Draft) -> Draft | None:
    """ "Speaking to reporters, Smith said", "Citing the costs, the mayor rejected": the subject comes after the comma."""
    tokens = passage.tokens
    for at in range(draft.cue[1], min(passage.high, draft.cue[1] + 30)):
        if tokens.words[at] == ",":
            draft.source = phrase_from(tokens, at + 1, passage.high)
            return draft if draft.source else None
        if tokens.words[at] in STOPS:
            return None
    return None


def subject_of_clause(passage: Passage, end: int, low: int) -> Range | None:
    """The subject of the last clause before a place: what stands before its finite verb."""
    tokens = passage.tokens
    candidate = None
    for at in range(low, end):
        if passage.quoted[at] >= 0 or not is_verb(tokens, at):
            continue
        if at > low and is_verb(tokens, at - 1):
            continue
        first = _group_start(tokens.lows, at, low)
        if tokens.lows[first - 1] in ("who", "which", "that") if first > low else False:
            continue
        source = subject_before(tokens, first, low)
        if source and not any(passage.quoted[on] >= 0 for on in range(*source)):
            if candidate is None or tokens.lows[source[0] - 1] in (";", "but", "while", ".", "and", "when", "after"):
                candidate = source
    return candidate


def _passive(passage: Passage, group: Range, entry: Entry) -> Draft | None:
    """ "was accused by X of …": the source after "by"; "is said to …": hearsay. Nobody else is a source."""
    tokens, lows = passage.tokens, passage.tokens.lows
    first, after = group
    low = _clause_floor(passage, first)
    stop = passage.stop_after(first)
    if entry.tail and entry.lemma == "be":
        source = subject_before(tokens, first, low)
        return Draft(group, entry.stance, source=source, entry=entry) if source else None
    if entry.lemma in _HEARSAY and after < stop and (lows[after] in ("to", "that") or lows[first - 1] == "it"):
        subject = subject_before(tokens, first, low)
        impersonal = lows[first - 1] == "it" if first else False
        if impersonal:
            start = after + (lows[after] == "that")
            return Draft((first - 1, after), Stance.REPORTED, entry=entry, content=[(start, stop)])
        if subject and lows[after] == "to" and entry.lemma in _HEARSAY_OF:
            cue = (first, after + 1)
            return Draft(cue, Stance.REPORTED, entry=entry, content=[subject, (after + 1, stop)])
        return None
    for at in range(after, min(stop, after + 12)):
        if passage.quoted[at] >= 0 or tokens.words[at] in (",", ";", "."):
            break
        if lows[at] == "by" and at + 1 < stop:
            source = phrase_from(tokens, at + 1, stop)
            if entry.stance in (Stance.ASSERTS, Stance.DENIES) and entry.lemma not in grammar("passive"):
                return None
            if not source or lows[source[0]][0].isdigit() or lows[source[0]] in grammar("time"):
                return None
            subject = subject_before(tokens, first, low)
            parts: list[Range] = [subject] if subject else []
            if at > after:
                parts.append((after, at))
            end = _next_comma(passage, source[1], stop)
            if end > source[1]:
                parts.append((source[1], end))
            return (
                Draft(group, entry.stance, source=source, entry=entry, content=parts, confidence=0.6) if parts else None
            )
    return _without_agent(passage, group, entry, stop)


def _without_agent(passage: Passage, group: Range, entry: Entry, stop: int) -> Draft | None:
    """ "was accused of fraud", "were told to stay": what somebody says of whom, without who."""
    lows, after = passage.tokens.lows, group[1]
    if after >= stop or entry.tail or entry.form & Form.ING:
        return None
    end = _next_comma(passage, after, stop)
    if entry.lemma in ("accuse", "charge", "blame") and lows[after] in ("of", "with", "for"):
        return Draft(group, Stance.ACCUSES, entry=entry, content=[(after, stop)], confidence=0.5)
    if entry.lemma in ("tell", "ask", "order", "urge", "instruct") and lows[after] == "to":
        subject = subject_before(passage.tokens, group[0], _clause_floor(passage, group[0]))
        parts = [subject] if subject else []
        return Draft(group, Stance.REQUESTS, entry=entry, content=[*parts, (after, end)], confidence=0.5)
    return None


_NEGATED = frozenset(
    ["believe", "think", "want", "know", "expect", "agree", "say", "see_as", "want", "anticipate", "rule", "be"]
)
_HEARSAY = frozenset(
    [
        "say",
        "think",
        "believe",
        "report",
        "allege",
        "understand",
        "rumour",
        "rumor",
        "know",
        "assume",
        "suspect",
        "claim",
    ]
)
_HEARSAY_OF = frozenset(["say", "think", "believe", "report", "allege", "understand", "rumour", "rumor", "suspect"])


def _next_comma(passage: Passage, at: int, stop: int) -> int:
    while at < stop and passage.tokens.words[at] not in (",", ";"):
        at += 1
    return at
