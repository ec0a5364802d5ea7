"""Decides which English words of a passage are verbs that tie a source to what it says, and finds the source. Leaves
the content to others."""

from wireroom.core.text.statements.english.ambiguity import can_name, is_noun, takes_base
from wireroom.core.text.statements.english.cues import Entry, Form, Frame, load_lexicon, match_verb, tail_end
from wireroom.core.text.statements.english.denying import (
    decide_negated,
    is_act,
    is_granting,
    is_of_things,
    is_save,
    is_supposed,
    is_sure_of_past,
    leading_start,
)
from wireroom.core.text.statements.english.drafts import Draft
from wireroom.core.text.statements.english.inversion import invert
from wireroom.core.text.statements.english.passages import Passage, clause_floor
from wireroom.core.text.statements.english.passives import find_leading, find_passive, find_reduced
from wireroom.core.text.statements.english.phrases import group_start, is_verb, noun_phrase_ending, subject_before
from wireroom.core.text.statements.english.subjects import find_subject_ahead, share_subject
from wireroom.core.text.statements.english.tokens import CLOSING, STOPS, Tokens
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_COULD_NOT = frozenset(
    [(modal, "not") for modal in ("would", "could", "can")]
    + [(modal,) for modal in ("wouldn't", "wouldn’t", "couldn't", "couldn’t", "cannot", "can't", "can’t")]
)
_LEADING = frozenset(["in", "while", "by", "before", "after", "when"])
_LONGEST_OPENING = 5
_FINITE = Form.BASE | Form.PRESENT | Form.PAST


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
    after = tail_end(lows, at, entry) or at + 1
    low = clause_floor(passage, at)
    first = group_start(lows, at, low)
    group = lows[first:at]
    stance = entry.stance
    if at > low and lows[at - 1] == "to":
        if entry.stance is Stance.DENIES and _is_else(passage, entry, after):
            return None
        # "continues to deny": to go on denying is to deny.
        leading = leading_start(lows, at, low) if stance is Stance.DENIES else None
        if leading is None and stance is Stance.DENIES and entry.form & Form.BASE:
            return _acting(passage, Draft((at, after), stance, entry=entry, shared=True), low)
        return _with_subject(passage, Draft((leading, after), stance, entry=entry), earlier) if leading else None
    would = entry.lemma == "say" and "would" in group
    # "would not rule out", "could not deny": asserts; "would later deny": did.
    could_not = stance is Stance.DENIES and (tuple(group[:2]) in _COULD_NOT or tuple(group[:1]) in _COULD_NOT)
    later = stance is Stance.DENIES and bool(group) and is_sure_of_past(group)
    if any(word in grammar("doubtful") for word in group) and not (would or could_not or later):
        return None
    if not group and lows[max(low, at - 2) : at] == ["no", "longer"]:
        first, group = at - 2, ["not", "longer"]
    negated = not grammar("negations").isdisjoint(group) and group[:2] != ["not", "only"]
    if negated or (first > low + (lows[first - 1] == "neither") and lows[first - 1] in ("nor", "neither")):
        told = decide_negated(entry, negated=negated)
        if told is None:
            return None
        stance = told
    elif stance is Stance.DENIES and after < passage.high and lows[after] == "neither":
        return None
    be = grammar("be")
    if any(word in be for word in group) and entry.form & Form.PARTICIPLE and not entry.form & Form.ING:
        return None if negated and entry.stance is Stance.DENIES else find_passive(passage, (first, after), entry)
    if entry.form & Form.ING:
        if entry.stance is Stance.DENIES and _is_else(passage, entry, after):
            return None
        return _participle(passage, (first, at, after), entry, earlier)
    if not entry.form & _FINITE and not any(word in grammar("have") for word in group):
        return None
    # "the only state", "the first report"; but "some also say".
    fixed = lows[first - 1] in grammar("determiners") and lows[first - 1] not in grammar("standing_alone")
    if group and first and fixed and group[0] not in grammar("auxiliaries"):
        return None
    if stance in (Stance.DENIES, Stance.ACCUSES) and (leading := find_leading(passage, (at, after), entry)):
        return leading
    if stance is Stance.DENIES and (reduced := find_reduced(passage, (first, after), entry)):
        return reduced
    named = after + 1 < passage.high and lows[after] == "as" and passage.quoted[after + 1] >= 0
    if not group and _is_reduced(tokens, entry, after) and not (named and lows[at - 1] not in grammar("laid")):
        return None
    if not group and is_noun(tokens, at, after):
        return None
    if entry.stance is Stance.DENIES and _is_else(passage, entry, after):
        return None
    draft = Draft((first, after), stance, entry=entry)
    if (entry.tail and stance is Stance.CONFIRMS) or entry.lemma in grammar("plainly_said"):
        # "pleaded guilty", "argued": no other word says it as plainly.
        draft.confidence = 0.8
    if invert(passage, draft, low):
        return draft
    source = subject_before(tokens, first, low)
    if source is None:
        return share_subject(passage, draft, earlier, low=low)
    if is_supposed(passage, source[0], stance) or (entry.lemma == "deny" and is_save(passage, source)):
        return None
    if stance is Stance.DENIES and is_act(passage, source, after):
        return None
    if lows[source[0]] in grammar("negative_subjects"):
        if stance is Stance.DENIES:
            return None
        if entry.lemma == "say" and not grammar("modals").isdisjoint(group):
            draft.stance = Stance.DECLINES_COMMENT
    if entry.form == Form.BASE and not group and not takes_base(tokens, source):
        return None
    if lows[source[1] - 1] in ("i", "we", "you") and passage.quoted[at] < 0:
        return None
    if entry.lemma in ("call", "dub") and not entry.tail and not group and not can_name(tokens, source):
        return None
    draft.source = source
    return draft


