"""The page of somebody who is quoted, as its template writes it. Orders and drops no statement."""

from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text, script_json
from wireroom.edition.render.furniture import Furniture, LinkHtml
from wireroom.edition.render.said import schema_type
from wireroom.edition.render.voices import VoiceHtml, voices_html
from wireroom.edition.said_values import ActorView


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What actor.html reads."""

    title: Safe
    heading: Safe
    switch: tuple[LinkHtml, ...]
    alternates: tuple[LinkHtml, ...]
    canonical: Safe
    noindex: bool
    description: Safe
    json_ld: Safe
    number: Safe
    voices: tuple[VoiceHtml, ...]
    older: Safe
    newer: Safe
    cut: Safe


@dataclass(frozen=True, slots=True)
class ActorGonePage:
    """What actor_gone.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]


def prepare_actor(view: ActorView, furniture: Furniture) -> ActorPage:
    """`view` for actor.html."""
    words, alternates = furniture.wording.catalog, dict(view.alternates)
    description = words.gettext("What %(name)s said, by the articles on this site", name=view.name)
    cut = ""
    if view.count > view.kept:
        cut = words.gettext(
            "The newest %(shown)d of %(count)d statements are shown.", shown=view.kept, count=view.count
        )
    number = "" if view.number is None else words.gettext("Page %(number)d", number=view.number)
    # A numbered page has no like in another language.
    tagged = {view.language: view.url} | alternates if alternates and view.number is None else {}
    return ActorPage(
        title=html_text(" – ".join(part for part in (view.name, number, furniture.site.name) if part)),
        heading=html_text(view.name),
        switch=furniture.switch(alternates),
        alternates=tuple(LinkHtml(Safe(""), html_text(furniture.absolute(url)), tag) for tag, url in tagged.items()),
        canonical=html_text(furniture.absolute(view.url)),
        noindex=view.noindex,
        description=html_text(description),
        json_ld=_data(view, furniture, description),
        number=html_text(number),
        voices=voices_html(view.voices, furniture),
        older=html_text(view.older),
        newer=html_text(view.newer),
        cut=html_text(cut),
    )


def prepare_actor_gone(furniture: Furniture) -> ActorGonePage:
    """The notice at the address of somebody of whom nothing is quoted any more. It names nobody."""
    title = furniture.wording.catalog.gettext("This page is no longer here")
    return ActorGonePage(title=html_text(f"{title} – {furniture.site.name}"), switch=furniture.switch({}))


def _data(view: ActorView, furniture: Furniture, description: str) -> Safe:
    """JSON-LD of the page: whom it is about and which articles quote them.

    Source: schema.org CollectionPage.
    """
    url = furniture.absolute(view.url)
    articles = dict.fromkeys(voice.url.partition("#")[0] for voice in view.voices)
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "@id": url,
            "url": url,
            "name": description,
            "inLanguage": view.language,
            "about": {"@type": schema_type(view.kind), "name": view.name},
            "hasPart": [{"@type": "NewsArticle", "url": furniture.absolute(path)} for path in articles],
        }
    )
