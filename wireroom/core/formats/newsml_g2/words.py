"""Takes words out of NewsML-G2 elements: text, names, roles, the ones in a language. Knows no section of an item."""

from collections.abc import Sequence

from lxml import etree

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_g2.codes import Catalog
from wireroom.core.formats.raw import Text
from wireroom.core.formats.xml import XML_LANG, inner_html
from wireroom.core.text.characters import fold_space

# Names that stand for a thing among machines.
_SHORT_NAMES = frozenset(("mnemonic",))
# Mark-up that runs on in its line.
_RUNNING_NAMES = "a abbr b bdi bdo cite code em i inline mark q rb rt ruby s small span strong sub sup u"
_RUNNING = frozenset(_RUNNING_NAMES.split())
# A constraint on publishing that is none.
_PUBLIC = frozenset(("public", "none"))


def text_of(element: Element | None) -> str | None:
    """An element's characters on one line, what the mark-up sets apart with a space between; None for none."""
    if element is None:
        return None
    if not len(element):
        return fold_space(element.text) or None if element.text else None
    parts = [element.text or ""]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        apart = "" if node.tag.rpartition("}")[2] in _RUNNING else " "
        parts.append(apart + (node.text or "") if event == "start" else apart + (node.tail or ""))
    return fold_space("".join(parts)) or None


def line_of(element: Element | None) -> Text | None:
    """As text_of, as a value of an item."""
    value = text_of(element)
    return Text(value, "text") if value else None


def rich_text(element: Element) -> Text | None:
    """An element's words with their line breaks and links, if it has any mark-up."""
    if not len(element):
        return line_of(element)
    value = inner_html(element).strip()
    return Text(value, "html") if has_words(element) else None


def is_public(element: Element) -> bool:
    """Whether nothing says that the words of this element are not to be published."""
    constraint = element.get("pubconstraint") or element.get("pubconstrainturi")
    return not constraint or _locals_of(constraint) <= _PUBLIC


def roles_of(element: Element) -> frozenset[str]:
    """The values of an element's roles in lower case, without their vocabularies: they steer nothing but a choice."""
    role = element.get("role") or element.get("roleuri")
    return _locals_of(role) if role else frozenset()


def _locals_of(codes: str) -> frozenset[str]:
    return frozenset(code.rpartition("/")[2].rpartition(":")[2].lower() for code in codes.split())


def in_language(elements: Sequence[Element], language: str | None) -> list[Element]:
    """Those with words that may be published, in this language; where there are none, in the first one's."""
    found = [element for element in elements if is_public(element) and has_words(element)]
    if len(found) < 2 or not any(XML_LANG in element.attrib for element in found):
        return found
    wanted = _primary(language)
    spoken = [_primary(element.get(XML_LANG)) for element in found]
    if wanted not in spoken and None not in spoken:
        wanted = spoken[0]
    return [element for element, own in zip(found, spoken, strict=True) if own in (None, wanted)]


def has_words(element: Element) -> bool:
    """Whether there is more in an element than white space."""
    return any(not text.isspace() for text in element.itertext() if text)


def _primary(language: str | None) -> str | None:
    return language.strip()[:3].rstrip("-_").lower() or None if language else None


def first_line(elements: Sequence[Element], language: str | None) -> str | None:
    """The words of the first that has any, in the language if there is one in it."""
    if len(elements) == 1 and is_public(elements[0]):
        return text_of(elements[0])
    found = in_language(elements, language)
    return text_of(found[0]) if found else None


def name_of(element: Element, language: str | None) -> str | None:
    """What a concept is called: the first of its names in the language that is made for people."""
    names = [child for child in element if child.tag.rpartition("}")[2] == "name"]
    if not names:
        return None
    if len(names) > 1 or names[0].get("role"):
        names = [name for name in names if not roles_of(name) & _SHORT_NAMES]
    return first_line(names, language)


def called(element: Element, language: str | None) -> str | None:
    """By what words somebody is called: a name, the text of the element, its literal. A code is nobody's name."""
    return name_of(element, language) or _own_text(element) or (element.get("literal") or "").strip() or None


def party_of(element: Element, language: str | None, catalog: Catalog) -> str | None:
    """As called; else the code among the providers IPTC knows; else the code or address as written."""
    found = called(element, language)
    if found:
        return found
    code = catalog.code_of(element)
    if code is None:
        return None
    return code.value if code.within("newsprovider") else code.written


def _own_text(element: Element) -> str | None:
    return None if len(element) else text_of(element)
