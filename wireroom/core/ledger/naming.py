"""Decides which names of actors mean the same over texts, and what kind of actor each is. Knows no actor itself.

Sure rather than complete: a last name alone, "officials" and "the ministry" name nobody once their text is left.
"""

import re
import unicodedata
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b

from wireroom.core.text.statements.english.words import load_classes, people

_BRACKETS = re.compile(r"\s*[(\[（［〔【][^()（）\[\]［］〔〕【】]*[)\]）］〕】]")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_LEADING = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_SHORT = re.compile(r"\s*[(（]\s*([A-Z][A-Za-z&.-]{1,11})\s*[)）]")
_EASTERN_PAIR = re.compile(r"と|や|及び|、|(?:新聞|通信|社|省|庁|党|テレビ)[・と]")
# 市水道局, 県河川課: any city's.
_LOCAL = re.compile(r"[市県町村区](?!.*[市県町村区]\Z)|\Z")
_CLAUSE = re.compile(r".*[をがにで].*[\u3041-\u309f]([^\u3041-\u309f]+)\Z")
_EASTERN_FOREIGN = re.compile(r"[\u30a1-\u30fa\u30fc]+(?:[・=][\u30a1-\u30fa\u30fc]+)+\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_EDGES = " \t\n.,;:!?\"'“”‘’«»「」『』・-–—"
_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+\Z")
_PARTICLES = frozenset(
    [
        *("bin", "bint", "ibn", "ben", "al", "el", "de", "da", "di", "del", "della", "dos", "van", "von", "der", "den"),
        *("la", "le", "y", "of", "for", "and", "the"),
    ]
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&.-]+\Z")
_POINTING = re.compile(
    r"同[社庁省署局氏紙国市町村県部院課党会校所]\Z|(?:company|firm|agency|office|group|body|spokes\w+)\Z"
)
_LONGEST_NAME = 12
_KEY_LENGTH = 12


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Named:
    """A name that means one actor over texts: as it is shown, folded as it is looked up, in which script's language
    ("" for Latin letters, which many languages share), and the actor's kind."""

    name: str
    folded: str
    language: str
    kind: ActorKind


def fold_name(name: str) -> str:
    """A name as it is compared: one width and case, without article, brackets, possessive and outer punctuation."""
    folded = unicodedata.normalize("NFKC", name)
    folded = " ".join(_BRACKETS.sub("", folded).split()).casefold()
    folded = _POSSESSIVE.sub("", folded.strip(_EDGES))
    return _ARTICLE.sub("", folded).strip(_EDGES)


def is_pointing(name: str) -> bool:
    """Whether a name only points at somebody named before it in its own text: 同社, "the company"."""
    return bool(_POINTING.match(fold_name(name)))


def choose_names(names: Iterable[str]) -> dict[str, str]:
    """How each of some names is shown, by the name folded: one way for "officials" and "Officials", the most frequent,
    of equal ones that with a capital."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        ways[fold_name(name)][name] += 1
    return {folded: min(found, key=lambda name: (-found[name], name)) for folded, found in ways.items()}


def name_actor(name: str, kinds: dict[str, str], *, tied: bool = False) -> Named | None:
    """The actor that a name means wherever it stands, None where it means one only in its own text.

    `kinds` are the kinds (person, organisation, place) that the reading of the text gave to folded names. `tied`: the
    text ties an abbreviation to the name, so that even "National Intelligence Service" is one body's name. Without any
    kinds the name's own form decides.
    """
    shown = " ".join(_BRACKETS.sub("", unicodedata.normalize("NFKC", name)).split()).strip(_EDGES)
    folded = fold_name(name)
    if not folded or len(folded) > 120:
        return None
    if _EASTERN.search(shown):
        return _name_eastern(shown, kinds.get(folded))
    if person := _person_at_end(folded, kinds):
        # "Prosecutor Kim Abe", "the committee's chair Kim Abe".
        shown, folded = " ".join(shown.split()[-len(person.split()) :]), person
    elif person := _person_at_head(folded, kinds):
        shown, folded = " ".join(_LEADING.sub("", shown).split()[: len(person.split())]), person
    told = "organisation" if tied else kinds.get(folded, "unknown" if kinds else None)
    kind = _western_kind(shown, folded, told, tied=tied)
    if kind is None:
        return None
    shown = _POSSESSIVE.sub("", _LEADING.sub("", shown))
    if kind == ActorKind.PERSON:
        shown = _without_titles(shown)
    return Named(shown, fold_name(shown), "", kind)


def find_short(name: str, text: str) -> str:
    """The abbreviation that a name brings along, or that the text ties to it in brackets; "" when there is none."""
    full = _BRACKETS.sub("", name).strip()
    found = _SHORT.search(name) or (full and re.search(re.escape(full) + _SHORT.pattern, text))
    return fold_name(found[1]) if found else ""


def actor_key(folded: str, language: str) -> str:
    """The characters that name an actor to the outside, from its first name: the order of items matters little."""
    digest = blake2b(f"{language}\x1f{folded}".encode("utf-8", "replace"), digest_size=10).digest()
    return b32encode(digest).decode("ascii").lower()[:_KEY_LENGTH]


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return load_classes(f"actor_words_{language}.txt")[name]


def _western_kind(shown: str, folded: str, told: str | None, *, tied: bool) -> ActorKind | None:
    plain = _LEADING.sub("", shown)
    words = folded.split()
    if folded in _words("en", "states") or folded.replace(" ", "_") in _words("en", "state_names"):
        return ActorKind.STATE
    generic = all(word in _words("en", "generic") for word in words)
    if (generic and not tied) or len(words) > _LONGEST_NAME:
        return None
    bodily = any(word.strip(",.") in _words("en", "organisation") for word in words)
    if not plain[:1].isupper() and not (plain[:1].isdigit() or plain[1:2].isupper()):
        # "government of Samoa" is a name, "researchers from the Georgia Institute" is none.
        lead = words[0] in _words("en", "organisation") and len(words) > 2 and words[1] in ("of", "for")
        return ActorKind.ORGANISATION if lead and re.search(r"\s[A-Z]", plain) else None
    if len(words) == 1:
        known = _CAPITALS.match(plain) or folded in _words("en", "lone") or told == "organisation"
        return ActorKind.ORGANISATION if known else None
    if "," in plain or not _is_title_case(plain):
        return None
    if words[-1] in _words("en", "documents"):
        return ActorKind.DOCUMENT
    several = " and the " in folded or words[0] in _words("en", "several")
    office = words[-1] in people("persons") or (words[0] in people("persons") and "of" in words)
    if told != "organisation" and (several or office):
        return None
    if told == "organisation" or bodily:
        return ActorKind.ORGANISATION
    if told == "place":
        return ActorKind.STATE
    linked = {"of", "for", "&", "the", "and"} & set(words)
    if told == "person":
        return ActorKind.PERSON
    if told not in (None, "other") or linked or len(words) > 4 or re.search(r"\d", plain):
        return None
    # Nothing tells but the name itself; only the first name does.
    named = told is None or words[0] in people("male_names") | people("female_names")
    return ActorKind.PERSON if named else ActorKind.ORGANISATION


def _person_at_end(folded: str, kinds: dict[str, str]) -> str:
    """The full name of a person that the reading found and that the name ends with; "" where it ends otherwise."""
    if " and " in folded:
        return ""
    ends = [name for name, kind in kinds.items() if kind == "person" and " " in name and folded.endswith(f" {name}")]
    return max(ends, key=len, default="")


def _person_at_head(folded: str, kinds: dict[str, str]) -> str:
    """The full name of a person that a name begins with, before what he or she is of: "Kim Abe of the Strait Union"."""
    heads = [
        name for name, kind in kinds.items() if kind == "person" and folded.startswith((f"{name} of ", f"{name} from "))
    ]
    return max(heads, key=len, default="")


def _without_titles(name: str) -> str:
    """A person's name without what it is introduced by, as long as first and last name are left."""
    words = name.split()
    while len(words) > 2 and words[0].lower() in people("titles"):
        words = words[1:]
    return " ".join(words)


def _is_title_case(name: str) -> bool:
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    return all(not word[0].islower() or word[1:2].isupper() for word in words if word)


def _name_eastern(shown: str, told: str | None) -> Named | None:
    bare = shown.strip("「」『』 ")
    if not bare or bare in _words("ja", "generic") or bare.startswith(("同", "この", "その", "両", "一部の", "ある")):
        return None
    if bare in _words("ja", "state"):
        return _eastern(bare, ActorKind.STATE)
    title = _ending(bare, "title")
    if title and len(title) < len(bare):
        return _titled(bare, title, told)
    if _ending(bare, "anybody") or ("の" in bare[-4:-1] and not _ending(bare, "organisation")):
        return None
    if _ending(bare, "document"):
        return _eastern(bare, ActorKind.DOCUMENT) if len(bare) > 6 else None
    bare = _without_clause(bare)
    if _EASTERN_PAIR.search(bare) or bare in _words("ja", "generic") or _LOCAL.match(bare):
        return None
    if told == "organisation" or _ending(bare, "organisation"):
        return _eastern(bare, ActorKind.ORGANISATION) if len(bare) > 2 else None
    if told == "person" and _is_full(bare):
        return _eastern(bare, ActorKind.PERSON)
    if told == "place":
        return _eastern(bare, ActorKind.STATE)
    if "・" in bare and re.fullmatch(r"[\u30a0-\u30ff]+", bare):
        return _eastern(bare, ActorKind.PERSON)
    return None


def _without_clause(name: str) -> str:
    """A body's name without what is told of it: of 「線を運行する凪浜鉄道」 the railway; 「ロシアの外務省」 is
    ロシア外務省, 「島の組合」 nobody in particular ("")."""
    owner, _, body = name.rpartition("の")
    if owner:
        return f"{owner}{body}" if owner in _words("ja", "state") else ""
    found = _CLAUSE.match(name)
    return found[1] if found else name


def _titled(bare: str, title: str, told: str | None) -> Named | None:
    """A person by name and title: a first name is needed, but where the office is held by one person at a time."""
    base = bare[: -len(title)].strip()
    before = re.split(r"[のは]|・(?=[\u4e00-\u9fff])", base)[-1].strip()
    if title in _words("ja", "department") and told != "person":
        return None
    if foreign := _EASTERN_FOREIGN.search(before):
        return _eastern(foreign[0], ActorKind.PERSON)
    if _is_full(before):
        return _eastern(before, ActorKind.PERSON)
    if title in _words("ja", "office") and before not in _words("ja", "state") and len(before) > 1:
        return _eastern(before + title, ActorKind.PERSON)
    return None


def _is_full(name: str) -> bool:
    """First and last name, as far as the length tells: 石破茂, 麻生太郎, ジョー・バイデン."""
    if "・" in name or "=" in name or " " in name:
        return True
    if _KATAKANA.match(name) or not re.fullmatch(r"[\u3005\u3041-\u30ff\u3400-\u9fff]+", name):
        return False
    if len(name) > 6 or _ending(name, "organisation"):
        return False
    return len(name) >= 4 or (len(name) == 3 and name not in _words("ja", "long_surname"))


def _ending(name: str, group: str) -> str:
    """The longest word of a class that the name ends with; "" when none does."""
    words = _words("ja", group)
    return next((name[start:] for start in range(len(name)) if name[start:] in words), "")


def _eastern(name: str, kind: ActorKind) -> Named:
    return Named(name, fold_name(name), "ja", kind)
