"""The sample wire's running story, told by three providers in two languages, is one; the other affair at sea is not."""

from datetime import timedelta

import pytest
from lxml import html

from wireroom.runner.demo.script import build_feeds, examples_folder, load_wire
from wireroom.stories.models import Match, Story

BASE = "https://samples.example"
CPA_AGROUND, SHIRANAMI_DISPUTE = "urn:corvane:cpa:ferry-aground", "tag:shiranami.example,2024:ferry-light-dispute"
LATER = {
    *("ferry-company-denies", "ferry-no-evidence", "ferry-salvage", "port-reopens", "refund-cost", "assembly-session"),
}
FERRY = {
    *("ferry-aground", "ferry-what-we-know", "ferry-routes-explained"),
    *("ferry-union-claim", "ferry-captain-arrest", "ferry-light-dispute"),
}


@pytest.fixture
def samples(bench):
    """The feeds of the sample wire; `serve` has them answer as they stand some seconds after the start."""
    wire, started_at = load_wire(examples_folder()), bench.now
    for provider in wire.providers:
        for feed in provider.feeds:
            terms = {"rights": provider.rights, "policy": provider.policy, "contract": provider.contract}
            bench.subscribe(f"{BASE}/{feed.path}", provider=provider.name, language=feed.language, **terms)

    def serve(seconds):
        now = started_at + timedelta(seconds=seconds)
        for document in build_feeds(wire, started_at=started_at, now=now, base_url=BASE):
            bench.serve(document.body, f"{BASE}/{document.path}")
        bench.now = max(bench.now, now)
        bench.poll()

    return serve


def guids(story):
    found = Match.objects.filter(story=story).values_list("item__guid", flat=True)
    return {guid.replace("/", ":").rpartition(":")[2] for guid in found}


def ferry_story():
    return Story.objects.get(matches__item__guid__endswith="ferry-union-claim")


def test_the_ferry_is_one_story_in_both_languages_and_stays_so(bench, samples):
    samples(0)
    bench.wait(seconds=30)
    bench.run()
    story = ferry_story()
    assert guids(story) == FERRY
    for seconds in (30, 60, 110):
        samples(seconds)
    bench.wait(minutes=11)
    bench.run()
    assert ferry_story() == story
    assert guids(story) >= FERRY | {"ferry-company-denies"}
    assert guids(story) <= FERRY | LATER
    for language, other in (("en", "ja"), ("ja", "en")):
        document = html.document_fromstring(bench.text(f"/{language}/story/{story.key}/index.html"))
        links = document.xpath("//*[@data-part='elsewhere']//a")
        assert [(a.get("lang"), a.get("href")) for a in links] == [(other, f"/{other}/story/{story.key}/")]


def test_the_accusation_of_jamming_is_another_story_told_in_both_languages(samples):
    samples(0)
    story = Story.objects.get(matches__item__guid__endswith="jamming-accusation")
    assert guids(story) == {"jamming-accusation", "jamming"}
    assert story != ferry_story()


def voices(claim, kind):
    """Who stands on a side of a claim, each with the guids of the articles that tell it."""
    found = claim.xpath(f".//*[contains(@class, 'side-{kind}')]/dd")
    return {words(voice): [url.partition("#")[0] for url in voice.xpath(".//a[time]/@href")] for voice in found}


def words(element):
    return " ".join(element.text_content().split())


def test_the_dispute_over_the_light_is_one_claim_of_two_agencies_with_the_denials(bench, samples):
    for seconds in (0, 20, 80):
        samples(seconds)
    bench.wait(minutes=11)
    bench.run()
    document = html.document_fromstring(bench.text(f"/en/story/{ferry_story().key}/index.html"))
    claims = {words(one.xpath("p")[0]): one for one in document.xpath("//*[@data-part='claims']/li")}
    cpa, shiranami = (bench.article(guid).path for guid in (CPA_AGROUND, SHIRANAMI_DISPUTE))

    light = next(one for said, one in claims.items() if said.startswith("the light on the Kurose buoy"))
    assert {path for paths in voices(light, "asserted").values() for path in paths} == {cpa, shiranami}
    assert any(said.startswith("Nagihama Coast Guard Office") for said in voices(light, "unconfirmed"))

    warning = next(one for said, one in claims.items() if "ignoring a warning" in said)
    (accuser, told), *others = voices(warning, "asserted").items()
    assert (accuser.split(" 1")[0], others) == ("Akarijima Fishery Cooperative", [])
    assert told == [shiranami, cpa]
    assert any("prefectural government" in said for said in voices(warning, "denied"))

    rows = [words(row) for row in document.xpath("//*[@data-part='spoken']//tbody/tr")]
    assert any("Akarijima Fishery Cooperative" in row and "accuses" in row for row in rows)
