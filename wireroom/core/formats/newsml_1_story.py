"""Finds the story among a NewsML 1 item's components, and reads its copy, lines and metadata. Reads no pictures.

The main story is the one whose role says so, else the longest. Texts that are parts of one (title, lead, body) belong
to the component they stand in; of the same text in several forms one is taken.
"""

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_1_content import Copy, read_copy
from wireroom.core.formats.newsml_1_topics import Topics, read_subjects
from wireroom.core.formats.newsml_1_tree import (
    ABSTRACTS,
    CAPTIONS,
    PARTS,
    PICTURES,
    TITLES,
    all_lines,
    around,
    attribute_of,
    first_line,
    formal_name,
    role_of,
    text_of,
)
from wireroom.core.formats.nitf import read_story as read_nitf_story
from wireroom.core.formats.nitf_body import find_names
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import Text, WireItem
from wireroom.core.formats.xml import XML_LANG

_MOST_TEXTS = 500
_MAIN = frozenset(("main", "mainstory", "principal", "original", "story", "article"))
_BESIDE = frozenset(("sidebar", "related", "supporting", "supplementary", "background", "factbox", "link", "extra"))
_RANKS = {**dict.fromkeys(_MAIN, 2), **dict.fromkeys(_BESIDE, 0)}
# Of what a NITF inside says, this much is taken where the NewsML around it is silent.
_FROM_NITF = ("title", "summary", "byline", "dateline", "language", "slugline", "provider", "copyright_holder")
_STERNER = ("canceled", "withheld")


class _Story:
    """The texts of one component, by what part of the story they are."""

    def __init__(self, component: Element):
        self.component = component
        self.parts: dict[str, list[Copy]] = {"body": [], "title": [], "caption": [], "abstract": []}

    def rank(self) -> tuple[int, int]:
        role = next((role for component in around(self.component) if (role := role_of(component))), "")
        return (_RANKS.get(role, 1), sum(len(copy.letters) for copy in self.parts["body"]))


def read_story(components: list[Element], item: WireItem, topics: Topics) -> None:
    """Fills the item with the main story of these components, all that its NewsItem has."""
    stories = _find_stories(components, item)
    told = [story for story in stories if any(copy.letters for copy in story.parts["body"])]
    main = max(told, key=_Story.rank, default=None)
    if main is None:
        main = stories[0] if stories else None
    nearest = main.component if main else _first_with_lines(components)
    chain = list(around(nearest)) if nearest is not None else []
    if main:
        _read_copy(main, item)
        _report_others(main, told, item)
    if chain:
        _read_lines(chain, item)
        _read_metadata(chain, item)
        read_subjects(chain, item, topics)
    if item.title is None and main and main.parts["title"]:
        item.title = Text(main.parts["title"][0].html, "html")
    if main:
        _read_nitf(main, item)
    if item.summary is None and (line := first_line(chain, "{*}NewsLines/{*}SubHeadLine")):
        item.summary = Text(line, "text")
    if item.language is None and chain:
        item.language = next((value for node in chain if (value := attribute_of(node, XML_LANG))), None)


def _find_stories(components: list[Element], item: WireItem) -> list[_Story]:
    stories: dict[Element, _Story] = {}
    contents = (content for component in components for content in component.iterchildren("{*}ContentItem"))
    for number, content in enumerate(contents):
        if number >= _MOST_TEXTS:
            item.problems.append(Problem("too_many_texts", f"only the first {_MOST_TEXTS} contents were read"))
            break
        copy = read_copy(content)
        if copy is None:
            continue
        component = content.getparent()
        home = next((node for node in around(component) if role_of(node) not in PARTS), component)
        story = stories.setdefault(home, _Story(home))
        story.parts[_part_of(component)].append(copy)
    return list(stories.values())


def _part_of(component: Element) -> str:
    roles = [role_of(node) for node in around(component)]
    if any(role in CAPTIONS or role in PICTURES for role in roles):
        return "caption"
    if roles[0] in TITLES:
        return "title"
    return "abstract" if roles[0] in ABSTRACTS else "body"


def _first_with_lines(components: list[Element]) -> Element | None:
    with_lines = (component for component in components if component.find("{*}NewsLines") is not None)
    return next(with_lines, components[0] if components else None)


def _read_copy(story: _Story, item: WireItem) -> None:
    kept = _without_repeats(story.parts["body"]) or _without_repeats(story.parts["caption"])
    if kept:
        item.body = Text("\n".join(copy.html for copy in kept), "html")
    if abstracts := _without_repeats(story.parts["abstract"]):
        item.summary = Text("\n".join(copy.html for copy in abstracts), "html")


