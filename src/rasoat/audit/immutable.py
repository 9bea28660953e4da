"""Database triggers that refuse UPDATE and DELETE, for tables whose rows are facts (SQLite and PostgreSQL).

Each is declared by its migration (``Guard.sets``), so that the triggers a database has can be held against those it should
have (``triggers.missing``). Declaring one anew replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations


class Guard(migrations.RunPython):
    """A migration step that sets triggers, by their names, or takes them away."""

    def __init__(
        self, code: Any, reverse_code: Any, *, sets: Sequence[str] = (), drops: Sequence[str] = ()
    ) -> None:
        super().__init__(code, reverse_code)
        self.sets, self.drops = tuple(sets), tuple(drops)


_SQLITE = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION rasoat_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION rasoat_append_only()
"""


_SQLITE_WHILE = """
CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS ({rows})
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
_POSTGRES_WHILE = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS ({rows}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$
"""
_POSTGRES_ASKS = "CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def none_while(name: str, table: str, rows: str) -> Guard:
    """Return the migration that refuses INSERT into ``table`` while the query ``rows`` finds anything; ``NEW`` is the row."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        backwards(apps, schema_editor)
        sqlite = schema_editor.connection.vendor == "sqlite"
        for template in (_SQLITE_WHILE,) if sqlite else (_POSTGRES_WHILE, _POSTGRES_ASKS):
            schema_editor.execute(template.format(name=name, table=table, rows=rows), params=None)

    def backwards(_apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    return Guard(forwards, backwards, sets=[name])


def append_only(table: str, frozen: Sequence[str] = ()) -> Guard:
    """Return the migration that makes ``table`` append-only.

    With ``frozen`` columns, UPDATE is refused only when one of them changes; DELETE is always refused.
    """
    return Guard(_create(table, frozen), _drop(table), sets=_names(table))


def thaw(table: str) -> Guard:
    """Return the migration that takes the triggers of ``table`` away, for ``append_only`` to set other ones."""
    return Guard(_drop(table), migrations.RunPython.noop, drops=_names(table))


def _names(table: str) -> list[str]:
    return [f"{table}_no_{verb}" for verb in ("update", "delete")]


def _create(table: str, frozen: Sequence[str]) -> Callable[[Any, Any], None]:
    def forwards(apps: Any, schema_editor: Any) -> None:
        _drop(table)(apps, schema_editor)
        sqlite = schema_editor.connection.vendor == "sqlite"
        differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in frozen)
        if not sqlite:
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for verb in ("UPDATE", "DELETE"):
            when = f"WHEN ({changed})" if changed and verb == "UPDATE" else ""
            template = _SQLITE if sqlite else _POSTGRES
            schema_editor.execute(
                template.format(table=table, verb=verb, lower=verb.lower(), when=when), params=None
            )

    return forwards


def _drop(table: str) -> Callable[[Any, Any], None]:
    def backwards(_apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for name in _names(table):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    return backwards
