"""Finding whom statements are attributed to, over all texts, by names. Changes no name that an editor gave."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wireroom.core.ledger.naming import Named, actor_key, find_short, fold_name, name_actor
from wireroom.core.text.names import NameKind
from wireroom.core.text.reading import Reading as TextReading
from wireroom.core.text.statements.english.persons import list_names
from wireroom.reading.models import Actor, Alias, Statement, StatementReview

NAME = 200
CHUNK = 400
# A chain of merged actors is followed so far.
DEEPEST = 8


class ActorDesk:
    """Gives the statements of one text their actors, and notes new names and abbreviations as it meets them."""

    def __init__(self, text: str, reading: TextReading, *, now: datetime):
        self._text = text
        self._now = now
        self._kinds = {fold_name(name.actor or name.text): name.kind for name in reading.names}
        self._kinds |= {fold_name(name.text): name.kind for name in reading.names}
        if (reading.language or "").startswith("en"):
            self._tell_persons()
        self._found: dict[str, Actor | None] = {}
        self._known: dict[str, Alias] = {}

    def _tell_persons(self) -> None:
        """Take for persons, too, what the text gives an office, an age or a last name standing alone."""
        for run in list_names(self._text).runs:
            folded = fold_name(run.name)
            if run.person and self._kinds.get(folded) == NameKind.OTHER:
                self._kinds[folded] = NameKind.PERSON

    def resolve(self, rows: Sequence[Statement]) -> None:
        """Set the actor of each row by its actor_text; none where the name means nobody over texts."""
        # What an editor wrote need not stand in the text.
        trusted = {row.actor_text for row in rows if row.reviewed == StatementReview.Verdict.CORRECTED}
        asked = [(name, find_short(name, self._text)) for name in dict.fromkeys(row.actor_text for row in rows) if name]
        named = {
            name: name_actor(name, {} if name in trusted else self._kinds, tied=bool(short)) for name, short in asked
        }
        self._known = find_aliases([*named, *(one.folded for one in named.values() if one)])
        for name, short in asked:
            self._found[name] = self._find(name, named[name], short)
        for row in rows:
            row.actor = self._found.get(row.actor_text)

    def _find(self, name: str, named: Named | None, short: str) -> Actor | None:
        known = self._known.get(fold_name(name))
        if named is None or (known and known.by_name):
            return root_of(known.actor) if known else None
        if known is None and named.folded != fold_name(name):
            known = self._known.get(named.folded)
        if known and known.actor is None:
            return None
        actor = root_of(known.actor) if known else self._by_short(short, named) or self._make(named)
        if short and short != named.folded:
            self._tie(short, actor)
        return actor

    def _by_short(self, short: str, named: Named) -> Actor | None:
        """The actor known by the abbreviation alone until now: it has found its full name."""
        alias = Alias.objects.filter(name=short, language="").select_related("actor").first() if short else None
        if alias is None or alias.actor is None:
            return None
        actor = root_of(alias.actor)
        if fold_name(actor.name) != short:
            return None
        Actor.objects.filter(id=actor.id).update(name=named.name[:NAME], language=named.language)
        self._add_alias(named.folded, named.language, actor)
        return actor

    def _make(self, named: Named) -> Actor:
        key = actor_key(named.folded, named.language)
        made = {"name": named.name[:NAME], "language": named.language, "kind": named.kind.value}
        actor, _ = Actor.objects.get_or_create(key=key, defaults={**made, "created_at": self._now})
        self._add_alias(named.folded, named.language, actor)
        return root_of(actor)

    def _tie(self, short: str, actor: Actor) -> None:
        """Note that texts abbreviate the actor so; an abbreviation of two actors names neither."""
        alias = self._add_alias(short, "", actor)
        if alias.by_name or alias.actor is None or root_of(alias.actor).id == actor.id:
            return
        if fold_name(alias.actor.name) == short:
            # It was an actor of its own, known by nothing else: the same one, in all likelihood.
            Statement.objects.filter(actor=alias.actor).update(actor=actor)
            orphan = alias.actor
            Alias.objects.filter(id=alias.id).update(actor=actor)
            if not orphan.aliases.exists() and not orphan.merged.exists():
                orphan.delete()
            return
        Alias.objects.filter(id=alias.id).update(actor=None)
        for row in Statement.objects.filter(actor=alias.actor).only("id", "actor_text"):
            if fold_name(row.actor_text) == short:
                Statement.objects.filter(id=row.id).update(actor=None, claim=None)

    def _add_alias(self, folded: str, language: str, actor: Actor) -> Alias:
        made = {"actor": actor, "at": self._now}
        alias, _ = Alias.objects.get_or_create(name=folded[:NAME], language=language, defaults=made)
        self._known.setdefault(alias.name, alias)
        return alias


def find_aliases(names: Iterable[str]) -> dict[str, Alias]:
    """The aliases that names are, by the folded name, whatever their language; an editor's before the machine's."""
    wanted = sorted({fold_name(name)[:NAME] for name in names})
    found: dict[str, Alias] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Alias.objects.filter(name__in=wanted[start : start + CHUNK]).select_related("actor__merged_into")
        for row in sorted(rows, key=lambda row: (not row.by_name, row.id)):
            found.setdefault(row.name, row)
    return found


def find_alias(name: str) -> Alias | None:
    """The alias that a name is, as find_aliases."""
    return find_aliases([name]).get(fold_name(name)[:NAME])


def root_of(actor: Actor | None) -> Actor | None:
    """The actor that an actor was merged into, in the end; itself where it was not."""
    for _ in range(DEEPEST):
        if actor is None or actor.merged_into_id is None:
            return actor
        actor = actor.merged_into
    return actor