def _without_repeats(copies: list[Copy]) -> list[Copy]:
    """The copies, without those whose every letter stands in another: the same text in another form."""
    kept: list[Copy] = []
    for copy in copies:
        if copy.letters and not any(copy.letters in other.letters for other in kept):
            kept = [other for other in kept if other.letters not in copy.letters]
            kept.append(copy)
    return kept


def _report_others(main: _Story, told: list[_Story], item: WireItem) -> None:
    copies = main.parts["body"]
    others = [
        story
        for story in told
        if story is not main
        and any(not any(copy.letters in own.letters for own in copies) for copy in story.parts["body"])
    ]
    if others:
        names = [first_line([story.component], "{*}NewsLines/{*}HeadLine") or "without headline" for story in others]
        message = f"{len(others)} further texts in the item are kept, not shown: {'; '.join(names)}"
        item.problems.append(Problem("further_texts", message[:300], "content_html"))


def _read_lines(chain: list[Element], item: WireItem) -> None:
    if headline := first_line(chain, "{*}NewsLines/{*}HeadLine"):
        item.title = Text(headline, "text")
    names = all_lines(chain, "{*}NewsLines/{*}ByLine")
    titles = all_lines(chain, "{*}NewsLines/{*}ByLineTitle") or all_lines(chain, "{*}NewsLines/{*}BylineTitle")
    item.authors = names
    item.byline = "; ".join([", ".join([*names[:1], *titles]), *names[1:]]) if names else None
    item.dateline = first_line(chain, "{*}NewsLines/{*}DateLine")
    item.credit_line = first_line(chain, "{*}NewsLines/{*}CreditLine")
    item.copyright_notice = first_line(chain, "{*}NewsLines/{*}CopyrightLine")
    item.usage_terms = first_line(chain, "{*}NewsLines/{*}RightsLine")
    item.slugline = first_line(chain, "{*}NewsLines/{*}SlugLine")
    item.categories = all_lines(chain, "{*}NewsLines/{*}KeywordLine")
    item.language = next(
        (
            value
            for node in chain
            for line in node.iterfind("{*}NewsLines/{*}HeadLine")
            if (value := line.get(XML_LANG))
        ),
        None,
    )
    notes = []
    for line in (line for node in chain for line in node.iterfind("{*}NewsLines/{*}NewsLine")):
        kind = (formal_name(line.find("{*}NewsLineType")) or "").lower()
        words = " ".join(text for node in line.iterfind("{*}NewsLineText") if (text := text_of(node)))
        if words and ("advis" in kind or "note" in kind or "correct" in kind):
            notes.append(words)
    item.ed_note = " ".join(dict.fromkeys(notes)) or None


def _read_metadata(chain: list[Element], item: WireItem) -> None:
    paths = [node.find("{*}DescriptiveMetadata/{*}Language") for node in chain]
    item.language = next((name for node in paths if (name := formal_name(node))), item.language)
    item.provider = _first_party(chain, "{*}AdministrativeMetadata/{*}Provider/{*}Party")
    holder = "{*}RightsMetadata/{*}Copyright/{*}CopyrightHolder"
    item.copyright_holder = first_line(chain, holder) or _first_party(chain, f"{holder}/{{*}}Party")
    terms = [
        text
        for name in ("UsageType", "Limitations", "Geography")
        for text in all_lines(chain, f"{{*}}RightsMetadata/{{*}}UsageRights/{{*}}{name}")
    ]
    item.usage_terms = item.usage_terms or "; ".join(terms) or None
    item.expires = item.expires or first_line(chain, "{*}RightsMetadata/{*}UsageRights/{*}EndDate")


def _first_party(chain: list[Element], path: str) -> str | None:
    return next((name for node in chain for party in node.iterfind(path) if (name := formal_name(party))), None)


def _read_nitf(main: _Story, item: WireItem) -> None:
    """What a NITF story inside says and the NewsML around it does not; a sterner status counts wherever it stands."""
    story = next((copy.story for copy in main.parts["body"] if copy.story is not None), None)
    if story is None:
        return
    inner = read_nitf_story(story)
    for name in _FROM_NITF:
        if getattr(item, name) is None:
            setattr(item, name, getattr(inner, name))
    item.authors = item.authors or inner.authors
    item.categories += [name for name in inner.categories if name not in item.categories]
    item.located += inner.located
    item.names += find_names(story)
    item.pictures += inner.pictures
    item.enclosures += inner.enclosures
    item.replaces += inner.replaces
    item.signal = item.signal or inner.signal
    item.ed_note = item.ed_note or inner.ed_note
    item.expires = item.expires or inner.expires
    if inner.pub_status in _STERNER and item.pub_status not in _STERNER:
        item.pub_status = inner.pub_status
    if inner.embargo is not None and item.embargo is None:
        item.embargo = inner.embargo
