"""Which of those quoted have a page of their own in a language. Writes none."""

from collections.abc import Collection

from wireroom.core.addresses import actor_path
from wireroom.edition.models import ActorPage, StoryPage

CHUNK = 400


def speaker_urls(keys: Collection[str], language: str) -> dict[str, str]:
    """The addresses of the pages that some actors have in a language, by the actors' keys."""
    found: dict[str, str] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        rows = ActorPage.objects.filter(
            key__in=wanted[start : start + CHUNK], language=language, state=StoryPage.State.LIVE
        )
        found |= {key: actor_path(language, key) for key in rows.values_list("key", flat=True)}
    return found
