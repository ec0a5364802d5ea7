"""Says who is meant by an English source: last names, titles, abbreviations, pronouns. Abstains where two would fit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.issuers import OF_SOMETHING_KNOWN, find_issuer
from wireroom.core.text.statements.english.persons import Known, Names, Run, find_gender, is_organisation, list_names
from wireroom.core.text.statements.english.words import grammar, people

_PRONOUNS = {
    **dict.fromkeys(("he", "his", "him", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "their", "them"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("i", "we", "our", "my", "me", "us"), "we"),
    **dict.fromkeys(("who", "which", "whose", "that"), "who"),
}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_COMMON = re.compile(
    r"(?:\b(?:the|an?)\s+|(?=\b(?:two|three|four|five|some|several|many|one)\s))((?:[a-z][\w'’-]*\s+){0,3}[a-z][\w'’-]*)\Z",
    re.I,
)
_NEXT_WORD = re.compile(r"(?:, [^,.;]{3,60},|,)?\s+([a-z]+)")
_SPLIT = re.compile(r",\s+|\s+[—–]\s+")
_NOT_HEADS = frozenset(["of", "for", "from", "with", "in", "at", "on", "to", "against", "about", "behind"])
# How far back a pronoun may mean somebody, in characters.
_REACH = 1500
# How far back "they" may mean one of several groups.
_GROUP_REACH = 300
# Of more names with one word in common none is looked at: no text of a newsroom has them.
_MOST_NAMESAKES = 60


@dataclass(slots=True)
class _Said:
    """An earlier source: where it stood, whom it meant, and what kind of one it was."""

    at: int
    actor: str
    gender: str | None
    many: bool
    organisation: bool
    person: bool


def resolve_english(text: str, sources: Sequence[Span | None]) -> list[str | None]:
    """For each source whom it means, None where that is not clear."""
    if not any(sources):
        return [None] * len(sources)
    names = list_names(text)
    said: list[_Said] = []
    actors: list[str | None] = []
    known: dict[Span, str | None] = {}
    for span in sources:
        if span is None:
            actors.append(None)
            continue
        if span not in known:
            known[span] = _resolve(text, span, names, said)
        actor = known[span]
        actors.append(actor)
        if actor:
            said.append(_describe(text[span[0] : span[1]], span[0], actor, names))
    return actors


def _resolve(text: str, span: Span, names: Names, said: list[_Said]) -> str | None:
    words = " ".join(text[span[0] : span[1]].split())
    short = words.isupper() and len(words) > 1
    pronoun = None if short else _PRONOUNS.get(words.lower().removesuffix(" own"))
    if pronoun:
        return _of_pronoun(text, pronoun, span[0], names, said)
    country = (
        _COUNTRIES.get(_ARTICLE.sub("", words).upper().replace(".", "")) if len(words) <= _LONGEST_COUNTRY else None
    )
    if country and country in text:
        return country
    if (run := _head_run(text, span, names)) is not None:
        return _fullest(run, names, span[0])
    if (short := _ARTICLE.sub("", words)) in names.abbreviations:
        return names.abbreviations[short]
    if (issuer := find_issuer(words)) is not None:
        number = text.find(issuer, span[0]) if issuer else -1
        return _resolve(text, (number, number + len(issuer)), names, said) if number >= 0 else None
    if OF_SOMETHING_KNOWN.match(words):
        return _of_description(words, span[0], names, said)
    return _plain(words)


# "The U.S.A."
_LONGEST_COUNTRY = 10
_COUNTRIES = {"US": "United States", "USA": "United States", "UK": "United Kingdom", "EU": "European Union"}


def _plain(words: str) -> str:
    words = _ARTICLE.sub("", words) if words[:1].isupper() or _ARTICLE.match(words) else words
    return re.sub(r"['’]s\Z", "", words)


def _head_run(text: str, span: Span, names: Names) -> Run | None:
    """The name that a source is headed by: "Turner, who …", "the director, Dr Flora", "Mike Ryan of the WHO"."""
    inside = [run for run in names.runs_within(*span) if run.span[1] <= span[1]]
    if not inside:
        return None
    begin = span[0]
    for number, segment in enumerate(_SPLIT.split(text[span[0] : span[1]])[:3]):
        start = text.index(segment, begin) if segment else begin
        end = start + len(segment)
        begin = end
        runs = [run for run in inside if start <= run.span[0] and run.span[1] <= end]
        if not runs:
            continue
        first, last = runs[0], runs[-1]
        ends = not text[last.span[1] : end].strip("'’s.") or re.fullmatch(
            r"\s*\([^)]*\)|\s+(?:QC|Jr\.?|Sr\.?|MP)", text[last.span[1] : end]
        )
        lead = _without_office(text[start : last.span[0]].split())
        if last.person and ends and (not lead or lead[-1].lower() not in _NOT_HEADS):
            return last
        opens = not text[start : first.span[0]].strip() or all(
            word.lower().strip(",") in people("titles") | {"the", "a", *first.office}
            for word in text[start : first.span[0]].split()
        )
        if opens and (first.person or number == 0) and _heads(text, first, end):
            if number == 0 and not first.person and _is_office(first) and _is_named_after(text, end, inside):
                continue
            return first
        apposed = number and not text[start : last.span[0]].strip() and len(last.name.split()) > 1 and ends
        if apposed and not is_organisation(last.name.split()):
            return last
    return None


def _is_office(run: Run) -> bool:
    """Whether a name is but an office: "Senate Minority Leader"."""
    return run.name.split()[-1].lower() in people("titles") | people("persons")


def _is_named_after(text: str, end: int, runs: Sequence[Run]) -> bool:
    """Whether a person's name follows a comma: "…, Chuck Schumer"."""
    follows = [run for run in runs if run.span[0] >= end and not text[end : run.span[0]].strip(" ,")]
    return any(len(run.name.split()) > 1 and not is_organisation(run.name.split()) for run in follows)


