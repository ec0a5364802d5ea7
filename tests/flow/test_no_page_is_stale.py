"""Stories are told anew, renamed, killed, withheld and let through again, in waves: what pages say of others is so."""

import random
import re
from datetime import timedelta
from html import unescape

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.publishing.models import Article

PLACES = ("Minato", "Aldgate", "Norrhamn", "Umezu", "Saint-Clair", "Porto Velho")
MATTERS = ("breakwater", "ferry", "tariff", "archive", "hospital", "tunnel")
VERBS = (kill_item, withhold_item, release_item)
WAVES, EACH, COUNT = 5, 10, 40
ON_AN_ARTICLE = re.compile(r"/en/\d{4}/\d\d/\d\d/[^/]+/(?=#|$)")


def _word(luck: random.Random) -> str:
    return "".join(luck.choice(("ka", "lo", "mir", "ten", "su", "vor", "pel", "gan", "shi", "ru")) for _ in range(3))


def tell(luck: random.Random, guid: str) -> Story:
    """A story of a place and a matter, told in words that others of that place and that matter have, too."""
    place, matter, others = luck.choice(PLACES), luck.choice(MATTERS), [_word(luck) for _ in range(60)]
    claim = f"hiding a report on the {matter} of {place}"
    said = luck.choice(
        (f"The council denied {claim}.", f"Auditors accused the council of {claim}.", f"The {matter} leaks.")
    )
    text = " ".join(
        (f"The mayor of {place} said that the {matter} was safe.", said, *others, place, matter, place, matter)
    )
    headline = f"{place}: the {matter} and number {luck.randrange(10**6)}"
    return Story(guid, headline, text, f"https://wire.example/{guid}", NOON - timedelta(minutes=luck.randrange(300)))


def named_on(bench) -> list[tuple[str, str, str]]:
    """Of every link to an article on a page in English: the page, the address it leads to, what it says."""
    found = []
    for path, body in bench.files().items():
        if path.startswith("/en/") and path.endswith("index.html"):
            for link in html.document_fromstring(body).xpath("//main//a[@href]"):
                if (to := ON_AN_ARTICLE.match(link.get("href"))) and "#" not in link.get("href"):
                    found.append((path, to[0], link.text_content().strip()))
    return found


@pytest.mark.parametrize("seed", [1, 3])
def test_whatever_changes_pages_name_only_what_stands_by_the_headline_it_has(bench, seed):
    luck = random.Random(seed)
    told = {guid: tell(luck, guid) for guid in (f"s{n}" for n in range(COUNT))}
    bench.receive(rss(*told.values()))
    for _ in range(WAVES):
        bench.wait(minutes=5)
        for guid in luck.sample(sorted(told), EACH):
            anew, kept = tell(luck, guid), luck.choice(("headline", "text", "nothing"))
            told[guid] = Story(
                guid,
                told[guid].headline if kept == "headline" else anew.headline,
                told[guid].text if kept == "text" else anew.text,
                anew.link,
                told[guid].at,
            )
        for guid in luck.sample(sorted(told), 3):
            luck.choice(VERBS)(bench.item(guid), reason="so it is", by=DESK, now=bench.now)
        bench.receive(rss(*told.values()))
    assert bench.waiting_receipts() == []
    live = Article.objects.filter(state=Article.State.LIVE).select_related("current")
    headlines = {article.path: article.current.headline for article in live}
    links = named_on(bench)
    assert len(links) > COUNT
    assert [link for link in links if headlines.get(link[1]) != unescape(link[2])] == []
