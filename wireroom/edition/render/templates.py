"""The page templates, compiled once per language with its words already in place. Renders nothing itself."""

import re
from collections.abc import Mapping
from importlib.resources import files

from minijinja import Environment

from wireroom.edition.render.catalogs import Catalog
from wireroom.edition.render.escaping import html_text

_MESSAGE = re.compile(r'\{\{\s*_\("((?:[^"\\]|\\.)*)"\)\s*\}\}')
_INDENT = re.compile(r"\n\s+")


def open_templates(catalog: Catalog, constants: Mapping[str, object]) -> Environment:
    """Templates for one language. `constants` are the same on every page, such as the site and its assets.

    Messages become text here and cost nothing at rendering; a template that leaves one over is refused.
    """
    folder = files("wireroom") / "edition" / "templates"
    sources = {
        path.name: _translate(path.name, path.read_text("utf-8"), catalog)
        for path in folder.iterdir()
        if path.name.endswith(".html")
    }
    return Environment(
        templates=sources,
        globals=dict(constants),
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        debug=False,
    )


def _translate(name: str, source: str, catalog: Catalog) -> str:
    text = _MESSAGE.sub(lambda found: html_text(catalog.gettext(found[1])), source)
    if "_(" in text:
        raise ValueError(f'{name}: a message that is not a plain {{{{ _("…") }}}}')
    return _INDENT.sub("\n", text)
