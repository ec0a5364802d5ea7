"""The newsroom's settings as its pages show them, one Site a language."""

from wireroom.config.newsroom import Newsroom
from wireroom.core.addresses import section_path, section_slug
from wireroom.edition.values import Link, Site


def describe_site(newsroom: Newsroom) -> dict[str, Site]:
    """The site in each of its languages, the default first."""
    return {
        language: Site(
            name=newsroom.name,
            base_url=newsroom.base_url,
            language=language,
            languages=newsroom.languages,
            timezone=newsroom.timezone,
            comments_open=newsroom.comments.open,
            comments_held=newsroom.comments.hold,
            sections=tuple(
                Link(name, section_path(language, section_slug(name))) for name in newsroom.sections_of(language)
            ),
        )
        for language in newsroom.languages
    }