def _without_office(words: list[str]) -> list[str]:
    """Words before a name without the office that belongs to it: "by US Secretary of"."""
    words = list(words)
    while words:
        word = words[-1]
        of = word == "of" and len(words) > 1 and words[-2].lower() in people("titles")
        if not ((word[0].isupper() and len(words) > 1) or word.lower() in people("titles") or of):
            break
        words.pop()
    return words


def _heads(text: str, run: Run, end: int) -> bool:
    """Whether a name at the beginning is the head, and not part of "Ford's filing" or "Trump aides"."""
    rest = text[run.span[1] : end].strip()
    if not rest:
        return True
    if rest.startswith("("):
        return True
    first = rest.split()[0].lower()
    if not run.person and first in ("of", "at", "from") and len(run.name.split()) > 1:
        # "Jo Anne Tilburg of the University of California, Los Angeles".
        return not is_organisation(run.name.split()) and not _is_office(run)
    return first in ("of", "at", "from", "in", "who", "which", "for") if run.person else rest in ("'s", "’s")


def _fullest(run: Run, names: Names, at: int) -> str | None:
    """The fullest name in the text that a shorter one is part of; None where two people share it."""
    name = run.name
    if name in names.abbreviations:
        return names.abbreviations[name]
    parts = name.split()
    fuller = [
        one
        for one in names.by_word.get(parts[-1], ())[:_MOST_NAMESAKES]
        if len(one.name) > len(name)
        and _is_part(parts, one.name.split(), person=run.person)
        and one.person >= run.person
    ]
    distinct: list[Known] = []
    for one in fuller:
        if not any(_is_part(one.name.split(), other.name.split(), person=True) for other in fuller if other is not one):
            distinct.append(one)
    if len(distinct) > 1:
        persons = [one for one in distinct if one.person]
        distinct = persons or distinct
    if len(distinct) > 1:
        office = set(run.office) & people("persons")
        fitting = [one for one in distinct if office & one.offices]
        if len(fitting) == 1:
            return fitting[0].name
        earlier = [one for one in distinct if one.places[0] <= at]
        if len(earlier) > 1 and earlier[0].offices and not any(one.offices for one in earlier[1:]):
            return earlier[0].name
        return earlier[0].name if len(earlier) == 1 else None
    return distinct[0].name if distinct else name


