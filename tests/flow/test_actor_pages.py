"""The pages of those quoted: what they said, newest first; gone with what is killed; leading on when two are one."""

import dataclasses
from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.edition.actions import ask_for_everything, refresh_actors, write_articles
from wireroom.edition.models import ActorEntry, ActorPage, Page
from wireroom.public.site_files import SiteFiles
from wireroom.publishing.actions import decide_items, kill_item, release_item, withhold_item
from wireroom.publishing.actions.purging import order_purge
from wireroom.publishing.models import Article, Receipt
from wireroom.reading.actions import merge_actors, rename_actor
from wireroom.reading.models import Actor
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Provider

FIRST = Story(
    "a1",
    "Breakwater is safe, says engineer",
    '"We measured every stone," said Ines Mori, the chief engineer of Minato. The wall was built in 1931 and has '
    "never been repaired since then. Fishermen had asked for a survey in the spring of this year.",
    "https://wire.example/a1",
    NOON,
)
SECOND = Story(
    "b1",
    "Town to repair the pier",
    "Ines Mori, the chief engineer of Minato, denied on Friday that the old pier was closed. Ken Abe, the mayor, said "
    "the town would pay for new planks before the winter comes.",
    "https://wire.example/b1",
    NOON + timedelta(hours=2),
)


@pytest.fixture
def quoted(bench):
    """Two articles that quote the same engineer, and one the mayor."""
    bench.receive(rss(FIRST))
    bench.wait(hours=3)
    bench.receive(rss(FIRST, SECOND))
    read(bench)
    return bench


def read(bench):
    bench.wait(minutes=15)
    bench.run()


def address(name, language="en"):
    return f"/{language}/actor/{Actor.objects.get(name=name).key}/"


def page(bench, path):
    body = bench.text(f"{path}index.html")
    return html.document_fromstring(body) if body else None


def lines(document):
    return [" ".join(row.text_content().split()) for row in document.xpath("//*[@data-part='statements']/li")]


def test_whoever_is_quoted_twice_has_a_page_newest_first(quoted):
    found = page(quoted, address("Ines Mori"))
    said = lines(found)
    assert "denies" in said[0]
    assert "We measured every stone" in said[-1]
    for link in found.xpath("//*[@data-part='statements']//a/@href"):
        path, _, place = link.partition("#")
        assert f'id="{place}"' in quoted.text(f"{path}index.html")


def test_whoever_is_quoted_once_has_none(quoted):
    path = address("Ken Abe")
    assert page(quoted, path) is None
    assert path not in quoted.page("b1")


def test_articles_link_to_the_page(quoted):
    path = address("Ines Mori")
    assert f'href="{path}"' in quoted.page("a1")
    assert f'href="{path}"' in quoted.page("b1")


def test_what_is_killed_leaves_the_page_with_a_receipt(quoted):
    path = address("Ines Mori")
    kill_item(quoted.item("b1"), reason="wrong", by=DESK, now=quoted.now)
    quoted.run()
    assert all("denies" not in line for line in lines(page(quoted, path)))
    key = path.split("/")[3]
    receipt = Receipt.objects.get(article__item__guid="b1", state="gone", place=f"actor:en:{key}:0")
    assert receipt.at is not None


def test_when_all_is_killed_the_address_says_so_and_a_release_brings_it_back(quoted):
    path = address("Ines Mori")
    for guid in ("a1", "b1"):
        kill_item(quoted.item(guid), reason="wrong", by=DESK, now=quoted.now)
    quoted.run()
    assert not Actor.objects.filter(name="Ines Mori").exists()
    assert page(quoted, path) is None
    notice = quoted.text(f"{path}gone.html")
    assert "no longer here" in notice
    assert "Mori" not in notice
    assert quoted.saying("Ines Mori") == []
    quoted.wait(minutes=1)
    release_item(quoted.item("a1"), reason="right after all", by=DESK, now=quoted.now)
    read(quoted)
    assert "We measured every stone" in lines(page(quoted, path))[0]
    assert not quoted.text(f"{path}gone.html")


def test_what_is_withheld_leaves_and_comes_back(quoted):
    path = address("Ines Mori")
    withhold_item(quoted.item("b1"), reason="being checked", by=DESK, now=quoted.now)
    quoted.run()
    assert all("denies" not in line for line in lines(page(quoted, path)))
    quoted.wait(minutes=1)
    release_item(quoted.item("b1"), reason="", by=DESK, now=quoted.now)
    read(quoted)
    assert "denies" in lines(page(quoted, path))[0]


def test_where_only_an_excerpt_may_be_shown_the_statements_leave(quoted):
    path = address("Ines Mori")
    Provider.objects.update(rights="excerpt")
    enqueue("decide", [quoted.item("b1").id], now=quoted.now)
    quoted.run()
    assert all("denies" not in line for line in lines(page(quoted, path)))


def test_a_purge_leaves_no_word(quoted):
    for guid in ("a1", "b1"):
        order_purge(quoted.item(guid), reason="court order", by=DESK, now=quoted.now)
    quoted.run()
    assert quoted.saying("Ines Mori") == []
    assert quoted.saying("measured every stone") == []


