"""Words for what a page discloses, one wording for pages, JSON-LD and feeds. Decides nothing: core.disclosure does."""

from collections.abc import Mapping
from dataclasses import dataclass

from wireroom.core.disclosure import Disclosure, Point
from wireroom.edition.render.catalogs import N_, Catalog
from wireroom.edition.render.dates import Dates
from wireroom.edition.values import CorrectionView


@dataclass(frozen=True, slots=True)
class Line:
    """One point in words. `label` names it (at first view only); `iso` its time, `url` its address, if any."""

    key: str
    text: str
    label: str = ""
    iso: str = ""
    url: str = ""


_LABELS = {
    "source": N_("Copy from"),
    "received": N_("Received"),
    "extent_excerpt": N_("Extent"),
    "extent_headline": N_("Extent"),
    "translated": N_("Language"),
    "not_translated": N_("Language"),
    "released_by": N_("Published"),
    "automatic": N_("Published"),
    "checked_by": N_("Checked"),
    "unchecked": N_("Checked"),
}
_SHORT = {
    "source": "%(text)s",
    "received": "%(time)s",
    "extent_excerpt": N_("an excerpt"),
    "extent_headline": N_("the headline only"),
    "translated": N_("translated from %(language)s"),
    "not_translated": N_("as received, not translated"),
    "released_by": N_("released by %(text)s"),
    "automatic": N_("automatically"),
    "checked_by": N_("by %(text)s"),
    "unchecked": N_("by nobody"),
}
_FULL = {
    "source": N_("The copy comes from %(text)s."),
    "carriers": N_("The same copy also came from %(text)s."),
    "credited": N_("The source credits it to %(text)s."),
    "written_by": N_("The source names its author: %(text)s."),
    "no_byline": N_("The source names no author."),
    "source_time": N_("The source dates it %(time)s."),
    "source_undated": N_("The source gives no date; the time of receipt stands in its place."),
    "received": N_("First received here on %(time)s."),
    "published": N_("First published here on %(time)s."),
    "version": N_("Shown is version %(count)d of the copy, received on %(time)s."),
    "extent_full": N_("The full text that the source sent is shown."),
    "extent_excerpt": N_("Only an excerpt is shown; the full text is at the source."),
    "extent_headline": N_("Only the headline is shown; the text is at the source."),
    "translated": N_("It was translated from %(language)s."),
    "not_translated": N_("It is shown in the language it came in; nothing was translated."),
    "engine": N_("The translation was made by %(text)s."),
    "salvaged": N_("The feed was damaged when it came; what could be read of it is shown."),
    "released_by": N_("%(text)s released it for publication."),
    "automatic": N_("It was published automatically; no person released it."),
    "checked_by": N_("%(text)s checked its content."),
    "unchecked": N_("Nobody here has checked or edited its content."),
    "original": N_("The original"),
}
_KINDS = {"correction": N_("Correction"), "update": N_("Update")}


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts points and corrections into one language. Made by open_wording, with the sentences translated already."""

    catalog: Catalog
    dates: Dates
    labels: Mapping[str, str]
    short_forms: Mapping[str, str]
    full_forms: Mapping[str, str]

    def short(self, disclosure: Disclosure) -> tuple[Line, ...]:
        """What is said at first view, in order: a label and a few words each. Raises KeyError for an unknown point."""
        return tuple(
            Line(
                key=point.key,
                text=self._fill(self.short_forms[point.key], point),
                label=self.labels[point.key],
                iso=self.dates.iso(point.at) if point.at else "",
            )
            for point in disclosure.short
        )

    def short_sentence(self, disclosure: Disclosure) -> str:
        """What is said at first view, in one line of plain text, for places that have no layout."""
        return self.join(self.short(disclosure))

    def join(self, lines: tuple[Line, ...]) -> str:
        """Lines with labels as one line of plain text."""
        pair = self.catalog.gettext("%(label)s: %(text)s")
        return self.catalog.gettext(" · ").join(pair % {"label": line.label, "text": line.text} for line in lines)

    def full(self, disclosure: Disclosure) -> tuple[Line, ...]:
        """How the page was made, a sentence for each point. Raises KeyError for an unknown point."""
        return tuple(
            Line(
                key=point.key,
                text=self._sentence(point),
                iso=self.dates.iso(point.at) if point.at else "",
                url=point.url or "",
            )
            for point in disclosure.full
        )

    def correction_kind(self, correction: CorrectionView) -> str:
        """The name of the entry's kind; a kind without a name of its own is an update."""
        return self.catalog.gettext(_KINDS.get(correction.kind, _KINDS["update"]))

    def correction_text(self, correction: CorrectionView) -> str:
        """An entry of the correction log as one line of plain text."""
        parts = [f"{self.correction_kind(correction)} ({self.dates.minute(correction.at)})"]
        if correction.note:
            parts.append(correction.note)
        if correction.before:
            parts.append(self.catalog.gettext("Before: %(text)s", text=correction.before))
        if correction.after:
            parts.append(self.catalog.gettext("After: %(text)s", text=correction.after))
        return self.catalog.gettext(" · ").join(parts)

    def _sentence(self, point: Point) -> str:
        count = point.count or 0
        if point.key == "pictures":
            return self.catalog.ngettext(
                "%(count)d picture that came with it is shown from our own copy.",
                "%(count)d pictures that came with it are shown from our own copies.",
                count,
            )
        if point.key == "corrections":
            return self.catalog.ngettext(
                "%(count)d correction or update is listed on this page.",
                "%(count)d corrections or updates are listed on this page.",
                count,
            )
        return self._fill(self.full_forms[point.key], point)

    def _fill(self, form: str, point: Point) -> str:
        if "%" not in form:
            return form
        text = point.text or ""
        return form % {
            "text": text,
            "count": point.count or 0,
            "time": self.dates.minute(point.at) if point.at else "",
            "language": self.catalog.language_name(text),
        }


def open_wording(catalog: Catalog, dates: Dates) -> Wording:
    """Translate the labels and sentences once."""
    labels, short, full = (
        {key: catalog.gettext(message) for key, message in table.items()} for table in (_LABELS, _SHORT, _FULL)
    )
    return Wording(catalog, dates, labels, short, full)
