"""Scores over the shared samples of NITF and NewsML 1, and facts of agencies' documents read from them by hand.

The answers beside the samples come from several parsers: a strong hint, not the truth. The floors below only ever rise.
"""

from collections import Counter

import pytest
from wire_samples import WIRE, bare, read, samples

from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.dates import parse_date

pytestmark = pytest.mark.skipif(not WIRE.is_dir(), reason="the shared samples of wires are not here")

FIELDS = ("id", "title", "published", "content_html", "version", "language", "slugline", "urgency")
FLOOR = 100.0
# A topic set is no story; the names of further texts are told where a document holds several.
DESERVED = {"no_story", "further_texts", "bad_date"}
# id, headline, time, version, language, authors: None where the document does not say.
FACTS = {
    "0005-dpa_newsml_2_0_belga.xml": (
        "urn:newsml:dpa.com:20090101:190603-99-492251",
        "Mehr als 200 Migranten in der Ägäis aufgegriffen",
        "2019-06-03T13:00:01Z",
        "3",
        "de",
        ("tsafos",),
    ),
    "0009-belga_remote_newsml_1_2.xml": (
        "urn:newsml:belga.be:20190603T160217:0:0",
        "Knooppunt Schijnpoort in Antwerpen hele zomervakantie afgesloten",
        "2019-06-03T14:02:17Z",
        "0",
        "nl",
        (),
    ),
    "0013-efe_belga.xml": (
        "urn:newsml:texto.efeservicios.com:20190121T103600+0000:25413502:1",
        "Leones matan a un joven que se coló en un zoológico de la India",
        "2019-01-21T10:36:00Z",
        "1",
        "es-ES",
        ("daa/mt/msr",),
    ),
    "0018-afp20.xml": (
        "urn:newsml:afp.com:20240710:240710125902.qpsp2jzk:1",
        "Décès de Naomi Musenga: l'opératrice du Samu définitivement condamnée",
        "2024-07-10T12:59:02Z",
        "1",
        "fr",
        (),
    ),
    "0029-efe_nitf.xml": (
        "22751909",
        "Honduran president announces Cabinet changes",
        "2017-01-02T22:28:00Z",
        None,
        "en-US",
        ("gr/bp",),
    ),
    "0034-ap-nitf.xml": (
        None,
        "Can trading pollution like stocks help fight climate change?",
        "2015-12-10T19:10:44Z",
        None,
        None,
        ("By BERNARD CONDON",),
    ),
    "0039-afp.xml": (
        "urn:newsml:afp.com:20171220T134757Z:TX-PAR-NBK16:1",
        "Burkina Faso bans imports from North Korea",
        "2017-12-20T13:47:57Z",
        "1",
        "en",
        (),
    ),
    "0040-afp_no_headline.xml": (
        "urn:newsml:afp.com:20171220T134757Z:TX-PAR-NBK16:1",
        "Burkina Faso is banning imports from North Korea to comply with tough UN economic sanctions punishing "
        "Pyongyang's weapons programmes, the government said Wednesday.",
        "2017-12-20T13:47:57Z",
        "1",
        "en",
        (),
    ),
}


def agrees(item: ParsedItem, field: str, wanted: str) -> bool:
    if field == "id":
        return item.guid == wanted
    if field == "published":
        return item.published == parse_date(wanted)
    if field == "urgency":
        return str(item.urgency) == wanted
    return bare(getattr(item, field)) == bare(wanted)


@pytest.mark.parametrize("suite", ["nitf", "newsml1"])
def test_no_field_falls_under_its_floor(suite):
    right, total = Counter(), Counter()
    for path, answers in samples(suite):
        for item, answer in zip(read(path).items, answers, strict=True):
            for field in FIELDS:
                if wanted := answer.get(field):
                    total[field] += 1
                    right[field] += agrees(item, field, wanted)
    assert total["content_html"] >= 4
    assert {
        field: 100 * right[field] / total[field] for field in total if 100 * right[field] < FLOOR * total[field]
    } == {}


@pytest.mark.parametrize("suite", ["nitf", "newsml1"])
def test_no_sample_has_a_problem_it_does_not_deserve(suite):
    for path, _ in samples(suite):
        feed = read(path)
        found = [problem.code for problem in feed.problems] + [p.code for item in feed.items for p in item.problems]
        assert set(found) <= DESERVED, path.name


@pytest.mark.parametrize("name", sorted(FACTS))
def test_the_facts_of_an_agencys_document(name):
    (item,) = read(WIRE / "wire-facts" / name).items
    guid, title, published, version, language, authors = FACTS[name]
    assert (item.guid, item.title, item.version, item.language) == (guid, title, version, language)
    assert (item.published, item.authors) == (parse_date(published), authors)


def test_every_item_of_newsml_has_copy_or_is_told_to_be_no_story():
    for path in sorted((WIRE / "newsml1").glob("*.[xX][mM][lL]")):
        for item in read(path).items:
            assert item.content_text or "no_story" in {problem.code for problem in item.problems}, path.name
