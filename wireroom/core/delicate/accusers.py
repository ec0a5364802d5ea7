"""How many different sources of a text speak of a person. Judges none of them."""

import unicodedata

from wireroom.core.delicate.persons import Person
from wireroom.core.ledger.naming import fold_name
from wireroom.core.text.statements import Statement, find_statements


def count_accusers(text: str, language: str, person: Person) -> int:
    """Different sources, other than the person, whose words in the text are about the person by name."""
    statements = find_statements(unicodedata.normalize("NFKC", text), language)
    own = fold_name(person.short)
    about = [one for one in statements if one.content and person.stands_in(one.content.text)]
    return len({name for one in about if (name := _source(one)) and own not in name})


def _source(statement: Statement) -> str:
    if statement.source is None:
        return ""
    mention = statement.source.mention
    return fold_name(statement.source.actor or (mention.text if mention else ""))
