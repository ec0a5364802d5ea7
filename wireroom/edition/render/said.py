"""Who says what, as templates write it: the panel, later words, the labels of stances. Chooses no statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.edition.render.catalogs import N_
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.values import LaterView, SaidView

# The panel shows so many at once, the most telling ones; the rest unfolds.
SHOWN = 12
# A page stays small: of an endless interview the text itself tells the rest.
MOST = 60
QUOTATIONS = 20
_LABELS = {
    "asserts": N_("says"),
    "confirms": N_("confirms"),
    "denies": N_("denies"),
    "accuses": N_("accuses"),
    "requests": N_("demands"),
    "declines_comment": N_("declines to comment"),
    "no_evidence": N_("sees no evidence"),
    "reported": N_("it is said"),
}
_LATER = {
    "denies": N_("%(name)s denied this later"),
    "no_evidence": N_("%(name)s saw no evidence of this later"),
}
_QUOTED_KINDS = frozenset({"person", "organisation", "state"})
_TELLING = ("denies", "no_evidence", "declines_comment", "accuses", "confirms")


@dataclass(frozen=True, slots=True)
class SaidHtml:
    """A statement of the panel, escaped; `label` is its stance in words."""

    anchor: Safe
    speaker: Safe
    speaker_url: Safe
    stance: str
    label: Safe
    words: Safe
    quoted: bool


@dataclass(frozen=True, slots=True)
class LaterHtml:
    """A later word against the article, escaped."""

    told: Safe
    url: Safe
    headline: Safe
    iso: str
    time: str


@dataclass(frozen=True, slots=True)
class PanelHtml:
    """The panel: what is shown at once and what unfolds, each in the order of the text."""

    shown: tuple[SaidHtml, ...]
    more: tuple[SaidHtml, ...]
    more_label: Safe


def panel_html(said: Sequence[SaidView], furniture: Furniture) -> PanelHtml | None:
    """The panel of an article; None where there is nothing to show. Raises KeyError for a stance without words."""
    told = [one for one in said if one.words or one.speaker]
    if not told:
        return None
    ranked = sorted(range(len(told)), key=lambda index: (_rank(told[index]), index))
    first, kept = set(ranked[:SHOWN]), set(ranked[:MOST])
    lines = {index: _line(told[index], furniture) for index in sorted(kept)}
    more = tuple(line for index, line in lines.items() if index not in first)
    words = furniture.wording.catalog
    return PanelHtml(
        shown=tuple(line for index, line in lines.items() if index in first),
        more=more,
        more_label=html_text(words.ngettext("%(count)d more statement", "%(count)d more statements", len(more))),
    )


def later_html(later: Sequence[LaterView], furniture: Furniture) -> tuple[LaterHtml, ...]:
    """The lines on top of an article that later ones contradict."""
    words = furniture.wording.catalog
    return tuple(
        LaterHtml(
            told=html_text(words.gettext(_LATER[one.stance], name=one.speaker)),
            url=html_text(one.url),
            headline=html_text(one.headline),
            iso=furniture.dates.iso(one.at),
            time=furniture.dates.minute(one.at),
        )
        for one in later
    )


def stance_label(stance: str, furniture: Furniture) -> str:
    """A stance in words of the page's language. Raises KeyError for one there is not."""
    return furniture.wording.catalog.gettext(_LABELS[stance])


def schema_type(kind: str) -> str:
    """What schema.org calls an actor of a kind: a state speaks as an organisation does."""
    return {"person": "Person", "document": "CreativeWork"}.get(kind, "Organization")


def quotations_data(said: Sequence[SaidView]) -> list[dict[str, object]]:
    """JSON-LD of the exact words of those quoted, the first twenty, never a verdict on them.

    Source: schema.org Quotation.
    """
    quoted = [one for one in said if one.exact and one.speaker and one.kind in _QUOTED_KINDS]
    return [
        {
            "@type": "Quotation",
            "text": one.exact,
            "creator": {"@type": schema_type(one.kind), "name": one.speaker},
        }
        for one in quoted[:QUOTATIONS]
    ]


def _rank(one: SaidView) -> int:
    return _TELLING.index(one.stance) if one.stance in _TELLING else len(_TELLING) + (not one.quoted)


def _line(one: SaidView, furniture: Furniture) -> SaidHtml:
    return SaidHtml(
        anchor=html_text(one.anchor),
        speaker=html_text(one.speaker),
        speaker_url=html_text(one.speaker_url),
        stance=one.stance,
        label=html_text(stance_label(one.stance, furniture)),
        words=html_text(one.words),
        quoted=one.quoted,
    )
