"""Reads the rights of an item: holder, notice, terms, data mining. Decides nothing: that is core.rights."""

from collections.abc import Sequence

from wireroom.core.formats.fields import Element, Fields
from wireroom.core.formats.newsml_g2.codes import address_of
from wireroom.core.formats.newsml_g2.management import Reading
from wireroom.core.formats.newsml_g2.words import in_language, party_of, text_of


def read_rights(infos: Sequence[Element], reading: Reading) -> None:
    """What the rightsInfo of the whole item or of its content say, those of a part or of the metadata left out."""
    item = reading.item
    for info in _of_the_item(infos, reading):
        fields = Fields(info, reading.names)
        if item.copyright_holder is None and "copyrightholder" in fields:
            item.copyright_holder = party_of(fields["copyrightholder"][0], reading.language, reading.catalog)
        if item.copyright_notice is None and "copyrightnotice" in fields:
            item.copyright_notice = _joined(fields["copyrightnotice"], reading)
        if "usageterms" in fields:
            terms = [item.usage_terms] if item.usage_terms else []
            item.usage_terms = " ".join([*terms, _joined(fields["usageterms"], reading) or ""]).strip() or None
        if item.data_mining is None and "datamining" in fields:
            code = reading.catalog.code_of(fields["datamining"][0])
            item.data_mining = address_of(code) if code else None


def _of_the_item(infos: Sequence[Element], reading: Reading) -> list[Element]:
    """Those of the content as a whole; if there are none, all of them, for a right too many is a wrong too few."""
    found = [info for info in infos if not info.get("idrefs") and _is_about_content(info, reading)]
    return found or list(infos)


def _is_about_content(info: Element, reading: Reading) -> bool:
    scopes = [reading.catalog.resolve(written) for written in (info.get("scope") or "").split()]
    scopes += [reading.catalog.from_address(address) for address in (info.get("scopeuri") or "").split()]
    return not scopes or any(code.within("riscope") in ("content", None) for code in scopes)


def _joined(elements: Sequence[Element], reading: Reading) -> str | None:
    found = dict.fromkeys(text_of(element) for element in in_language(elements, reading.language))
    return " ".join(line for line in found if line) or None
