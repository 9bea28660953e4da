"""A table that SQLite rebuilds keeps its triggers, and so do tables whose triggers look into it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from rasoat.audit.immutable import append_only


def triggers(connection: Any) -> dict[str, str]:
    """Every trigger with its text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


@pytest.mark.parametrize("model", ["meeting.MeetingItem", "survey.Listing", "posting.Complaint"])
def test_a_rebuilt_table_keeps_its_triggers(on_disk: Any, model: str) -> None:
    """Append-only ones, refused rows, and a decision that waits for complaints: the same before and after."""
    before = triggers(on_disk)
    with on_disk.schema_editor() as editor:
        editor._remake_table(apps.get_model(model))
    assert (triggers(on_disk), len(before) > 70) == (before, True)


def test_the_facts_are_still_kept_afterwards(on_disk: Any) -> None:
    """A row of the rebuilt table can be neither changed nor taken away."""
    with on_disk.schema_editor() as editor:
        editor._remake_table(apps.get_model("audit.Entry"))
    with on_disk.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "INSERT INTO audit_entry (number, at, actor_id, role, action, unit_path, subject, facts, previous, hash) "
            "VALUES (1, '2018-10-20', 1, 'x', 'x', 'x', 'x', '{}', 'a', 'b')"
        )
        for statement in ("UPDATE audit_entry SET role = 'y'", "DELETE FROM audit_entry"):
            with pytest.raises(IntegrityError, match="append-only"):
                cursor.execute(statement)


def test_declaring_a_table_again_replaces_its_triggers(on_disk: Any) -> None:
    """A migration that lists other columns has its own triggers, not the earlier ones."""
    with on_disk.schema_editor() as editor:
        append_only("survey_score", ["b1"]).code(apps, editor)
    assert "OLD.b1 IS NOT NEW.b1" in triggers(on_disk)["survey_score_no_update"]
