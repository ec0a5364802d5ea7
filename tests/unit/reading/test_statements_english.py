"""Statements in English by rules: a table of sentences of our own, and what holds for any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.text.statements import Statement, find_statements

# text: source | cue | content (parts joined by " + ") | stance; "-" is none.
CASES = {
    # Where the parts stand.
    "The mayor said that the bridge is safe.": "The mayor | said | the bridge is safe | asserts",
    "The mayor said the bridge is safe.": "The mayor | said | the bridge is safe | asserts",
    "The bridge is safe, the mayor said on Monday.": "the mayor | said | The bridge is safe | asserts",
    "The bridge, she said, is safe.": "she | said | The bridge + is safe | asserts",
    "“The bridge is safe,” said Ida Holm, who chairs the board.": (
        "Ida Holm, who chairs the board | said | “The bridge is safe,” | asserts"
    ),
    "“It is,” she said, “too late.”": "she | said | “It is,” + “too late.” | asserts",
    '"It is late," Holm told reporters outside the hall.': 'Holm | told | "It is late," | asserts',
    "Holm told reporters that the boats were lost.": "Holm | told | the boats were lost | asserts",
    "As the ministry told reporters, the boats were lost.": "the ministry | told | the boats were lost | asserts",
    "“The ferry was full.” Holm said.": "Holm | said | “The ferry was full.” | asserts",
    "According to police in Lindvale, the boats were lost.": (
        "police in Lindvale | According to | the boats were lost | asserts"
    ),
    "The boats were lost, according to two officials.": "two officials | according to | The boats were lost | asserts",
    "The report said: “Nobody looked.”": "The report | said | “Nobody looked.” | asserts",
    "In a statement on Friday, the ministry said the ferry was full.": (
        "the ministry | said | the ferry was full | asserts"
    ),
    "Ida Holm, a former pilot, warned that fog was coming.": (
        "Ida Holm, a former pilot | warned | fog was coming | asserts"
    ),
    "The ferry was full, said two people close to the talks.": (
        "two people close | said | The ferry was full | asserts"
    ),
    "Holm described the plan as “a gift to thieves”.": "Holm | described | the plan as “a gift to thieves” | asserts",
    "Hale took aim at the bank on Friday: “They have had their chance and they have wasted it.”": (
        "Hale | took aim at | the bank on Friday: “They have had their chance and they have wasted it.” | asserts"
    ),
    "Hale went on television: “They have had their chance and they have wasted it.”": (
        "Hale | went | “They have had their chance and they have wasted it.” | asserts"
    ),
    "The letter, submitted on Monday, says Hale billed the city.": (
        "The letter | says | Hale billed the city | asserts"
    ),
    "“Nobody asked,” Hale told reporters after a rally in Osk, waving a flag marked “more.”": (
        "Hale | told | “Nobody asked,” | asserts"
    ),
    "One of them said the talks had failed.": "One of them | said | the talks had failed | asserts",
    "Nearly four in ten said the town was too loud.": "four in ten | said | the town was too loud | asserts",
    "A survey found the race tied.": "A survey | found | the race tied | asserts",
    "Backers see the bill as a start.": "Backers | see | the bill as a start | asserts",
    "Hale has been highly critical of the plan.": "Hale | has been highly critical of | the plan | asserts",
    "The envoy has since claimed that the offer stood.": ("The envoy | has since claimed | the offer stood | asserts"),
    "Hale issued a warning that the dam could break.": "Hale | warning | the dam could break | asserts",
    "The unions traded accusations of theft.": "The unions | accusations | of theft | accuses",
    "Accused by the union of theft, the manager left.": ("the union | Accused | of theft + the manager | accuses"),
    # Minds, plans, promises.
    "Before the vote, Hale vowed to appeal.": "Hale | vowed | to appeal | asserts",
    "Critics fear that the dam will break.": "Critics | fear | the dam will break | asserts",
    "The government plans to sell nine lighthouses.": ("The government | plans | to sell nine lighthouses | asserts"),
    "Holm vowed to rebuild the pier.": "Holm | vowed | to rebuild the pier | asserts",
    "Her claim that the pier was safe did not convince the court.": (
        "Her | claim | the pier was safe did not convince the court | asserts"
    ),
    # Stances.
    "The ministry confirmed that two men had drowned.": ("The ministry | confirmed | two men had drowned | confirms"),
    "Holm has repeatedly denied that she knew.": "Holm | has repeatedly denied | she knew | denies",
    "The company rejected the accusation.": "The company | rejected | the accusation | denies",
    "The harbour master dismissed the report as nonsense.": (
        "The harbour master | dismissed | the report as nonsense | denies"
    ),
    "He pleaded not guilty to all charges.": "He | pleaded not guilty | to all charges | denies",
    "The office said that was untrue.": "The office | said | that was untrue | denies",
    "The rebels accused the army of shelling a school.": (
        "The rebels | accused | the army of shelling a school | accuses"
    ),
    "The council called for an inquiry.": "The council | called for | an inquiry | requests",
    "Holm urged residents to stay indoors.": "Holm | urged | residents to stay indoors | requests",
    "The ministry declined to comment.": "The ministry | declined to comment | - | declines_comment",
    "A spokeswoman for Holm did not immediately respond to a request for comment.": (
        "A spokeswoman for Holm | did not immediately respond to a request for comment | - | declines_comment"
    ),
    "The firm could not be reached for comment.": "The firm | could not be reached for comment | - | declines_comment",
    "Holm declined to say whether the ferry was insured.": (
        "Holm | declined to say | whether the ferry was insured | declines_comment"
    ),
    "Officials said there was no evidence of arson.": (
        "Officials | said | there was no evidence of arson | no_evidence"
    ),
    "The paper could not verify the account.": "The paper | could not verify | the account | no_evidence",
    "The army has not confirmed the strike.": "The army | has not confirmed | the strike | no_evidence",
    "The captain reportedly left the ship first.": "- | reportedly | The captain + left the ship first | reported",
    "It is believed that the crew escaped.": "- | It is believed | the crew escaped | reported",
    "The captain is said to have left first.": "- | is said to | The captain + have left first | reported",
    "Holm asked whether the ferry was insured.": "Holm | asked | whether the ferry was insured | asserts",
    "The army pushed back on Monday against reports of a retreat.": (
        "The army | pushed back on Monday against | reports of a retreat | denies"
    ),
    "Holm insisted on Wednesday that the pier was safe.": "Holm | insisted | the pier was safe | asserts",
    "The palace referred questions to the ministry.": (
        "The palace | referred questions to the ministry | - | declines_comment"
    ),
    # No statements.
    "The ferry is expected to sail on Friday.": None,
    "The two ministers met in Lindvale and signed a treaty.": None,
    "The council voted 9 to 4 for the pier.": None,
    "She said goodbye.": None,
    "Everything went according to plan.": None,
    "The so-called “night ferry” sails at ten.": None,
    "The United States won the match, the third in a row.": None,
    "The claims of the insurers were paid in May.": None,
    "Fishermen and officials contradict each other over the light.": None,
    "The shoal's warning light had been out for days.": None,
    "The buoy reports that it is there by radio.": None,
    "The site allows videos to be sold.": None,
    "The plan drew praise in several state capitals.": None,
    "The rule had one flaw: “More than two of these forms at one time.”": None,
}


def shown(text: str, one: Statement) -> str:
    """A statement as the table has it."""
    source = one.source.mention.text if one.source and one.source.mention else "-"
    content = " + ".join(text[start:end] for start, end in one.content.spans) if one.content else "-"
    return " | ".join((source, one.cue.text if one.cue else "-", content, one.stance.value))


@pytest.mark.parametrize("text", CASES)
def test_each_sentence_has_the_statement_that_it_makes(text):
    expected = CASES[text]
    found = [shown(text, one) for one in find_statements(text, "en")]
    assert found == ([] if expected is None else [expected])


def test_statements_of_one_level_share_no_words():
    text = "The mayor said that the bridge is safe, but the engineers warned that it could fall."
    assert [shown(text, one) for one in find_statements(text, "en")] == [
        "The mayor | said | the bridge is safe | asserts",
        "the engineers | warned | it could fall | asserts",
    ]


def test_a_second_verb_has_the_source_of_the_first():
    text = "Holm denied the report, adding that she had been abroad."
    assert [shown(text, one) for one in find_statements(text, "en")] == [
        "Holm | denied | the report | denies",
        "Holm | adding | she had been abroad | asserts",
    ]


def test_what_is_told_within_what_is_told_is_found_too():
    text = "The paper reported that the ministry had denied selling the ships."
    assert [shown(text, one) for one in find_statements(text, "en")] == [
        "The paper | reported | the ministry had denied selling the ships | asserts",
        "the ministry | had denied | selling the ships | denies",
    ]


def test_a_quotation_runs_on_over_sentences_and_paragraphs():
    text = (
        "“We waited for an hour,” Holm said. “Nobody came.\n\n"
        "“Then the lights went out. We swam.”\n\nThe pier is closed."
    )
    (one,) = find_statements(text, "en")
    assert shown(text, one) == (
        "Holm | said | “We waited for an hour,” + “Nobody came. + “Then the lights went out. We swam.” | asserts"
    )
    assert one.quoted


def test_a_quotation_of_another_paragraph_stays_with_who_speaks_there():
    text = "“We waited,” Holm said.\n\n“Nobody waited,” Marsh said."
    assert [shown(text, one) for one in find_statements(text, "en")] == [
        "Holm | said | “We waited,” | asserts",
        "Marsh | said | “Nobody waited,” | asserts",
    ]


def test_a_denial_that_is_denied_is_no_denial():
    text = "Holm did not deny that she had been there."
    assert all(one.stance.value != "denies" for one in find_statements(text, "en"))


def test_other_languages_have_no_statements():
    assert find_statements("El alcalde dijo que el puente es seguro.", "es") == []
    assert find_statements("The mayor said so.", None) == []


words = st.sampled_from(
    [
        "the",
        "mayor",
        "said",
        "that",
        "“",
        "”",
        '"',
        "'",
        "’",
        "(",
        ")",
        ",",
        ".",
        ";",
        ":",
        "—",
        "he",
        "who",
        "according",
        "to",
        "reportedly",
        "denied",
        "Holm",
        "Mr.",
        "of",
        "and",
        "but",
        "“Yes,”",
        "told",
        "reporters",
        "by",
        "was",
        "accused",
        "claims",
        "U.S.",
        "plans",
        "to\n\n",
        "not",
        "did",
        "comment",
        "no",
        "evidence",
        "saying",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(words, max_size=60).map(" ".join), st.text(max_size=200)))
def test_any_text_can_be_read_and_places_hold(text):
    for one in find_statements(text, "en"):
        spans = list(one.content.spans) if one.content else []
        if one.cue:
            assert text[slice(*one.cue.span)] == one.cue.text
            spans.append(one.cue.span)
        if one.source and one.source.mention:
            assert text[slice(*one.source.mention.span)] == one.source.mention.text
            spans.append(one.source.mention.span)
        if one.content:
            assert one.content.text == " ".join(text[start:end] for start, end in one.content.spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        ordered = sorted(spans)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
        assert 0 <= one.confidence <= 1


def test_what_a_study_found_out_is_no_denial():
    text = "The study showed that nets were not to blame. The company said that its nets were not to blame."
    found, said = find_statements(text, "en")
    assert (found.stance, said.stance) == ("asserts", "denies")
