"""The terms of a claim in English: stems, one for all words of a line that say the same. Compares nothing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from wireroom.core.ledger.terms import Terms
from wireroom.core.ledger.word_lists import Pole, list_alike, list_poles, list_words
from wireroom.core.matching.tokens import find_tokens, fold_text

# Within a sentence: a capital at its start says nothing.
_NAME = re.compile(r"(?<=[a-z0-9,] )[\"“‘(]?([A-Z][A-Za-z0-9À-ž-]+)")
_ENDINGS = (("ian", "ia"), ("ean", "ea"), ("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST_STEM = 4
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_MONTHS = (
    *("january", "february", "march", "april", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ANY_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"\b(\d{{1,2}})(?= (?:{_ANY_MONTH})\b)|\b(?:{_ANY_MONTH}) (\d{{1,2}})\b")
_NO_TERMS = ("empty", "negation", "lacking", "pointing")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_CIRCUMSTANCE = re.compile(r" (?:when|while|after|before|because|since|until|who|which|and that|that(?= \w+ed\b)) ")
_FURTHER = " and that "
_DATELINE = re.compile(r"\W*[A-Z][A-Z .,'-]+(?:\([A-Za-z ]+\) ?)?[-–—] ")


def western_terms(content: str, folded: str) -> Terms:
    """The terms of a claim's words, as they stand and folded."""
    if dateline := _DATELINE.match(content):
        content = content[dateline.end() :]
        folded = fold_text(content)
    alike = list_alike("en")
    plain = alike.finds.sub(lambda found: f" {_joined(alike.stands_for[found[0]])} ", folded)
    tokens = find_tokens(plain)
    core, beside = _split(plain)
    order = _list_terms(core)
    names = {fold_text(name) for name in _NAME.findall(unicodedata.normalize("NFKC", content))}
    return Terms(
        order=tuple(order),
        words=frozenset(order),
        beside=frozenset(_list_terms(beside)) - set(order),
        meant=_stems("meant") & {stem(token) for token in tokens},
        light=frozenset(_canonical(token) for token in tokens if token in list_words("en", "light")),
        points=any(token in list_words("en", "pointing") for token in tokens),
        names=frozenset(names - _DAYS - set(_MONTHS) - {"may"}),
        times=frozenset(_find_times(folded, tokens)),
        poles=_find_poles(folded, tokens),
        frames=_frames() & {_canonical(token) for token in tokens},
        not_so=_find_not_so(find_tokens(core)),
        deeds=_find_deeds(find_tokens(core)),
        negated=any(token in list_words("en", "negation") for token in find_tokens(core)),
        eastern=False,
    )


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending."""
    for ending, stead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - len(stead):
            return _undoubled(word.removesuffix(ending) + stead)
    return _undoubled(word)


def _undoubled(root: str) -> str:
    """ "planned" and "plan" are one; "pass" stays, and an e that an ending took away is taken from all."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
        return root[:-1]
    return root.removesuffix("e") if len(root) > _SHORTEST_STEM else root


def _split(plain: str) -> tuple[str, str]:
    """A claim without the circumstance told behind it, and that; a further claim ("and that members had reported it")
    is none of it."""
    for found in _CIRCUMSTANCE.finditer(plain):
        # A cause told of little else is the claim.
        if len(_list_terms(plain[: found.start()])) >= (3 if "because" in found[0] else 2):
            return plain[: found.start()], "" if found[0] == _FURTHER else plain[found.end() :]
    return plain, ""


def _list_terms(plain: str) -> list[str]:
    """The terms of words in order, forms of several words being one token of them."""
    none = frozenset().union(*(list_words("en", name) for name in _NO_TERMS))
    told = (token for token in find_tokens(plain) if len(token) > 1 and token not in none)
    terms = (_canonical(token) for token in told if not token.isdigit() or _YEAR.match(token))
    return [term for term in terms if term not in _stems("meant")]


def _find_times(folded: str, tokens: Iterable[str]) -> Iterable[tuple[str, str]]:
    yield from (("date", one or other) for one, other in _DATE.findall(folded))
    for token in tokens:
        kind = "day" if token in _DAYS else "month" if token in _MONTHS else "year" if _YEAR.match(token) else ""
        if kind:
            yield kind, token


def _find_not_so(tokens: Iterable[str]) -> frozenset[str]:
    """The terms that follow a negation at once: what is not so."""
    found, waits = set(), False
    for token in tokens:
        if token in list_words("en", "negation") or token in list_words("en", "lacking"):
            waits = True
        elif waits and (terms := _list_terms(token)):
            found.update(terms)
            waits = False
    return frozenset(found)


def _find_deeds(tokens: Sequence[str]) -> frozenset[str]:
    """The terms of verbs, as far as they can be told: what follows "had", "will" or "to", and words in -ed."""
    found, waits = set(), False
    for token in tokens:
        if token in list_words("en", "before_verbs"):
            waits = True
        elif waits and (token in list_words("en", "negation") or token.endswith("ly")):
            continue
        else:
            if waits or token in list_words("en", "pasts") or (token.endswith("ed") and len(token) > _SHORTEST_STEM):
                found.update(_list_terms(token))
            waits = False
    return frozenset(found)


def _find_poles(folded: str, tokens: Iterable[str]) -> frozenset[Pole]:
    poles, finds = list_poles("en")
    found = {pole for words in finds.findall(folded) for pole in poles[words]}
    return frozenset(found | {pole for token in tokens for pole in _poles_of_terms().get(_canonical(token), ())})


@lru_cache(maxsize=8192)
def _canonical(token: str) -> str:
    """What stands for a word: the first form of its line, else its stem."""
    forms, root = _forms(), stem(token)
    bare = next((token.removesuffix(end) for end in ("ing", "ed") if token.endswith(end)), "")
    return next((forms[form] for form in (token, root, bare, bare and f"{bare}e") if form in forms), root)


def _joined(words: str) -> str:
    """A form of several words as one token."""
    return words.replace(" ", "0")


@cache
def _forms() -> dict[str, str]:
    return {word: _joined(first) for word, first in list_alike("en").stands_for.items() if " " not in word}


@cache
def _poles_of_terms() -> dict[str, frozenset[Pole]]:
    found: dict[str, frozenset[Pole]] = {}
    for word, poles in list_poles("en")[0].items():
        term = _canonical(_joined(word))
        found[term] = found.get(term, frozenset()) | poles
    return found


@cache
def _frames() -> frozenset[str]:
    return frozenset(_canonical(_joined(word)) for word in list_words("en", "frames"))


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in list_words("en", name))
