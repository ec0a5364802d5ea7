"""Names for the codes of a NewsML 1 document, from the topic sets it carries, and the subjects of a story by them.

A code that no topic in the document names stays a code: nothing is fetched and nothing guessed.
"""

from functools import cached_property
from itertools import islice

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_1_tree import attribute_of, formal_name, text_of
from wireroom.core.formats.parsed import NameHint
from wireroom.core.formats.raw import WireItem
from wireroom.core.formats.xml import XML_LANG

_MOST_TOPICS = 20_000
_PEOPLE = frozenset(("person", "people"))
_PLACES = frozenset(("geography", "city", "country", "region", "place", "location", "geoarea", "countryarea"))
_ORGANISATIONS = frozenset(("company", "organization", "organisation", "companylisting", "party"))
_KINDS = {
    **dict.fromkeys(_PEOPLE, "person"),
    **dict.fromkeys(_PLACES, "place"),
    **dict.fromkeys(_ORGANISATIONS, "organisation"),
}


class Topics:
    """The topics of a document by code and by their mark in it ("#d12"); read when the first is asked for."""

    def __init__(self, root: Element):
        self._root = root

    def named(self, key: str | None) -> NameHint | None:
        """The topic of a code or a mark: its name and kind ("" for none known). None where the document has none."""
        return self._topics.get(key) if key else None

    @cached_property
    def _topics(self) -> dict[str, NameHint]:
        topics: dict[str, NameHint] = {}
        for topic in islice(self._root.iter("{*}Topic"), _MOST_TOPICS):
            if not (name := _description(topic)):
                continue
            hint = NameHint(name, _KINDS.get((formal_name(topic.find("{*}TopicType")) or "").lower(), ""))
            if mark := attribute_of(topic, "Duid"):
                topics.setdefault(f"#{mark}", hint)
            for code in topic.iterfind("{*}FormalName"):
                if text := text_of(code):
                    topics.setdefault(text, hint)
        return topics


def read_subjects(chain: list[Element], item: WireItem, topics: Topics) -> None:
    """Adds subjects, keywords, places and named topics of the components' metadata, the nearest component's first."""
    categories = dict.fromkeys(item.categories)
    for component in chain:
        for metadata in component.iterfind("{*}DescriptiveMetadata"):
            for code in metadata.iterfind("{*}SubjectCode/*"):
                if topic := topics.named(formal_name(code)) or topics.named(attribute_of(code, "Topic")):
                    categories[topic.text] = None
            for occurrence in metadata.iterfind("{*}TopicOccurrence"):
                if topic := topics.named(attribute_of(occurrence, "Topic")):
                    if topic.kind:
                        item.names.append(topic)
                    else:
                        categories[topic.text] = None
            for keyword in metadata.iterfind("{*}Property[@FormalName='Keyword']"):
                if word := attribute_of(keyword, "Value"):
                    categories[word] = None
            for place in metadata.iterfind("{*}Location/{*}Property"):
                if (formal_name(place) or "").lower() in ("city", "sublocation") and (
                    name := attribute_of(place, "Value")
                ):
                    item.located.append(name)
    item.categories = list(categories)


def _description(topic: Element) -> str | None:
    """In English where there are several languages: what most providers' codes are described in."""
    found = [(node.get(XML_LANG) or "", text) for node in topic.iterfind("{*}Description") if (text := text_of(node))]
    english = [text for language, text in found if language[:2].lower() == "en"]
    return english[0] if english else found[0][1] if found else None