def _is_part(parts: list[str], others: list[str], *, person: bool) -> bool:
    """Trump in Donald Trump; Ford in Ford Motor Company; John Bolton in John R. Bolton."""
    if len(parts) >= len(others):
        return False
    if len(parts) == 1:
        return others[-1] == parts[0] or (
            others[0] == parts[0] and (person or others[-1].lower() in people("organisations"))
        )
    rest = iter(others)
    return all(part in rest for part in parts) and parts[-1] == others[-1]


def _of_description(words: str, at: int, names: Names, said: list[_Said]) -> str | None:
    """ "the president", "his lawyer", "the ministry": the one that has this office, or this word in its name."""
    plain = re.sub(r"['’]s?\Z|, \d{1,3}\Z", "", words)
    bare = _ARTICLE.sub("", plain)
    head = bare.split()[-1].lower() if bare.split() else ""
    if len(bare.split()) > 3 or not re.match(r"(?:the|this)\s", plain, re.I):
        return bare if not plain.lower().startswith(("our ", "this ", "that ")) else None
    if head in people("persons"):
        holders = _merged(names.holders.get(head, [])[:_MOST_NAMESAKES], names)
        if len(holders) > 1:
            before = [one for one in holders if one.places[0] < at]
            holders = [max(before, key=lambda one: max(place for place in one.places if place < at))] if before else []
            if before and len({one.gender for one in before}) > 1:
                return None
        return _full_of(holders[0], names) if holders else (bare if len(bare.split()) > 1 else None)
    if head in people("organisations"):
        called = [
            one.name
            for one in names.by_word.get(head.capitalize(), ())
            if not one.person and one.name.lower().split()[-1] == head and " " in one.name
        ]
        longer = sorted(set(called), key=len)
        if len(longer) == 1 or (longer and all(name in longer[-1] for name in longer)):
            return longer[-1]
        if any(word[0].isupper() for word in bare.split()) or head in people("plain_organisations"):
            return bare
        near = (one for one in reversed(said[-_MOST_NAMESAKES:]) if one.organisation and at - one.at < _REACH)
        spoken = [one.actor for one in near if not _is_public(one.actor) or head not in people("businesses")]
        return spoken[0] if len(set(spoken)) == 1 and not longer else None
    return bare


def _is_public(name: str) -> bool:
    """Whether a name is that of an authority, which nobody calls "the company"."""
    return not people("authorities").isdisjoint(name.lower().split())


def _merged(holders: list[Known], names: Names) -> list[Known]:
    """People under their fullest names, each once."""
    full = dict.fromkeys(_full_of(one, names) for one in holders)
    return [one for name in full for one in names.by_word[name.split()[-1]] if one.name == name]


def _full_of(known: Known, names: Names) -> str:
    run = Run(known.name, (known.places[0], known.places[0]), tuple(known.offices), known.person)
    return _fullest(run, names, known.places[0]) or known.name


def _of_pronoun(text: str, pronoun: str, at: int, names: Names, said: list[_Said]) -> str | None:
    if pronoun == "who":
        return _antecedent(text, at, names)
    if pronoun == "we":
        return None
    recent = [one for one in said[-_MOST_NAMESAKES:] if 0 < at - one.at <= _REACH]
    if pronoun in ("m", "f"):
        return _person_before(text, pronoun, at, names, recent)
    if pronoun == "they":
        fitting = [one for one in recent if one.many or one.organisation]
        if len({one.actor for one in fitting}) == 1:
            return fitting[-1].actor
        # Of several groups the one that spoke last, where nobody spoke after it.
        return recent[-1].actor if recent and recent[-1].many and at - recent[-1].at <= _GROUP_REACH else None
    fitting = [one for one in recent if one.organisation and not one.many]
    return fitting[-1].actor if fitting else None


