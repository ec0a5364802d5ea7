"""Attempts to get at what readers entrusted to the newsroom, or to speak through their forms."""

import json
import logging
import re
from dataclasses import asdict

from flow_bench import DESK, NOON
from lxml import html as lxml_html
from wires import Story, rss

from wireroom.comments.actions import approve_comment, complain, erase_emails, submit_comment
from wireroom.comments.models import Comment, Complaint
from wireroom.core.commenting import Draft, Outcome
from wireroom.core.visitors import hash_visitor
from wireroom.publishing.actions import kill_item, release_item
from wireroom.runner.health import read_health

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
SECRET = "hana.mori.77@reader.example"
VISITOR = hash_visitor("203.0.113.77", key="k")


def comment(bench, text="A fair word.", *, name="Hana", visitor=VISITOR) -> Comment:
    draft = Draft(name=name, email=SECRET, text=text, language="en")
    decision = submit_comment(bench.article("f1"), draft, visitor=visitor, hold=True, now=bench.now)
    assert decision.outcome is Outcome.KEPT
    return Comment.objects.latest("id")


def test_a_readers_address_is_in_no_file_log_or_report(bench, caplog):
    caplog.set_level(logging.DEBUG)
    bench.receive(rss(FERRY))
    approve_comment(comment(bench), by=DESK, now=bench.now)
    complaint = Draft(name="Hana", email=SECRET, text="This is wrong.", language="en")
    complain(bench.article("f1"), complaint, visitor=VISITOR, now=bench.now)
    bench.run()
    assert "A fair word." in bench.page("f1")
    told = json.dumps(asdict(read_health(bench.newsroom, now=bench.now)), default=str) + caplog.text
    told += "\n".join(read_health(bench.newsroom, now=bench.now).lines())
    everywhere = list(bench.files().values())
    everywhere += [path.read_bytes() for path in bench.newsroom.home.rglob("*") if path.is_file()]
    for hidden in (SECRET, SECRET.split("@")[0], "203.0.113.77", VISITOR.address_hash):
        assert hidden not in told
        assert [1 for body in everywhere if hidden.encode() in body] == []
    assert Complaint.objects.get().email == SECRET


def test_erasing_leaves_nothing_of_the_address_in_the_rows(bench):
    bench.receive(rss(FERRY))
    comment(bench)
    erase_emails(bench.now + (bench.now - NOON) + (NOON - NOON.replace(year=2023)), now=bench.now)
    row = Comment.objects.values().get()
    assert SECRET not in str(row)
    assert VISITOR.address_hash not in str(row)


def test_a_comment_is_text_whatever_it_holds(bench):
    bench.receive(rss(FERRY))
    text = '</p><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} https://x.example/"onclick="a'
    approve_comment(comment(bench, text, name='<b onmouseover="x">Hana</b>'), by=DESK, now=bench.now)
    bench.run()
    page = bench.page("f1")
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//@onerror|//@onmouseover|//@onclick")
    assert "{{ 7*7 }}" in tree.text_content()
    assert re.findall(r"<script(?![^>]*(?:ld\+json|src=\"/assets/))", page) == []


def test_comments_of_a_killed_article_are_nowhere_and_come_back_with_it(bench):
    bench.receive(rss(FERRY))
    approve_comment(comment(bench, "The word in question."), by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("The word in question.")
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("The word in question.") == []
    bench.wait(seconds=1)
    release_item(bench.item("f1"), reason="right", by=DESK, now=bench.now)
    bench.run()
    assert "The word in question." in bench.page("f1")


def test_a_thousand_comments_on_one_story_all_stand_on_its_page_and_nowhere_else(bench):
    bench.receive(rss(FERRY))
    first = comment(bench)
    rows = [
        Comment(
            article=first.article, name="Ken", text=f"Word number {n}.", text_key=f"{n:032x}", language="en",
            state="approved", address_hash="a", network_hash="n", at=NOON,
        )
        for n in range(1_000)
    ]  # fmt: skip
    Comment.objects.bulk_create(rows)
    approve_comment(first, by=DESK, now=bench.now)
    bench.run()
    assert bench.page("f1").count("Word number ") == 1_000
    assert bench.saying("Word number 7.") == [f"{bench.article('f1').path}index.html"]
