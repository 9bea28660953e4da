"""Many rows into a table at once: each column is converted as its field does it, each distinct value only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model


class Json(NamedTuple):
    """A column of JSON texts."""

    texts: Sequence[str]


def insert(like: Model, columns: Mapping[str, Sequence[Any] | Json]) -> None:
    """Insert rows that are as ``like`` but for ``columns`` (attribute → one value a row).

    The database checks its constraints as with any other insert; ``save`` and signals are passed by.
    """
    fields = like._meta.concrete_fields
    cells = [_converted(field, like, columns.get(field.attname)) for field in fields]
    quote = connection.ops.quote_name
    names, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        # Constants repeat without end: the columns that were given end the rows.
        cursor.executemany(
            f"INSERT INTO {quote(like._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608  # names of the model
            list(zip(*cells, strict=False)),
        )


def _converted(field: Field[Any, Any], like: Model, values: Sequence[Any] | Json | None) -> Iterable[Any]:
    if isinstance(values, Json):
        return values.texts
    if values is None:
        return repeat(field.get_db_prep_save(getattr(like, field.attname), connection))
    if isinstance(values[0], str | int):
        return values  # as every database takes them
    converted = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [converted[value] for value in values]