def test_a_merged_actors_page_leads_to_the_other(quoted):
    mori, abe = Actor.objects.get(name="Ines Mori"), Actor.objects.get(name="Ken Abe")
    old, new = address("Ines Mori"), address("Ken Abe")
    items = merge_actors(mori, abe, by=DESK, now=quoted.now)
    refresh_actors([mori, abe], items, now=quoted.now)
    quoted.run()
    assert page(quoted, old) is None
    signpost = quoted.text(f"{old}moved.html")
    assert f'href="{new}"' in signpost
    assert "Mori" not in signpost
    answer = SiteFiles(quoted.newsroom.site, default_language="en").find(old)
    assert (answer.status, answer.location) == (301, new)
    assert any("We measured every stone" in line for line in lines(page(quoted, new)))
    assert old not in quoted.page("a1")


def test_another_name_stands_on_every_page(quoted):
    mori = Actor.objects.get(name="Ines Mori")
    items = rename_actor(mori, "Inés Mori", by=DESK, now=quoted.now)
    refresh_actors([mori], items, now=quoted.now)
    quoted.run()
    path = address("Inés Mori")
    assert page(quoted, path).xpath("//h1")[0].text_content() == "Inés Mori"
    assert "<b>Inés Mori</b>" in quoted.page("a1")


def test_a_rebuild_gives_the_same_pages(quoted):
    before = dict(Page.objects.values_list("path", "digest"))
    Page.objects.all().delete()
    ask_for_everything(now=quoted.now)
    quoted.run()
    assert dict(Page.objects.values_list("path", "digest")) == before


def test_a_site_that_shows_no_statements_has_no_such_pages(quoted):
    path = address("Ines Mori")
    press = dataclasses.replace(quoted.works.press, shows_statements=False)
    quoted.works = dataclasses.replace(quoted.works, press=press)
    ask_for_everything(now=quoted.now)
    quoted.run()
    assert not quoted.text(f"{path}index.html")
    assert not quoted.text(f"{path}gone.html")
    assert path not in quoted.page("a1")


class _DeskAtTheDisk:
    """The site's folder, and a desk that kills an item at the moment before somebody's page is written."""

    def __init__(self, bench, guid, path):
        self._bench, self._guid, self._path = bench, guid, path
        self._disk, self.killed = bench.works.disk, False

    def __getattr__(self, name):
        return getattr(self._disk, name)

    def write(self, path, body):
        if path == self._path and not self.killed:
            self.killed = True
            item, works = self._bench.item(self._guid), self._bench.works
            kill_item(item, reason="wrong", by=DESK, now=self._bench.now)
            decide_items([item.id], terms=works.terms, now=self._bench.now)
            write_articles([self._bench.article(self._guid).id], works.press, now=self._bench.now)
        self._disk.write(path, body)


def test_a_kill_while_the_page_is_written_is_not_lost(bench):
    """At first writing nothing was ever recorded of what stands on the page."""
    bench.receive(rss(FIRST))
    read(bench)
    path = address("Ines Mori")
    desk = _DeskAtTheDisk(bench, "b1", f"{path}index.html")
    bench.works = dataclasses.replace(bench.works, disk=desk, press=dataclasses.replace(bench.works.press, disk=desk))
    bench.wait(hours=3)
    bench.receive(rss(FIRST, SECOND))
    read(bench)
    assert desk.killed
    said = lines(page(bench, path))
    assert said
    assert all("denies" not in line for line in said)
    assert bench.saying("old pier was closed") == []


def test_what_is_about_to_stand_there_is_known_before_it_stands_there(quoted):
    """Whoever kills an article while a page is written finds the page."""
    shown = ActorEntry.objects.filter(page__language="en", page__state="live")
    assert set(shown.values_list("article__item__guid", flat=True)) == {"a1", "b1"}
    assert set(ActorPage.objects.values_list("state", flat=True)) == {"live"}


MANY = Story(
    "m1",
    "Engineer lists what is to be done at the harbour",
    " ".join(f"Ines Mori said pier {number} would be repaired by the town." for number in range(1, 71)),
    "https://wire.example/m1",
    NOON + timedelta(hours=4),
)


def test_all_that_somebody_said_stands_on_numbered_pages_and_the_first_in_a_sitemap(quoted):
    quoted.wait(hours=3)
    quoted.receive(rss(FIRST, SECOND, MANY))
    read(quoted)
    path = address("Ines Mori")
    newest, oldest = page(quoted, path), page(quoted, f"{path}page/1/")
    assert len(lines(newest)) == len(lines(oldest)) == 60
    assert oldest.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{path}page/1/"]
    assert "We measured every stone" in lines(oldest)[-1]
    assert newest.xpath("//nav[@class='pager']/a/@href") == [f"{path}page/2/"]
    assert path not in quoted.text("/en/sitemap-actors-1.xml")
    Article.objects.update(may_index=True)
    refresh_actors(Actor.objects.filter(name="Ines Mori"), now=quoted.now)
    quoted.run()
    listed = quoted.text("/en/sitemap-actors-1.xml")
    assert f"http://testserver{path}<" in listed
    assert "/en/sitemap-actors-1.xml" in quoted.text("/sitemap.xml")
    for guid in ("a1", "b1", "m1"):
        kill_item(quoted.item(guid), reason="wrong", by=DESK, now=quoted.now)
    quoted.run()
    assert quoted.saying("We measured every stone") == []
    assert "pier 3" not in "".join(quoted.saying("Ines Mori"))
    assert page(quoted, f"{path}page/1/") is None
    assert path not in quoted.text("/en/sitemap-actors-1.xml")
