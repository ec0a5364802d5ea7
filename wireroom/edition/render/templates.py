"""The page templates, compiled once per language with its words already in place. Renders nothing itself."""

import re
from collections.abc import Mapping
from importlib.resources import files

from minijinja import Environment

from wireroom.edition.render.catalogs import Catalog
from wireroom.edition.render.escaping import html_text

_MESSAGE = re.compile(r'\{\{\s*_\("((?:[^"\\]|\\.)*)"\)\s*\}\}')
_CONSTANT = re.compile(r"\{\{\s*site\.(\w+)\s*\}\}")
_INDENT = re.compile(r"\n\s+")


def open_templates(catalog: Catalog, site: object) -> Environment:
    """Templates for one language and site. `site` has the values, escaped, that are the same on every page."""
    return Environment(
        templates=dict(translate_templates(catalog, site)),
        globals={"site": site},
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        debug=False,
    )


def translate_templates(catalog: Catalog, site: object) -> Mapping[str, str]:
    """The sources by name with messages and the site's values in place: they then cost nothing at rendering.

    Raises ValueError naming a template that has a message in any other form than {{ _("…") }}.
    """
    folder = files("wireroom.edition") / "templates"
    return {
        path.name: _translate(path.name, path.read_text("utf-8"), catalog, site)
        for path in folder.iterdir()
        if path.name.endswith(".html")
    }


def _translate(name: str, source: str, catalog: Catalog, site: object) -> str:
    text = _MESSAGE.sub(lambda found: html_text(catalog.gettext(found[1])), source)
    if "_(" in text:
        raise ValueError(f'{name}: a message that is not a plain {{{{ _("…") }}}}')
    # A site's name may hold what looks like template syntax: such values stay where the engine fills them in.
    text = _CONSTANT.sub(lambda found: _literal(getattr(site, found[1])) or found[0], text)
    return _INDENT.sub("\n", text)


def _literal(value: str) -> str:
    return "" if "{" in value else value
