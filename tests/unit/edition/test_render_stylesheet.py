"""The style sheet: small, whole, readable in light and dark."""

import re
from importlib.resources import files

import pytest
from edition_samples import make_article, make_home, make_site

from wireroom.core.text.statements import Stance
from wireroom.edition.render import open_renderer

RENDERER = open_renderer({language: make_site(language) for language in ("ja", "en")})
CSS = next(asset for asset in RENDERER.assets() if asset.path.endswith(".css"))
TEXT = re.sub(r"/\*.*?\*/", "", CSS.body.decode(), flags=re.DOTALL)
BLOCKS = re.findall(r":root\s*\{([^}]*)\}", TEXT)


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))


LIGHT = variables(BLOCKS[0])
DARK = LIGHT | variables(BLOCKS[1])


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        *((front, back) for front in ("ink", "soft", "accent", "wire", "alert") for back in ("paper", "tint")),
        ("mend", "paper"),
        ("mend", "mend-tint"),
        ("ink", "mend-tint"),
        ("soft", "mend-tint"),
        ("ink", "cut"),
        ("ink", "put"),
        ("paper", "ink"),
        ("paper", "accent"),
    ],
)
def test_text_has_aa_contrast(scheme: dict[str, str], front: str, back: str) -> None:
    assert contrast(scheme[front], scheme[back]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("front", ["field", "accent"])
def test_field_borders_and_the_focus_ring_can_be_seen(scheme: dict[str, str], front: str) -> None:
    assert contrast(scheme[front], scheme["paper"]) >= 3


def test_dark_sets_every_colour() -> None:
    assert variables(BLOCKS[1]).keys() == LIGHT.keys()


def test_the_browsers_own_frame_has_the_papers_colour() -> None:
    page = RENDERER.not_found("en").decode()
    assert re.findall(r'theme-color" media="[^"]*" content="(#\w+)"', page) == [LIGHT["paper"], DARK["paper"]]


def test_every_variable_used_is_set() -> None:
    used = set(re.findall(r"var\(--([\w-]+)", TEXT))
    assert used == set(re.findall(r"--([\w-]+):", TEXT))


def test_every_class_styled_is_in_some_template() -> None:
    templates = files("wireroom.edition") / "templates"
    markup = " ".join(path.read_text("utf-8") for path in templates.iterdir() if path.name.endswith(".html"))
    named = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', markup))))
    drawings = files("wireroom.edition") / "render"
    drawn = " ".join((drawings / name).read_text("utf-8") for name in ("timeline.py", "course_plot.py"))
    named |= set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', drawn))))
    named |= {"end", "middle", *(f"side-{side}" for side in ("denied", "unconfirmed"))}
    named |= {"entry-update", *(f"said-{stance}" for stance in Stance)}
    assert set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"|\d*\.\d+', "", TEXT))) <= named


def test_the_sheet_and_the_page_are_small() -> None:
    assert len(CSS.body) < 30_000
    for body in (RENDERER.article(make_article("ja", paragraphs=20)), RENDERER.listing(make_home("ja"))):
        assert len(body) + len(CSS.body) < 100_000


def test_nothing_is_fetched_and_print_motion_and_focus_are_cared_for() -> None:
    assert "url(" not in TEXT
    assert "@import" not in TEXT
    assert TEXT.count("{") == TEXT.count("}")
    for query in ("prefers-color-scheme: dark", "prefers-reduced-motion", "@media print", ":focus-visible"):
        assert query in TEXT


def test_asset_names_change_with_their_content() -> None:
    assert re.fullmatch(r"/assets/site-[0-9a-f]{12}\.css", CSS.path)
    assert CSS.path.encode() in RENDERER.not_found("en")
    assert CSS.path.encode() in RENDERER.landing()
