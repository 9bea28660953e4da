"""Many rows into a table at once: each column is converted as its field does it, each distinct value only once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import repeat
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model


def insert(like: Model, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are as ``like`` but for ``columns`` (attribute → one value a row; JSON as its text).

    The database checks its constraints as with any other insert; ``save`` and signals are passed by.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    fields = like._meta.concrete_fields
    cells = [_converted(connection, field, like, columns.get(field.attname)) for field in fields]
    # Constants repeat without end: the columns that were given end the rows.
    rows = list(zip(*cells, strict=False))
    send = _copy if connection.vendor == "postgresql" else _insert
    quote = connection.ops.quote_name
    send(connection, quote(like._meta.db_table), [quote(str(field.column)) for field in fields], rows)


def _insert(connection: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  # names of the model


def _copy(connection: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Send rows the way PostgreSQL takes many of them."""
    copying = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(copying) as copy:
        for row in rows:
            copy.write_row(row)


_LET_COUNT = """
UPDATE survey_listing SET answered_id = form.id, resurvey_reason = ''
FROM survey_submission AS form
WHERE form.listing_id = survey_listing.id AND form.received_at = %s AND survey_listing.village_id IN ({villages})
"""


def let_count(received_at: datetime, villages: Collection[int]) -> None:
    """Make the forms that the villages' households handed in at a moment those that count, as ``store`` does with one."""
    connection = connections[DEFAULT_DB_ALIAS]
    if villages:
        marks = ", ".join(["%s"] * len(villages))
        moment = connection.ops.adapt_datetimefield_value(received_at)
        with connection.cursor() as cursor:
            cursor.execute(_LET_COUNT.format(villages=marks), [moment, *villages])


def _converted(
    connection: Any, field: Field[Any, Any], like: Model, values: Sequence[Any] | None
) -> Iterable[Any]:
    if values is None:
        return repeat(field.get_db_prep_save(getattr(like, field.attname), connection))
    if isinstance(values[0], str | int):
        return values  # every database takes them as they are
    converted = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [converted[value] for value in values]
