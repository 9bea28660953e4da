"""Editions stay for good; of a proposal only its state changes, of a cell only its value, dispute and verification."""

from django.db import migrations

from rasoat.audit.immutable import append_only


class Migration(migrations.Migration):
    dependencies = [("lawbook", "0001_initial")]
    operations = [
        append_only("lawbook_edition"),
        append_only(
            "lawbook_proposal",
            (
                "pack", "base_hash", "province_id", "desk_id", "kind", "since", "document", "document_title", "article",
                "source", "source_kind", "source_name", "proposed_by_id", "proposed_at",
            ),
        ),
        append_only("lawbook_proposedcell", ("proposal_id", "number", "key", "since", "old", "proposed_by_id")),
    ]