def _is_else(passage: Passage, entry: Entry, after: int) -> bool:
    """Whether a verb of denying withholds something here, or is of something that was not said."""
    return (entry.lemma == "deny" and is_granting(passage, after)) or is_of_things(passage, entry, after)


def _acting(passage: Passage, draft: Draft, low: int) -> Draft | None:
    """ "took to the radio to deny it": who did so denied it."""
    tokens = passage.tokens
    acts = [at for at in range(low, draft.cue[0]) if is_verb(tokens, at) or tokens.lows[at] in grammar("acts_on")]
    if not acts or tokens.lows[acts[-1]] not in grammar("acts_on") or passage.quoted[acts[-1]] >= 0:
        return None
    if tokens.lows[acts[-1]] in ("called", "calls") and tokens.lows[acts[-1] + 1] in ("for", "on", "upon"):
        return None
    first = group_start(tokens.lows, acts[-1], low)
    if not grammar("negations").isdisjoint(tokens.lows[first : acts[-1]]):
        return None
    draft.source = subject_before(tokens, first, low)
    return draft if draft.source else None


def _with_subject(passage: Passage, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """A draft with the subject before its cue, or that of the verb before it; None without one."""
    low = clause_floor(passage, draft.cue[0])
    draft.source = subject_before(passage.tokens, draft.cue[0], low)
    return draft if draft.source else share_subject(passage, draft, earlier, low=low)


def _is_reduced(tokens: Tokens, entry: Entry, after: int) -> bool:
    """Whether a participle describes the noun before it ("people accused of theft", "taxes requested in May")."""
    following = tokens.lows[after] if after < len(tokens.lows) else ""
    if entry.lemma == "add" and following == "to":
        return True
    if not entry.form & Form.PAST or entry.tail or following not in grammar("prepositions"):
        return entry.lemma == "call" and following in ("off", "in", "out", "up", "back")
    if entry.lemma in ("accuse", "charge", "suspect"):
        return following in ("of", "with", "in", "over")
    return not entry.frames & {Frame.CLAUSE, Frame.TOLD, Frame.QUOTE} and following != "to"


def _participle(passage: Passage, group: tuple[int, int, int], entry: Entry, earlier: list[Draft]) -> Draft | None:
    """ "…, saying that": its source is the clause's subject; "a statement saying": the noun before it; "is saying"."""
    first, at, after = group
    tokens, lows = passage.tokens, passage.tokens.lows
    low = clause_floor(passage, at)
    if lows[at] in ("regarding", "considering") or (at and lows[at - 1].endswith(("'s", "’s"))):
        # "the shoal's warning light"
        return None
    if any(word in grammar("be") for word in lows[first:at]):
        source = subject_before(tokens, first, low)
        return Draft((first, after), entry.stance, source=source, entry=entry) if source else None
    # "…, further remarking that".
    lead = at - (low < at and lows[at - 1] in ("further", "also", "later"))
    before = lows[lead - 1] if lead else ""
    draft = Draft((lead, after), entry.stance, entry=entry, shared=True, confidence=0.6)
    if not entry.frames & {Frame.CLAUSE, Frame.ANY, Frame.TOLD, Frame.QUOTE}:
        return None
    opens = low == 0 or low in passage.stops
    if opens and (at == low or (at == low + 1 and before in _LEADING)):
        # "While conceding the delay, the firm denied …".
        return find_subject_ahead(passage, draft)
    if before in (",", "and", "while", "by", "before", "after", "when", "but", "—", "–", ")") or before in CLOSING:
        shared = share_subject(passage, draft, earlier, low=low)
        if shared or before != "," or draft.stance is Stance.ASSERTS:
            return shared
        return _enclosed(passage, draft, low)
    if opens and lows[low] in ("in", "through", "via") and at <= low + _LONGEST_OPENING:
        # "In a post denying the claim, Holm said …".
        return find_subject_ahead(passage, draft)
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
    return share_subject(passage, draft, earlier, low=low)


def _enclosed(passage: Passage, draft: Draft, low: int) -> Draft | None:
    """ "Holm, denying the charge, said …": its source stands before the comma, that one's verb after the next."""
    words = passage.tokens.words
    stop = passage.stop_after(draft.cue[0])
    comma = next((at for at in range(draft.cue[1], stop) if words[at] == "," and passage.quoted[at] < 0), stop)
    if comma + 1 >= stop or not is_verb(passage.tokens, comma + 1):
        return None
    tokens, first = passage.tokens, draft.cue[0]
    draft.source = subject_before(tokens, first, low) or noun_phrase_ending(tokens, first - 1, low)
    draft.shared = False
    draft.content = [(draft.cue[1], comma)]
    return draft if draft.source else None
