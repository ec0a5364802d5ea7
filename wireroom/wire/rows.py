"""Reading some columns of many rows at once: those that have one of some values in a column. Knows no meaning.

Django compiles a queryset anew each time it is asked and looks every value of an IN up as an expression: of most
questions about a batch that is most of what they cost.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from django.db import connection
from django.db.models import CharField, DateTimeField, Field, ForeignKey, IntegerField, Model, TextField

# SQLite takes 32,766 parameters in a statement and PostgreSQL 65,535.
PARAMETERS = 10_000
_AS_THEY_ARE = (CharField, ForeignKey, IntegerField, TextField)


class RowsAmong:
    """A question about rows of a model, asked again and again: some of their columns ("item_id" for a foreign key), in
    the model's order, all where none are named, of those that have one of some values in the column `among`; of these
    only those that have one certain value in `within`, where that is a column. Rows of one value come in the `order`
    of a column.
    """

    def __init__(
        self, model: type[Model], names: Collection[str] = (), *, among: str, within: str = "", order: str = ""
    ):
        meta = model._meta
        self._model, self._among = model, meta.get_field(among)
        self._fields = [meta.get_field(name) for name in names] or list(meta.concrete_fields)
        if self._fields != sorted(self._fields):
            raise ValueError(f"the columns of {meta.label} stand in another order")
        self._within = meta.get_field(within) if within else None
        self._order = meta.get_field(order) if order else None

    def tuples(self, values: Collection[int | str], *, within: int | str | None = None) -> list[tuple]:
        """The rows as tuples of their columns."""
        wanted, rows = list(values), []
        head, tail = self._statement
        first = [] if self._within is None else [within]
        with connection.cursor() as cursor:
            for start in range(0, len(wanted), PARAMETERS):
                some = wanted[start : start + PARAMETERS]
                cursor.execute(f"{head}({', '.join(['%s'] * len(some))}){tail}", first + some)
                rows += cursor.fetchall()
        return list(self._converted(rows)) if rows else []

    def models(self, values: Collection[int | str], *, within: int | str | None = None) -> list[Model]:
        """The rows as instances; a column that was not named is read when one is asked for it."""
        names = [field.attname for field in self._fields]
        return [self._model.from_db(connection.alias, names, row) for row in self.tuples(values, within=within)]

    @cached_property
    def _statement(self) -> tuple[str, str]:
        """What stands before and after the values."""
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self._fields)
        within = f"{quote(self._within.column)} = %s AND " if self._within else ""
        head = (
            f"SELECT {columns} FROM {quote(self._model._meta.db_table)} WHERE {within}{quote(self._among.column)} IN "
        )
        return head, f" ORDER BY {quote(self._order.column)}" if self._order else ""

    def _converted(self, rows: list[tuple]) -> Iterator[tuple]:
        """The rows with their values as the model holds them."""
        columns: list[Collection] = list(zip(*rows, strict=True))
        for index, field in enumerate(self._fields):
            if not isinstance(field, _AS_THEY_ARE):
                columns[index] = _converted_column(field, columns[index])
        return zip(*columns, strict=True)


def _converted_column(field: Field, values: Collection) -> list:
    convert = _converter(field)
    if not isinstance(field, DateTimeField):
        return [convert(value) for value in values]
    # Most times of a batch are one and the same.
    times = {value: convert(value) for value in set(values)}
    return [times[value] for value in values]


def _converter(field: Field) -> Callable[[object], object]:
    place = field.cached_col
    converters = [*connection.ops.get_db_converters(place), *field.get_db_converters(connection)]

    def convert(value: object) -> object:
        for one in converters:
            value = one(value, place, connection)
        return value

    return convert
