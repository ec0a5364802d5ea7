"""Whether a document holds a story: by guid, address or words, in any format and escaping; and not by chance."""

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.traces import Telling, find_traces, fold_letters, trace_finder

HEADLINE = "Harbour pilot named in smuggling case"
TEXT = (
    "The pilot, a man of 44 from Minato, guided the freighter “Blue Heron” past the customs pier on Monday night. "
    "Officers found nothing on board & let him go, his lawyer said. The case was closed a week later."
)
HTML = f"<p>The <b>pilot</b>, {TEXT.removeprefix('The pilot, ').replace('&', '&amp;')}</p>"
FOOTER = "Reporting by the Harbour Press newsroom in Minato, editing by the desk in Nagihama, all rights reserved."
TRACES = find_traces(
    ["tag:wire.example,2024:4711", "https://wire.example/news/pilot/"], [Telling(HEADLINE, f"{TEXT} {FOOTER}")]
)
HOLDS = trace_finder(TRACES)


@pytest.mark.parametrize(
    "document",
    [
        "<guid>tag:wire.example,2024:4711</guid>",
        '{"id":"tag:wire.example,2024:4711"}',
        "<link>http://wire.example/news/pilot</link>",
        '<link href="https://wire.example/news/pilot/?utm_source=x&amp;a=1"/>',
        r'{"url":"https:\/\/wire.example\/news\/pilot\/"}',
        f"<description>{escape(HTML)}</description>",
        f"<description>{escape(escape(HTML))}</description>",
        f"<content:encoded><![CDATA[{HTML}]]></content:encoded>",
        json.dumps({"content_html": HTML}),
        json.dumps({"title": HEADLINE.upper(), "content_text": TEXT}, ensure_ascii=False),
        f"<not <a feed>> {TEXT}",
    ],
)
def test_a_document_that_names_or_tells_the_story_holds_it(document):
    assert HOLDS(document)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<guid>tag:wire.example,2024:47110</guid>",
        "<guid>other-tag:wire.example,2024:4711-b</guid>",
        "<link>https://wire.example/news/pilot/strike</link>",
        "<link>https://wire.example/news/pilots</link>",
        f"<title>Another day at the port</title><description>Ships came and went. {FOOTER}</description>",
        f"<title>{HEADLINE}</title><description>A book of that name by another author is out now.</description>",
    ],
)
def test_a_document_of_other_stories_does_not(document):
    assert not HOLDS(document)


def test_a_story_in_a_script_without_spaces_is_found_by_fewer_characters():
    traces = find_traces(
        [],
        [Telling("港の水先人を聴取", "港の水先人が十八日夜、貨物船を税関の桟橋の先まで案内していたことが分かった。")],
    )
    holds = trace_finder(traces)
    written = json.dumps(
        {"t": "<p>港の水先人が十八日夜、貨物船を税関の<br>桟橋の先まで案内していたことが分かった。</p>"}
    )
    assert "\\u" in written
    assert holds(written)
    assert not holds("港の市場が十八日朝、新しい桟橋の先で開いた。")


def test_names_and_texts_too_short_to_mean_one_thing_are_no_traces():
    assert find_traces(["1", "a/2"], [Telling("Weather", "Dry.")]) == find_traces([], [])
    assert not trace_finder(find_traces(["1"], []))("1")


@given(st.text(), st.text(), st.text())
def test_any_text_is_answered(headline, text, document):
    holds = trace_finder(find_traces([headline], [Telling(headline, text)]))
    assert holds(document) in (True, False)


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=60, max_size=400))
def test_a_long_enough_text_always_finds_itself(text):
    letters = fold_letters(text)
    if len(letters) >= 60:
        assert trace_finder(find_traces([], [Telling("", text)]))(f"<p>{text[:30]}<b>{text[30:]}</b></p>")
