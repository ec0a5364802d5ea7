"""NITF and NewsML 1 wires through the newsroom: what they send is published, held or gone as their status says."""

FERRY = "The night ferry is back in service after three days in the dock."
ITEM = "urn:newsml:wire.example:20241018:FERRY"


def newsml(revision: int, *, management: str = "<Status FormalName='Usable'/>", text: str = FERRY) -> bytes:
    return f"""<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd"><NewsML><NewsItem xml:lang="en">
    <Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><DateId>20241018</DateId>
    <NewsItemId>FERRY</NewsItemId><RevisionId>{revision}</RevisionId>
    <PublicIdentifier>{ITEM}:{revision}</PublicIdentifier></NewsIdentifier></Identification>
    <NewsManagement><ThisRevisionCreated>20241018T00{revision:02}00Z</ThisRevisionCreated>{management}</NewsManagement>
    <NewsComponent><NewsLines><HeadLine>Ferry returns, report {revision}</HeadLine></NewsLines>
    <ContentItem><DataContent><p>{text}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""".encode()


def nitf(
    guid: str = "ferry-1", *, status: str = "management-status='usable'", dates: str = "", text: str = FERRY
) -> bytes:
    return f"""<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf xml:lang="en"><head><docdata {status}>
    <doc-id id-string="{guid}"/><date.issue norm="20241018T010000Z"/>{dates}</docdata></head>
    <body><body.head><hedline><hl1>Ferry returns to Minato</hl1></hedline></body.head>
    <body.content><p>{text}</p></body.content></body></nitf>""".encode()


def test_a_later_revision_is_the_same_story_and_its_kill_takes_it_away(bench):
    bench.subscribe(contract=True)
    bench.receive(newsml(1))
    bench.receive(newsml(2))
    assert bench.headlines() == ["Ferry returns, report 2"]
    bench.receive(newsml(3, management="<Status FormalName='Canceled'/>"))
    assert bench.saying("night ferry") == []
    assert bench.article(ITEM).state == "gone"


def test_an_instruction_to_delete_that_comes_before_its_story_keeps_it_out(bench):
    bench.subscribe(contract=True)
    bench.receive(newsml(2, management="<Status FormalName='Usable'/><Instruction FormalName='Delete'/>"))
    bench.receive(newsml(1))
    assert bench.headlines() == []
    assert bench.saying("night ferry") == []


def test_an_embargo_without_an_end_waits_for_a_person(bench):
    bench.receive(newsml(1, management="<Status FormalName='Embargoed'/>"))
    bench.wait(days=30)
    bench.run()
    assert bench.hold(ITEM).gate == "embargo"
    assert bench.saying("ferry") == []


def test_a_topic_set_that_calls_itself_usable_is_not_published(bench):
    components = newsml(1).partition(b"<NewsComponent>")
    bench.receive(components[0] + b"<TopicSet><Topic/></TopicSet></NewsItem></NewsML>")
    assert bench.hold(ITEM).gate == "withheld"
    assert bench.headlines() == []


def test_a_nitf_story_without_a_status_is_held_on_a_contract_wire_only(bench):
    bench.subscribe("https://wire.example/contract", provider="Minato Agency", contract=True)
    bench.receive(nitf("held", status=""), "https://wire.example/contract")
    assert bench.hold("held").gate == "status"
    other = "A market hall with forty stalls opened at dawn in the old customs house."
    bench.receive(nitf("shown", status="", text=other))
    assert other in bench.page("shown")


def test_a_release_to_come_is_a_lock_until_its_time(bench):
    bench.receive(nitf(dates="<date.release norm='20241018T160000+0900'/>"))
    assert bench.saying("ferry") == []
    assert bench.saying("Ferry") == []
    bench.wait(hours=5)
    bench.run()
    assert FERRY in bench.page("ferry-1")


def test_a_notice_that_cancels_another_document_takes_that_one_away(bench):
    bench.receive(nitf())
    assert bench.article("ferry-1").state == "live"
    bench.receive(nitf("notice-7", status="management-status='canceled' management-doc-idref='ferry-1'"))
    assert bench.article("ferry-1").state == "gone"
    assert bench.saying("night ferry") == []
