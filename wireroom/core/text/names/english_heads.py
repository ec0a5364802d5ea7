"""What the words of an English name tell by themselves: titles, heads of organisations, people of a country.

Looks at no text around them.
"""

from wireroom.core.text.names.lists import countries_by_people, places, words

_LONGEST_TITLE = 3


def find_title(plain: list[str]) -> tuple[int | None, int]:
    """Where the first title of a part begins and ends; titles in a row are one. A king after a given name is none."""
    if is_organisation(plain) and not _opens_with_title(plain):
        return None, 0
    for at in range(len(plain)):
        end = at
        while size := _title_at(plain, end):
            end += size
        if end > at and not (at and plain[at - 1] in words("en", "given")):
            return at, end
    return None, 0


def _title_at(plain: list[str], at: int) -> int:
    """How many words the title has that begins there; 0 for none."""
    sizes = range(_LONGEST_TITLE, 0, -1)
    return next((size for size in sizes if " ".join(plain[at : at + size]) in words("en", "titles")), 0)


def _opens_with_title(plain: list[str]) -> bool:
    return plain[0] in words("en", "titles") and not any(word in words("en", "organisations") for word in plain[1:])


def count_people_words(plain: list[str]) -> int:
    """How many first words mean a country's people or things: North Korean."""
    if " ".join(plain) in places("en"):
        return 0
    return next((size for size in (2, 1) if " ".join(plain[:size]) in countries_by_people()), 0)


def is_organisation(plain: list[str]) -> bool:
    """Whether a name of several words has one that makes it an organisation's: Ministry, Party, Inc."""
    heads = words("en", "organisations")
    if len(plain) < 2:
        return False
    if any(word in heads for word in plain):
        return True
    return any(" ".join(plain[at : at + 3]) in heads for at in range(len(plain) - 2))


def is_known(word: str) -> bool:
    """Whether a word is in a list of given names, places, peoples or titles."""
    return (
        word in words("en", "given")
        or word in places("en")
        or word in countries_by_people()
        or word in words("en", "titles")
    )


def may_join(plain: list[str], joint: str, following: str) -> bool:
    """Whether a small word goes on a name: Ministry of Defence, Centers for Disease Control and Prevention."""
    if not plain:
        return False
    if joint == "&":
        return True
    if joint == "the":
        return plain[-1] in ("of", "for")
    if joint == "of":
        return plain[-1].rstrip("s") in words("en", "of") or plain[-1] in words("en", "of")
    if joint == "for":
        return not plain[-1].isupper() and any(word.rstrip("s") in words("en", "for") for word in plain)
    inside = any(word in ("of", "for") for word in plain)
    known = f"{' '.join(plain)} {joint} {following}" in places("en")
    return known or (inside and following not in words("en", "of") and following not in words("en", "titles"))
