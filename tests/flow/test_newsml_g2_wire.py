"""A NewsML-G2 wire through the newsroom: what it sends is published, held or gone as its status says."""

NAR = "http://iptc.org/std/nar/2006-10-01/"
IPTC = '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>'
FERRY = "The night ferry is back in service after three days in the dock."


def message(*items: str) -> bytes:
    return f'<newsMessage xmlns="{NAR}"><itemSet>{"".join(items)}</itemSet></newsMessage>'.encode()


def item(version: int, status: str, *, kind: str = "newsItem", catalog: str = IPTC, text: str = FERRY) -> str:
    return (
        f'<{kind} guid="urn:ferry" version="{version}" standardversion="2.35" xml:lang="en">{catalog}'
        f"<itemMeta><versionCreated>2024-10-18T0{version}:00:00Z</versionCreated>"
        f'<pubStatus qcode="{status}"/></itemMeta>'
        f"<contentMeta><headline>Ferry returns to Minato</headline><description>{text}</description></contentMeta>"
        f"<contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet></{kind}>"
    )


def test_a_story_is_published_and_its_kill_takes_it_away(bench):
    bench.subscribe(contract=True)
    bench.receive(message(item(1, "stat:usable")))
    assert FERRY in bench.page("urn:ferry")
    bench.receive(message(item(2, "stat:canceled")))
    assert bench.saying("night ferry") == []
    assert bench.article("urn:ferry").state == "gone"


def test_a_status_without_a_catalog_is_held_on_a_contract_wire(bench):
    bench.subscribe(contract=True)
    bench.receive(message(item(1, "stat:usable", catalog="")))
    assert bench.hold("urn:ferry").gate == "status"
    assert bench.saying("ferry") == []


def test_a_kill_without_a_catalog_is_a_kill(bench):
    bench.subscribe(contract=True)
    bench.receive(message(item(1, "stat:usable")))
    bench.receive(message(item(2, "stat:canceled", catalog="")))
    assert bench.article("urn:ferry").state == "gone"


def test_a_plan_is_not_published_though_it_calls_itself_usable(bench):
    bench.subscribe()
    bench.receive(message(item(1, "stat:usable", kind="planningItem")))
    assert bench.hold("urn:ferry").gate == "withheld"
    assert bench.saying("ferry") == []
