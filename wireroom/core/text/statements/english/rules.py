"""Puts English statements together: cues, sources, contents, quotations that run on. Resolves no actors."""

from bisect import bisect_right
from collections.abc import Sequence

from wireroom.core.text.spans import Span, mention
from wireroom.core.text.statements.english.contents import find_content
from wireroom.core.text.statements.english.cutting import clean_part
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.fixed import count_cues, find_fixed
from wireroom.core.text.statements.english.introduced import find_introduced
from wireroom.core.text.statements.english.labels import find_turns
from wireroom.core.text.statements.english.passages import Passage, cut_passages
from wireroom.core.text.statements.english.phrases import is_thing
from wireroom.core.text.statements.english.quotations import find_quotations
from wireroom.core.text.statements.english.verbs import find_verbs
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.stances import decide_stance
from wireroom.core.text.statements.values import Content, Source, Stance, Statement


def find_english_statements(text: str, sentences: Sequence[Span]) -> list[Statement]:
    """The statements of an English text in its order; sources have their words, not yet their actors."""
    turns = find_turns(text)
    found = [(label, _turn(text, label, said)) for label, said in turns]
    if turns:
        sentences = _outside_turns(sentences, [said for _, said in turns])
    running: _Running | None = None
    cues = 0
    for passage in cut_passages(text, _bounded(text, sentences), find_quotations(text)):
        in_passage = count_cues(passage)
        cues += in_passage
        if cues > _MOST_CUES:
            break
        if in_passage > _CUES_OF_A_SENTENCE and in_passage > passage.high * _DENSEST:
            continue
        drafts = _drafts_of(passage)
        if running and not drafts and running.takes(passage):
            found[running.at] = (found[running.at][0], running.extend(found[running.at][1], passage))
            continue
        running = None
        for draft in drafts:
            statement = _statement(passage, draft)
            found.append((passage.tokens.span(*draft.cue), statement))
            if statement.quoted and _ends_quoted(passage, draft):
                running = _Running(len(found) - 1, passage.goes_on)
    if turns:
        found.sort(key=lambda one: one[0])
    return [statement for _, statement in found]


def _turn(text: str, label: Span, said: Span) -> Statement:
    """What stands after a speaker's label, as one statement."""
    content = Content(text[said[0] : said[1]], (said,))
    stance = decide_stance("", content.text, "en")
    return Statement(Source(mention(text, label)), None, content, stance, True, 0.8)


def _outside_turns(sentences: Sequence[Span], turns: Sequence[Span]) -> list[Span]:
    starts = [start for start, _ in turns]
    kept = []
    for start, end in sentences:
        at = bisect_right(starts, end - 1) - 1
        if at < 0 or turns[at][1] <= start:
            kept.append((start, end))
    return kept


