"""Those who are quoted, as the desk shows them: found by name, with their names and what they said. Changes nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy

from wireroom.core.addresses import actor_path
from wireroom.core.ledger.naming import fold_name
from wireroom.core.text.statements import Stance
from wireroom.desk.statements.rows import STANCES
from wireroom.edition.models import ActorPage, StoryPage
from wireroom.reading.models import Actor, Alias, Statement
from wireroom.reading.queries import said_by

NEWEST = 30
KINDS = {
    Actor.Kind.PERSON: gettext_lazy("person"),
    Actor.Kind.ORGANISATION: gettext_lazy("organisation"),
    Actor.Kind.STATE: gettext_lazy("country"),
    Actor.Kind.DOCUMENT: gettext_lazy("document"),
    Actor.Kind.UNNAMED: gettext_lazy("unnamed"),
}
_KEY = re.compile(r"[a-z2-7]{4,20}\Z")
_ADDRESS = re.compile(r"/actors?/([a-z2-7]{4,20})(?:/|\Z)")


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody in the list: what they are, and how many statements are theirs."""

    actor: Actor
    kind: str
    statements: int


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A statement with its stance in words."""

    statement: Statement
    stance: str


@dataclass(frozen=True, slots=True)
class ActorScreen:
    """Somebody quoted: the names that mean them, the addresses of their pages, what they said last, who they could be
    (`others`, found by `words`). `seen` is the newest word of an editor on their names."""

    actor: Actor
    kind: str
    aliases: tuple[Alias, ...]
    paths: tuple[str, ...]
    said: tuple[SaidRow, ...]
    statements: int
    others: tuple[ActorRow, ...]
    words: str


def find_actors(words: str) -> QuerySet[Actor]:
    """Actors by a part of a name, all without words; those quoted most first. Whoever is somebody else is left out."""
    rows = Actor.objects.filter(merged_into=None).annotate(said=Count("statements"))
    if words:
        folded = fold_name(words)
        named = Q(name__icontains=words)
        if folded:
            named |= Q(id__in=Alias.objects.filter(name__contains=folded).values("actor"))
        rows = rows.filter(named | Q(key=words))
    return rows.order_by("-said", "name", "id")


def actor_rows(actors: Sequence[Actor]) -> tuple[ActorRow, ...]:
    """Actors as find_actors gives them, as rows."""
    return tuple(ActorRow(actor, KINDS[Actor.Kind(actor.kind)], actor.said) for actor in actors)


def gather_actor(actor: Actor, words: str) -> ActorScreen:
    """The screen of somebody quoted."""
    said = said_by(actor)
    pages = ActorPage.objects.filter(key=actor.key, state=StoryPage.State.LIVE).order_by("language")
    others = find_actors(words).exclude(id=actor.id)[:NEWEST] if words else []
    return ActorScreen(
        actor=actor,
        kind=KINDS[Actor.Kind(actor.kind)],
        aliases=tuple(Alias.objects.filter(Q(actor=actor) | Q(actor__merged_into=actor)).order_by("name")),
        paths=tuple(actor_path(language, actor.key) for language in pages.values_list("language", flat=True)),
        said=tuple(SaidRow(row, STANCES[Stance(row.stance)]) for row in said.select_related("item")[:NEWEST]),
        statements=said.count(),
        others=actor_rows(list(others)),
        words=words,
    )


def parse_actor_mention(text: str) -> str:
    """The key of the actor that is meant: by itself, or in an address of the site or the desk; "" for anything else."""
    text = text.strip()
    if _KEY.match(text.lower()):
        return text.lower()
    found = _ADDRESS.search(text)
    return found[1] if found else ""