def _person_before(text: str, gender: str, at: int, names: Names, recent: list[_Said]) -> str | None:
    """The last person before a "he" or "she" that spoke or was a sentence's subject, of a gender that fits."""
    candidates: list[tuple[int, str]] = []
    for one in recent:
        if one.gender == gender or (one.gender is None and one.person and not one.many):
            candidates.append((one.at, one.actor))
    for run in names.runs_within(at - _REACH, at):
        if not _is_subject(text, run):
            continue
        full = _fullest(run, names, at)
        if full is None:
            continue
        called = [
            one for one in names.by_word.get(full.split()[-1], ())[:_MOST_NAMESAKES] if one.name in (full, run.name)
        ]
        told = find_gender(run.name, run.office) or next((one.gender for one in called if one.gender), None)
        person = run.person or any(one.person for one in called if one.name == full)
        if person and told in (gender, None):
            candidates.append((run.span[0], full))
    return max(candidates)[1] if candidates else None


def _is_subject(text: str, run: Run) -> bool:
    """Whether a name opens a sentence, or stands after what commonly does."""
    following = _NEXT_WORD.match(text, run.span[1])
    if following and (following[1] in grammar("auxiliaries") or following[1] in grammar("verbs")):
        return True
    before = text[max(0, run.span[0] - 80) : run.span[0]]
    if before[-1:] in ('"', "“", "‘"):
        # nicknamed the "Kim Kardashian of Pakistan"
        return False
    for title in (" ".join(run.office),):
        before = re.sub(rf"\s*{re.escape(title)}\s*\Z", "", before, flags=re.I) if title else before
    stripped = before.rstrip()
    if not stripped or stripped[-1] in '.!?"”\n:' or before.endswith("\n"):
        return True
    last = re.split(r"[.!?]\s", before)[-1]
    return len(last.split()) <= 4 and (last.rstrip().endswith(",") or last.split()[:1] == ["The"])


def _antecedent(text: str, at: int, names: Names) -> str | None:
    """Who "who" is: the name, or the word, right before it."""
    before = text[max(0, at - 200) : at].rstrip(" ,—–-")
    end = max(0, at - 200) + len(before)
    near = names.runs_within(at - 260, at)
    for run in reversed(near):
        apposed = run.person and run.span[1] < end < run.span[1] + 120
        if apposed and re.fullmatch(r",\s+(?:an?|the)\s[^.;:]*", text[run.span[1] : end]):
            return _fullest(run, names, at)
        if run.span[1] < end - 120:
            break
    for run in reversed(near):
        if run.span[1] == end or (
            run.span[1] < end and re.fullmatch(r"\s*(?:,\s*\d+|\([^)]*\))", text[run.span[1] : end])
        ):
            return _fullest(run, names, at)
        if run.span[1] < end - 120:
            break
    if found := _COMMON.search(before):
        return found[1]
    words = re.findall(r"[^\W_]+", before)
    return words[-1] if words and words[-1].lower() in people("groups") else None


def _head_word(lows: list[str]) -> str:
    """The noun that a phrase is about: the last word before a preposition or "who"."""
    for at, word in enumerate(lows):
        if at and (word in grammar("prepositions") or word in grammar("relatives")):
            return lows[at - 1]
    return lows[-1] if lows else ""


def _describe(words: str, at: int, actor: str, names: Names) -> _Said:
    lows = [word.strip(",.'’").lower() for word in words.split()]
    first = _SPLIT.split(words)[0].lower().split()
    plain = set(first)
    last = actor.split()[-1] if actor.split() else ""
    person = next(
        (one for one in names.by_word.get(last, ())[:_MOST_NAMESAKES] if one.name == actor and one.person), None
    )
    head = _head_word(lows)
    many = head in people("groups") or (head.endswith("s") and not person and head not in people("persons"))
    gender = (person.gender if person else None) or find_gender(actor, tuple(lows))
    if len(lows) == 1 and lows[0] in _PRONOUNS and _PRONOUNS[lows[0]] in ("m", "f"):
        gender = _PRONOUNS[lows[0]]
    group = any(word in people("organisations") for word in re.findall(r"[\w.]+", actor.lower()))
    organisation = not person and gender is None and (group or actor.isupper() or actor in names.abbreviations.values())
    if not person and not organisation and not many and gender is None and not (plain & people("persons")):
        organisation = all(
            word[0].isupper() for word in actor.split() if word not in grammar("prepositions") | {"the", "and"}
        )
    is_person = person is not None or bool(plain & people("persons")) or gender is not None
    return _Said(at, actor, gender, bool(many), organisation, is_person)