def _bounded(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Sentences, those longer than any that is written cut to pieces: looking back in one costs the square of it."""
    if all(end - start <= _LONGEST_SENTENCE for start, end in sentences):
        return list(sentences)
    pieces: list[Span] = []
    for start, end in sentences:
        while end - start > _LONGEST_SENTENCE:
            space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = space if space > start else start + _LONGEST_SENTENCE
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


_LONGEST_SENTENCE = 1500
# What is made of cues alone is no text and would cost the square of them; no article has as many as this.
_MOST_CUES = 12_000
_CUES_OF_A_SENTENCE, _DENSEST = 24, 0.25


class _Running:
    """A quotation that may go on in the passages after it."""

    def __init__(self, at: int, unclosed: bool) -> None:
        self.at = at
        self.unclosed = unclosed

    def takes(self, passage: Passage) -> bool:
        """Whether a passage is quotation from its first to its last word."""
        if not passage.quotes or passage.quoted[0] < 0:
            return False
        outside = [at for at in range(passage.high) if passage.quoted[at] < 0]
        return all(not passage.tokens.words[at][0].isalnum() for at in outside)

    def extend(self, statement: Statement, passage: Passage) -> Statement:
        """The statement with the passage as a further part of its content."""
        self.unclosed = passage.goes_on
        span = passage.tokens.span(passage.quotes[0][0], passage.quotes[-1][1])
        spans = (*statement.content.spans, span) if statement.content else (span,)
        text = passage.tokens.text
        content = Content(" ".join(text[start:end] for start, end in spans), spans)
        return Statement(statement.source, statement.cue, content, statement.stance, True, statement.confidence)


def _drafts_of(passage: Passage) -> list[Draft]:
    if passage.high < 2:
        return []
    fixed = find_fixed(passage)
    verbs = find_verbs(passage)
    # "the government plans to sell": where a verb was found there is no noun.
    fixed = [one for one in fixed if not (one.noun and any(_overlap(one.cue, other.cue) for other in verbs))]
    verbs = [draft for draft in verbs if not any(_overlap(draft.cue, other.cue) for other in fixed)]
    drafts = sorted([*fixed, *verbs], key=lambda draft: draft.cue)
    drafts = [draft for draft in drafts if not (draft.source and is_thing(passage.tokens, draft.source))]
    kept = []
    for draft in drafts:
        if draft.entry is not None and not draft.content:
            draft.content = find_content(passage, draft, drafts)
            if not draft.content and not _stands_alone(draft):
                continue
        draft.content = [part for part in (clean_part(passage, one) for one in _outside(draft)) if part]
        if draft.content or _stands_alone(draft):
            kept.append(draft)
    kept += find_introduced(passage, kept)
    return _one_level(passage, sorted(kept, key=lambda draft: draft.cue))


def _stands_alone(draft: Draft) -> bool:
    """Whether a statement tells something without content: "declined to comment", "pleaded not guilty", "denied"."""
    if draft.stance is Stance.DENIES:
        return draft.entry is None or draft.entry.lemma in ("deny", "plead")
    return draft.stance is Stance.DECLINES_COMMENT


def _outside(draft: Draft) -> list[Range]:
    """Content without the words of its own source and cue."""
    own = [draft.cue, *([draft.source] if draft.source and not draft.shared else [])]
    parts = draft.content
    for start, end in own:
        cut: list[Range] = []
        for first, after in parts:
            if after <= start or end <= first:
                cut.append((first, after))
            else:
                cut += [(low, high) for low, high in ((first, start), (end, after)) if high > low]
        parts = cut
    if draft.source and draft.shared:
        # "Denying the reports, the minister said": content ends where its source stands.
        start, end = draft.source
        parts = [(first, min(after, start) if first < start else after) for first, after in parts]
        parts = [(first, after) for first, after in parts if after <= start or end <= first]
    return parts


def _one_level(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Drops an inner statement that has fewer than three words, and a second with the same content and cue."""
    kept: list[Draft] = []
    for draft in drafts:
        inner = any(
            other is not draft and any(start <= draft.cue[0] and draft.cue[1] <= end for start, end in other.content)
            for other in drafts
        )
        few = bool(draft.content) and sum(end - start for start, end in draft.content) < 3
        # No denial is too short to be told; what nobody says within somebody's words is theirs, and so is his silence.
        if inner and (
            (few and draft.stance is not Stance.DENIES) or _says_nobody(draft) or _is_own_silence(passage, draft)
        ):
            continue
        kept.append(draft)
    return kept


def _says_nobody(draft: Draft) -> bool:
    return draft.stance is Stance.NO_EVIDENCE and draft.source is None


def _is_own_silence(passage: Passage, draft: Draft) -> bool:
    """ "He said he could not comment": one statement, that he does not."""
    silent = draft.stance is Stance.DECLINES_COMMENT and draft.source is not None
    return silent and passage.tokens.lows[draft.source[0]] in grammar("subjects")


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _ends_quoted(passage: Passage, draft: Draft) -> bool:
    """Whether a statement's quotation, or its cue, is the last in its passage, so that the next may go on with it."""
    last = max(end for _, end in draft.content) if draft.content else 0
    return all(not word[0].isalnum() for word in passage.tokens.words[max(last, draft.after) :]) or draft.after >= last


def _statement(passage: Passage, draft: Draft) -> Statement:
    tokens = passage.tokens
    text = tokens.text
    cue = mention(text, tokens.span(*draft.cue))
    source = None
    if draft.source and draft.stance is not Stance.REPORTED:
        source = Source(mention(text, _trimmed(text, tokens.span(*draft.source))))
    spans = tuple(tokens.span(*part) for part in sorted(draft.content))
    content = Content(" ".join(text[start:end] for start, end in spans), spans) if spans else None
    quoted = any(
        passage.quoted[at] >= 0 and passage.quotes[passage.quoted[at]][0] <= at
        for part in draft.content
        for at in range(*part)
    )
    stance = draft.stance
    if stance in (Stance.ASSERTS, Stance.CONFIRMS, Stance.REQUESTS):
        named = source.mention.text if source and source.mention else ""
        stance = decide_stance(cue.text, content.text if content else None, "en", otherwise=stance, source=named)
    return Statement(source, cue, content, stance, quoted, round(min(0.95, draft.confidence + 0.1 * quoted), 2))


def _trimmed(text: str, span: Span) -> Span:
    """A possessive source without its 's."""
    start, end = span
    if text[start:end].endswith(("'s", "’s")):
        return start, end - 2
    return span
