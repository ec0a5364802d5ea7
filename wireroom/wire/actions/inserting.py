"""Storing many new rows at once. Knows no meaning, and leaves defaults to the models' instances."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain

from django.db import connection
from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField, Model, TextField

# SQLite takes 32,766 parameters in a statement and PostgreSQL 65,535; longer statements gain nothing.
PARAMETERS = 10_000
_AS_THEY_ARE = (BooleanField, CharField, ForeignKey, IntegerField, TextField)


def insert_rows(rows: Sequence[Model]) -> None:
    """Store unsaved rows of one model and give each its id, in as few statements as the databases' bounds allow.

    Django's bulk_create looks every value of every row up as an expression, and keeps to a bound of 999 parameters on
    SQLite; of a version with its forty columns that is most of what storing it costs. Raises what the database raises.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = [field.attname for field in fields]
    adapters = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field))]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    at_once = max(1, PARAMETERS // len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            cursor.execute(
                f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES {', '.join([one] * len(some))}"
                f" RETURNING {quote(meta.pk.column)}",
                list(chain.from_iterable([_values(row, columns, adapters) for row in some])),
            )
            for row, (key,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias


def _adapter(field: Field) -> Callable[[object], object] | None:
    """How a field's values go to this database; None for those that go as they are."""
    if isinstance(field, _AS_THEY_ARE):
        return None
    kept: dict[datetime, object] = {}

    def adapt(value: object) -> object:
        if not isinstance(value, datetime):
            return field.get_db_prep_save(value, connection)
        # Most times of a batch are one and the same.
        if value not in kept:
            kept[value] = field.get_db_prep_save(value, connection)
        return kept[value]

    return adapt


def _values(
    row: Model, columns: Sequence[str], adapters: Sequence[tuple[int, Callable[[object], object]]]
) -> list[object]:
    state = row.__dict__
    values = [state[name] for name in columns]
    for place, adapt in adapters:
        if values[place] is not None:
            values[place] = adapt(values[place])
    return values
