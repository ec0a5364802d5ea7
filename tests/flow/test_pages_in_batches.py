"""What a batch of pages asks the database: the same number of questions whether it is one page or many."""

import re
from collections import Counter
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from flow_bench import NOON
from wires import Story, rss

from wireroom.edition.actions import write_articles
from wireroom.publishing.models import Article

TOWNS = ("Minato", "Alden", "Kestrel", "Orwick", "Belmont", "Saltmarsh", "Dunmore", "Farrow", "Inverlea", "Thornby")


def test_pages_of_one_batch_share_their_questions(bench):
    said = "The council of {0} said: “{0} needs a bridge.”"
    bench.receive(rss(*(Story(town, f"{town} council meets", said.format(town), "", NOON) for town in TOWNS)))
    ids = sorted(Article.objects.values_list("id", flat=True))
    assert len(ids) == len(TOWNS)
    few, many = (_questions(ids[:count], bench) for count in (2, len(ids)))
    grown = {question: number for question, number in many.items() if number > few[question]}
    assert not grown, "\n".join(grown)


def _questions(ids: list[int], bench) -> Counter[str]:
    with CaptureQueriesContext(connection) as asked:
        write_articles(ids, bench.works.press, now=bench.now + timedelta(seconds=1))
    # Of a question the words before its values: lists of values differ in length.
    return Counter(re.split(r" IN \(|VALUES| UNION ", query["sql"])[0] for query in asked)
