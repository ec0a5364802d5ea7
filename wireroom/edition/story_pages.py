"""What is decided of a story's page: whether it stands, under which name, on how many pages. Pure."""

import re

from wireroom.core.addresses import story_path
from wireroom.edition.places import PAGE_SIZE

# So many live articles, in all languages of the site, make a page in each of these; once made it stays.
LEAST = 2
# Up to nine, articles are counted one by one; beyond, others' pages say only which of these they have passed, so that
# they need not be written again with each article.
MILESTONES = (10, 20, 50, 100, 200, 500, 1000)
EAST_ASIAN = frozenset({"ja", "zh", "ko"})
_EAST_ASIAN_LETTER = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")


def decide_state(live: int, *, made: bool, elsewhere: int = 0, target_live: int | None = None) -> str:
    """What stands at a story's address in a language: live, moved, gone, or "" where there never was a page.

    `live` counts its live articles of the language, `elsewhere` those of the site's other languages; `made`: it had a
    page before; `target_live` counts those of the story that it became part of, None where it did not.
    """
    if target_live is not None:
        return "" if not made else "moved" if target_live else "gone"
    if live and (made or live + elsewhere >= LEAST):
        return "live"
    return "gone" if made else ""


def find_name(name: str, language: str, languages: tuple[str, ...]) -> str:
    """The name an editor gave a story, where it can be read on a page of a language; else "".

    A name is in one language. On a site of several, a page shows only what is in its own letters, or is written in
    capitals as names of conferences are.
    """
    if len(languages) == 1:
        return name
    if _EAST_ASIAN_LETTER.search(name):
        return name if language in EAST_ASIAN else ""
    return name if language not in EAST_ASIAN or name == name.upper() else ""


def round_count(count: int) -> tuple[int, bool]:
    """The number of a story's articles as other pages tell it, and whether it is exact; else there are more."""
    passed = [milestone for milestone in MILESTONES if milestone < count]
    return (passed[-1], False) if passed else (count, True)


def count_numbered(articles: int) -> int:
    """How many numbered pages a story of so many articles has besides its newest; none where that one holds all."""
    return 0 if articles <= PAGE_SIZE else -(-articles // PAGE_SIZE)


def numbered_path(language: str, key: str, number: int) -> str:
    """The address of a story's page: the newest for 0, else counted from the oldest."""
    path = story_path(language, key)
    return f"{path}page/{number}/" if number else path


def split_numbered(newest_first: list, number: int) -> list:
    """What stands on a page of a story, newest first: page 0 has the newest, page 1 the oldest."""
    if number == 0:
        return newest_first[:PAGE_SIZE]
    end = len(newest_first) - (number - 1) * PAGE_SIZE
    return newest_first[max(0, end - PAGE_SIZE) : end]
