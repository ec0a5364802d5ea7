"""NewsML-G2: what each part of an item becomes, and that nothing is guessed to be usable."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import Hop, NameHint, ParsedFeed, ParsedItem
from wireroom.runner.commands.parse import _row

WIRE = Path(__file__).parent / "wire"
PAIRS = sorted(WIRE.glob("g2-*.xml"))
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
IPTC = '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>'
SIGNS = 'standard="NewsML-G2" standardversion="2.35" conformance="power"'


def no_salvage(text: str) -> dict:
    raise AssertionError("a well-formed document needs no salvage")


def parse(document: str | bytes) -> ParsedFeed:
    return parse_feed(document if isinstance(document, bytes) else document.encode(), salvage=no_salvage)


def one(*, meta: str = "", content: str = "", around: str = "", body: str = "", catalog: str = IPTC) -> ParsedItem:
    """The item of a document: `meta` inside itemMeta, `content` in contentMeta, `body` in contentSet."""
    (item,) = parse(
        f'<newsItem {NAR} guid="urn:a" version="2" xml:lang="en-GB" {SIGNS}>{catalog}{around}'
        f"<itemMeta><versionCreated>2025-03-04T19:40:00Z</versionCreated>{meta}</itemMeta>"
        f"<contentMeta>{content}</contentMeta><contentSet>{body}</contentSet></newsItem>"
    ).items
    return item


def codes(item: ParsedItem) -> list[str]:
    return [problem.code for problem in item.problems]


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_document_written_by_hand_reads_as_written_down_beside_it(path):
    feed = parse(path.read_bytes())
    assert (feed.format, feed.problems) == ("newsml_g2", ())
    rows = [{**_row(item), "embargo_open": item.embargo_open, "problems": codes(item)} for item in feed.items]
    assert rows == json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


def test_there_are_eight_documents_written_by_hand():
    assert len(PAIRS) == 8


OWN = '<catalog><scheme alias="st" uri="http://cv.iptc.org/newscodes/pubstatusg2/"/></catalog>'
FOREIGN = '<catalog><scheme alias="stat" uri="http://cv.vesper.example/mood/"/></catalog>'


@pytest.mark.parametrize(
    ("catalog", "status", "expected", "problems"),
    [
        (IPTC, 'qcode="stat:usable"', "usable", []),
        (IPTC, 'qcode="stat:withheld"', "withheld", []),
        (IPTC, 'qcode="stat:canceled"', "canceled", []),
        (IPTC.replace("http://www.", "https://"), 'qcode="stat:usable"', "usable", []),
        (OWN, 'qcode="st:usable"', "usable", []),
        ("", 'uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"', "usable", []),
        ("", 'uri="https://cv.iptc.org/newscodes/pubstatusg2/canceled"', "canceled", []),
        # The alias that everybody uses means nothing where no catalog says what it stands for.
        ("", 'qcode="stat:usable"', "stat:usable", ["unknown_qcode"]),
        (OWN, 'qcode="stat:usable"', "stat:usable", ["unknown_qcode"]),
        (FOREIGN + IPTC, 'qcode="stat:usable"', "http://cv.vesper.example/mood/usable", ["unknown_status"]),
        (
            IPTC,
            'uri="http://cv.vesper.example/mood/usable"',
            "http://cv.vesper.example/mood/usable",
            ["unknown_status"],
        ),
        (IPTC, 'qcode="stat:splendid"', "http://cv.iptc.org/newscodes/pubstatusg2/splendid", ["unknown_status"]),
        # What forbids is heard whoever says it.
        ("", 'qcode="stat:canceled"', "canceled", ["unknown_qcode"]),
        ("", 'qcode="x:Withheld"', "withheld", ["unknown_qcode"]),
        (FOREIGN, 'qcode="stat:cancelled"', "canceled", ["unknown_status"]),
        (IPTC, 'literal="kill"', "canceled", ["unknown_status"]),
        (IPTC, "", "unknown", ["unknown_status"]),
    ],
)
def test_a_status_counts_by_its_vocabulary_and_never_by_its_prefix(catalog, status, expected, problems):
    item = one(meta=f"<pubStatus {status}/>", catalog=catalog)
    assert (item.pub_status, codes(item)) == (expected, problems)


def test_of_two_statuses_the_stricter_counts():
    item = one(meta='<pubStatus qcode="stat:usable"/><pubStatus qcode="stat:canceled"/>')
    assert item.pub_status == "canceled"


def test_no_status_stays_none_for_the_law_of_status_to_judge():
    assert one().pub_status is None


def test_a_catalog_of_the_message_holds_for_an_item_that_has_none():
    item = parse(
        f"<newsMessage {NAR}><header>{IPTC}</header><itemSet><newsItem guid='a' {SIGNS}>"
        '<itemMeta><pubStatus qcode="stat:usable"/></itemMeta></newsItem></itemSet></newsMessage>'
    ).items[0]
    assert (item.pub_status, item.problems) == ("usable", ())


@pytest.mark.parametrize(
    ("meta", "until", "is_open"),
    [
        ("", None, False),
        ("<embargoed>2025-03-05T12:00:00+01:00</embargoed>", datetime(2025, 3, 5, 11, tzinfo=UTC), False),
        ("<embargoed/>", None, True),
        ("<embargoed>  </embargoed>", None, True),
        ("<embargoed>next week</embargoed>", None, True),
        ("<embargoed>2025-03-05T12:00:00Z</embargoed><embargoed>2025-03-04T12:00:00Z</embargoed>", None, True),
    ],
)
def test_an_embargo_without_a_readable_end_holds_without_an_end(meta, until, is_open):
    item = one(meta=meta)
    assert (item.embargoed_until, item.embargo_open) == (until, is_open)


@pytest.mark.parametrize(
    ("meta", "signal"),
    [
        ('<signal qcode="sig:update"/>', "update"),
        ('<signal qcode="sig:update"/><signal qcode="sig:correction" severity="sev:minor"/>', "correction"),
        ('<signal qcode="sig:atomicbundle"/>', "atomicbundle"),
        ('<signal uri="http://cv.iptc.org/newscodes/signal/correction"/>', "correction"),
        ('<signal qcode="nobody:correction"/>', "correction"),
        ('<signal qcode="nobody:table"/>', None),
    ],
)
def test_the_strongest_signal_is_kept(meta, signal):
    assert one(meta=meta).signal == signal


def test_the_severity_is_that_of_the_signal_kept():
    meta = '<signal qcode="sig:update" severity="sev:high"/><signal qcode="sig:correction" severity="sev:minor"/>'
    assert one(meta=meta).severity == "minor"
    assert one(meta='<signal qcode="sig:update"/>').severity is None


def test_codes_that_steer_and_that_nobody_names_are_one_problem():
    item = one(meta='<itemClass qcode="cls:text"/><signal qcode="x:a"/><signal qcode="x:b"/>')
    (problem,) = item.problems
    assert problem.code == "unknown_qcode"
    assert "cls:text, x:a, x:b" in problem.message


@pytest.mark.parametrize(
    ("link", "replaces"),
    [
        ('rel="irel:previousVersion" residref="urn:old"', ("urn:old",)),
        ('rel="irel:previousVersion" href="http://a.example/old"', ("http://a.example/old",)),
        ('reluri="http://cv.iptc.org/newscodes/itemrelation/previousVersion" residref="urn:old"', ("urn:old",)),
        ('rel="irel:previousVersion" residref="urn:a" version="1"', ()),
        ('rel="irel:seeAlso" residref="urn:old"', ()),
        ('rel="irel:derivedFrom" residref="urn:old"', ()),
        ('guidref="urn:old" version="3"', ()),
    ],
)
def test_what_an_item_takes_the_place_of_is_another_item_said_to_be_earlier(link, replaces):
    assert one(meta=f"<link {link}/>").replaces == replaces


XH = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("<edNote>Adds quote.</edNote>", "Adds quote."),
        ("<edNote>Adds quote.</edNote><edNote>Adds quote.</edNote>", "Adds quote."),
        ('<edNote>First.</edNote><edNote role="r:correction">Corrects age.</edNote>', "Corrects age. / First."),
        ('<edNote pubconstraint="c:nonpublic">Ask Jan.</edNote>', None),
        ('<edNote role="r:private">Ask Jan.</edNote>', None),
        ('<edNote role="r:contacts">Jan Rebner</edNote>', None),
        ("<edNote>Questions to desk@vesper.example</edNote>", None),
        ("<edNote>Questions: Tel. (030) 555 0117</edNote>", None),
        ("<edNote>Questions: +81 3 5555 0117</edNote>", None),
        ("<edNote>Corrects the date to 2025-03-04.</edNote>", "Corrects the date to 2025-03-04."),
        (f"<edNote><p {XH}>Corrects age.</p><p {XH} class='np-nonpublic'>Ask Jan.</p></edNote>", "Corrects age."),
        (f"<edNote><p {XH}>By <b class='nonpublic'>Jan</b></p></edNote>", None),
        (f"<edNote>Corrects <b {XH}>age</b> of the mayor.</edNote>", "Corrects age of the mayor."),
    ],
)
def test_notes_keep_what_readers_may_know_and_no_contact(notes, expected):
    assert one(meta=notes).ed_note == expected


@pytest.mark.parametrize(
    ("headlines", "title"),
    [
        ("<headline>Port reopens</headline>", "Port reopens"),
        ("<headline role='h:sub'>Ferries at noon</headline><headline>Port reopens</headline>", "Port reopens"),
        ("<headline role='h:subtitle'>S</headline><headline role='h:title'>Port reopens</headline>", "Port reopens"),
        ("<headline rank='3'>S</headline><headline rank='1'>Port reopens</headline>", "Port reopens"),
        ("<headline xml:lang='de'>Hafen</headline><headline xml:lang='en'>Port reopens</headline>", "Port reopens"),
        ("<headline xml:lang='de'>Hafen</headline><headline xml:lang='fr'>Port</headline>", "Hafen"),
        ("<headline> </headline><headline role='h:sub'>Ferries at noon</headline>", "Ferries at noon"),
        ("<headline pubconstraint='c:nonpublic'>Secret</headline>", None),
        ("<headline/>", None),
        ("<headline>Port <a href='http://a.example/'>re</a>opens &amp; more</headline>", "Port reopens & more"),
    ],
)
def test_the_main_headline_is_the_title(headlines, title):
    assert one(content=headlines).title == title


def test_the_title_of_the_item_stands_in_for_a_headline():
    assert one(meta="<title>Codes of ports</title>").title == "Codes of ports"
    assert one(meta="<title>Codes</title>", content="<headline>Port reopens</headline>").title == "Port reopens"


@pytest.mark.parametrize(
    ("content", "language"),
    [
        ('<language tag="ja"/>', "ja"),
        ("", "en-GB"),
        ('<language tag=""/>', "en-GB"),
        ('<language tag="fr-CA"/><language tag="en"/>', "fr-CA"),
    ],
)
def test_the_content_says_its_language_before_the_item_does(content, language):
    assert one(content=content).language == language


def test_authors_are_those_of_the_byline_else_the_creators():
    creators = '<creator literal="iv"><name>Ida Venn</name></creator><creator qcode="staff:9"/>'
    assert one(content=creators).authors == ("Ida Venn",)
    assert one(content=creators + "<by>Tom Rask</by>").authors == ("Tom Rask",)


def test_subjects_are_categories_by_name_and_hints_where_their_type_is_known():
    item = one(
        content="""
        <subject type="cpnat:person" literal="p"><name>Mara Oduya</name></subject>
        <subject type="cpnat:geoArea" literal="q"><name role="nrol:mnemonic">QRW</name><name>Quarrow</name></subject>
        <subject qcode="medtop:9"><name xml:lang="de">Verkehr</name><name xml:lang="en">transport</name></subject>
        <subject qcode="medtop:1"/><subject type="other:person" literal="x"><name>Port</name></subject>"""
    )
    assert item.categories == ("Mara Oduya", "Quarrow", "transport", "Port")
    assert item.names == (NameHint("Mara Oduya", "person"), NameHint("Quarrow", "place"))


def test_what_the_copy_may_not_be_used_for_is_kept():
    item = one(
        around="""<rightsInfo scope="riscope:metadata"><usageTerms>Free.</usageTerms></rightsInfo>
        <rightsInfo><copyrightHolder uri="http://vesper.example"/>
        <copyrightNotice xml:lang="ja">複製禁止</copyrightNotice>
        <copyrightNotice xml:lang="en">© Vesper</copyrightNotice><usageTerms>No archive.</usageTerms>
        <usageTerms>Not in Marland.</usageTerms>
        <dataMining qcode="plus:DMI-PROHIBITED"/></rightsInfo>""",
        content="""<digitalSourceType qcode="digsrctype:trainedAlgorithmicMedia"/>
        <exclAudience qcode="aud:rivals"/><exclAudience literal="radio"><name>Radio</name></exclAudience>""",
        meta="<expires>2025-04-01</expires>",
    )
    assert (item.usage_terms, item.copyright_notice) == ("No archive. Not in Marland.", "© Vesper")
    assert item.copyright_holder == "http://vesper.example"
    assert item.data_mining == "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"
    assert item.digital_source_type == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert item.excluded_audience == ("aud:rivals", "Radio")
    assert item.expires_at == datetime(2025, 4, 1, tzinfo=UTC)


def test_the_hops_stand_in_their_order():
    item = one(
        around="""<hopHistory><hop seq="2" timestamp="2025-03-04T19:00:00Z">
        <party literal="b"><name>Vesper</name></party>
        <action qcode="hopaction:translated"/></hop><hop seq="1"><party literal="Harbour Post"/></hop></hopHistory>"""
    )
    assert item.hops == (Hop("Harbour Post", "", ""), Hop("Vesper", "translated", "2025-03-04T19:00:00Z"))


PAGE = f"<html {XH}><head><title>T</title><style>p</style></head><body><p>Seen <b>denied</b>.</p></body></html>"
NITF = "<nitf><head><title/></head><body><body.content><p>Seen <em>denied</em>.</p></body.content></body></nitf>"


@pytest.mark.parametrize(
    ("inside", "html"),
    [
        (f"<inlineXML>{PAGE}</inlineXML>", "<p>Seen <b>denied</b>.</p>"),
        ("<inlineXML><html><body>Bare words</body></html></inlineXML>", "Bare words"),
        (f"<inlineXML><p {XH}>One.</p><p {XH}>Two.</p></inlineXML>", "<p>One.</p><p>Two.</p>"),
        (f"<inlineXML>{NITF}</inlineXML>", "<p>Seen <em>denied</em>.</p>"),
        ("<inlineXML><x:c xmlns:x='http://x.example/'>Odd <x:d>words</x:d></x:c></inlineXML>", "Odd words"),
        ("<inlineXML> <!-- nothing --> </inlineXML><inlineData>Plain.</inlineData>", "Plain."),
        (f"<inlineData>Plain.</inlineData><inlineXML>{PAGE}</inlineXML>", "<p>Seen <b>denied</b>.</p>"),
        ("<inlineData contenttype='text/plain'>1 &lt; 2\n\nTwo</inlineData>", "<p>1 &lt; 2</p>\n<p>Two</p>"),
        ("<inlineData contenttype='text/plain'><![CDATA[<p>Marked</p>]]></inlineData>", "<p>Marked</p>"),
        ("<inlineData encoding='ec:base64'>UGxhaW4u</inlineData>", "Plain."),
        ("<inlineData rendition='r:nonpublic'>Ask Jan for more.</inlineData><inlineData>Yes.</inlineData>", "Yes."),
        ("<inlineData rendition='r:nonpublic'>Ask Jan for more.</inlineData>", None),
        ("<inlineData rendition='r:headline'>A very long headline</inlineData><inlineData>Yes.</inlineData>", "Yes."),
        ("<inlineData contenttype='image/png'>aGFsbG8=</inlineData>", None),
    ],
)
def test_the_text_is_what_has_mark_up_else_the_whole_plain_text(inside, html):
    assert one(body=inside).content_html == html


def test_text_in_an_encoding_nobody_knows_is_a_problem_and_no_text():
    item = one(body="<inlineData encoding='ec:rot13'>Cynva.</inlineData>")
    assert (item.content_html, codes(item)) == (None, ["unknown_encoding"])


def test_names_that_nitf_marks_are_hints():
    nitf = "<nitf><body><body.content><p><org>Quarrow Council</org></p></body.content></body></nitf>"
    assert one(body=f"<inlineXML>{nitf}</inlineXML>").names == (NameHint("Quarrow Council", "organisation"),)


def remote(name: str, **attributes: str) -> str:
    return f'<remoteContent href="https://i.example/{name}" {" ".join(f"{k}={v!r}" for k, v in attributes.items())}/>'


def test_renditions_of_one_picture_are_one_picture():
    small = remote("s.jpg", rendition="rnd:thumbnail", width="90", height="60")
    wide = remote("w.jpg", rendition="rnd:web", width="900", height="600")
    item = one(meta='<itemClass qcode="ninat:picture"/>', body=small + wide)
    assert [(picture.url, picture.width) for picture in item.pictures] == [("https://i.example/w.jpg", 900)]


def test_without_sizes_the_names_of_renditions_decide():
    body = remote("t.jpg", rendition="rnd:thumbnail") + remote("h.jpg", rendition="rnd:highRes")
    (picture,) = one(meta='<itemClass qcode="ninat:picture"/>', body=body).pictures
    assert picture.url == "https://i.example/h.jpg"


def test_pictures_of_a_text_without_names_of_renditions_are_several():
    item = one(meta='<itemClass qcode="ninat:text"/>', body=remote("1.jpg") + remote("2.jpg"))
    assert [picture.url for picture in item.pictures] == ["https://i.example/1.jpg", "https://i.example/2.jpg"]


def test_sound_and_film_are_enclosures():
    item = one(body=remote("a.mp3", contenttype="audio/mpeg", size="123"))
    assert [(file.url, file.type, file.length) for file in item.enclosures] == [
        ("https://i.example/a.mp3", "audio/mpeg", 123)
    ]


@pytest.mark.parametrize("version", ["2.36x", "3.0", "", "1.2", "2.99"])
def test_a_version_nobody_knows_is_a_problem_and_the_item_stands(version):
    document = f'<newsItem {NAR} guid="urn:a" standardversion="{version}"><itemMeta/></newsItem>'
    (item,) = parse(document).items
    assert (item.guid, codes(item)) == ("urn:a", ["unknown_version"])


def test_elements_nobody_knows_are_one_problem_and_those_of_others_are_none():
    item = one(meta="<mood>blue</mood><x:mood xmlns:x='http://x.example/'>red</x:mood>", content="<glow/>")
    (problem,) = item.problems
    assert (problem.code, "mood, glow" in problem.message) == ("unknown_element", True)


def test_an_item_without_a_guid_says_so():
    (item,) = parse(f"<newsItem {NAR} {SIGNS}><itemMeta/></newsItem>").items
    assert codes(item) == ["missing_guid"]


def test_a_message_without_items_has_none():
    feed = parse(f"<newsMessage {NAR}><header><sent>2025-03-04T19:40:00Z</sent></header><itemSet/></newsMessage>")
    assert (feed.format, feed.items, feed.problems) == ("newsml_g2", (), ())


@pytest.mark.parametrize("kind", ["packageItem", "planningItem", "knowledgeItem", "conceptItem", "catalogItem"])
@pytest.mark.parametrize(("status", "held_as"), [("usable", "withheld"), ("withheld", "withheld"), ("canceled",) * 2])
def test_what_is_no_story_is_held_whatever_its_status_and_killed_where_it_says_so(kind, status, held_as):
    (item,) = parse(
        f'<{kind} {NAR} guid="urn:a" {SIGNS}>{IPTC}<itemMeta><pubStatus qcode="stat:{status}"/></itemMeta></{kind}>'
    ).items
    assert (item.pub_status, codes(item)) == (held_as, ["no_story"])


def test_a_package_tells_nothing_of_its_members():
    feed = parse((WIRE / "g2-6-no-stories.xml").read_bytes())
    assert "under embargo" not in json.dumps([_row(item) for item in feed.items])


def test_a_document_that_uses_a_prefix_reads_the_same():
    item = parse(
        f'<g:newsItem xmlns:g="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" {SIGNS}>'
        "<g:contentMeta><g:headline>Port reopens</g:headline></g:contentMeta></g:newsItem>"
    ).items[0]
    assert (item.guid, item.title) == ("urn:a", "Port reopens")
