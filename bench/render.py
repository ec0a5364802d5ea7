"""Article pages per CPU-second: ours beside Django's template engine and Jinja2 with the same template and values.

    python bench/render.py [--pages N] [--rounds N] [--words N]

All three render the page that the site publishes, from a view of a realistic article to bytes: the templates are
translated from ours by rule, and each engine's page must hold the same text. Processor time, the order turned round
each round, median of the rounds.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import django
import jinja2
from django.conf import settings
from django.template import Context, Engine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "unit" / "edition"))

from edition_samples import NOW, make_article, make_facts, make_site

from wireroom.core.disclosure import decide_disclosure
from wireroom.edition.render import open_renderer
from wireroom.edition.render.article_page import prepare_article
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.templates import translate_templates
from wireroom.edition.values import ArticleView

_WITH = re.compile(r"\{% with (.*?) %\}")


def main() -> int:
    """Runs the rounds and prints the table; 1 when the engines do not agree on the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=300, help="pages a round")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--language", choices=("en", "ja"), default="en")
    arguments = parser.parse_args()
    settings.configure()
    django.setup()
    renderer = open_renderer({language: make_site(language) for language in ("en", "ja")})
    furniture = renderer.furniture_by_language[arguments.language]
    views = _articles(arguments.language, arguments.words, arguments.pages)
    engines: dict[str, Callable[[ArticleView], bytes]] = {
        "wireroom": renderer.article,
        "jinja2": _jinja(furniture),
        "django": _django(furniture),
    }
    ours = renderer.article(views[0])
    for name, render in engines.items():
        if _text(render(views[0])) != _text(ours):
            print(f"{name} renders another page", file=sys.stderr)
            return 1
    times: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(arguments.rounds):
        for name in list(engines) if turn % 2 == 0 else reversed(list(engines)):
            start = time.process_time()
            for view in views:
                engines[name](view)
            times[name].append((time.process_time() - start) / arguments.pages)
    print(f"one article page of {len(ours) / 1000:.1f} kB, {arguments.pages} pages, {arguments.rounds} rounds")
    for name, taken in times.items():
        median = statistics.median(taken)
        ratios = [theirs / own for own, theirs in zip(times["wireroom"], taken, strict=True)]
        print(f"{name:<10}{1 / median:>8,.0f} pages/s{median * 1000:>8.3f} ms{statistics.median(ratios):>8.1f} x ours")
    return 0


def _articles(language: str, words: int, count: int) -> list[ArticleView]:
    """Articles of about so many words (or, in Japanese, twice as many characters), each with times of its own."""
    first = make_article(language)
    size = len(first.body_html) // 2 if language == "ja" else len(first.body_html.split())
    body = first.body_html * max(1, round(words / size))
    views = []
    for number in range(count):
        later = timedelta(minutes=7 * number, seconds=number)
        facts = make_facts(language, received_at=NOW + later, published_at=NOW + later, source_published=NOW - later)
        views.append(
            replace(
                first,
                body_html=body,
                words=words,
                published=NOW + later,
                updated=NOW + later * 2,
                disclosure=decide_disclosure(facts),
                related=tuple(replace(teaser, published=teaser.published - later) for teaser in first.related),
                comments=tuple(replace(comment, at=comment.at + later) for comment in first.comments),
            )
        )
    return views


def _sources(furniture: Furniture) -> Mapping[str, str]:
    return translate_templates(furniture.wording.catalog, furniture.html)


def _jinja(furniture: Furniture) -> Callable[[ArticleView], bytes]:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(_sources(furniture)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("article.html")
    return lambda view: template.render(page=prepare_article(view, furniture), site=furniture.html, here="").encode()


def _django(furniture: Furniture) -> Callable[[ArticleView], bytes]:
    sources = {}
    for name, source in _sources(furniture).items():
        text = source.replace("{{ super() }}", "{{ block.super }}").replace("loop.", "forloop.")
        # Django separates what `with` names by spaces, and writes its constants in capitals.
        text = _WITH.sub(lambda found: "{% with " + re.sub(r", (?=\w+=)", " ", found[1]) + " %}", text)
        text = text.replace("=false", "=False")
        sources[name] = text.replace("=true", "=True")
    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", sources)])
    template = engine.get_template("article.html")

    def render(view: ArticleView) -> bytes:
        context = Context({"page": prepare_article(view, furniture), "site": furniture.html, "here": ""})
        return template.render(context).encode()

    return render


def _text(body: bytes) -> str:
    return re.sub(r"\s+", "", body.decode())


if __name__ == "__main__":
    sys.exit(main())
