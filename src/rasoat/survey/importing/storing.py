"""Forms into the database: in bulk, all received at one moment, with one entry in the log for each village."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from rasoat.accounts.access import Access
from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.audit import log
from rasoat.rounds.models import Round, VillageRound
from rasoat.survey import second
from rasoat.survey.answers import drafts, origin_of
from rasoat.survey.importing.inserting import insert, let_count
from rasoat.survey.importing.judging import Form
from rasoat.survey.models import Listing

ACTION = "survey.import"
_ORIGINS = {False: origin_of(Listing()), True: origin_of(Listing(answered_id=UUID(int=0)))}


class Store:
    """Stores forms as ``survey.answers.store`` does one of them: the form, its scores, and what counts for the listing."""

    def __init__(self, round_: Round, actor: User) -> None:
        self._round, self._actor = round_, actor
        self._moment = timezone.now()
        self._hashes: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)

    @property
    def count(self) -> int:
        """How many forms were stored."""
        return sum(map(len, self._hashes.values()))

    def keep(self, forms: Sequence[Form]) -> None:
        """Insert forms and their scores."""
        if not forms:
            return
        submission, *scores = self._like(forms[0])
        homes = [form.case.home for form in forms]
        columns: dict[str, Sequence[Any]] = {
            "id": [form.id for form in forms],
            "listing_id": [home.listing for home in homes],
            "version": [home.forms + 1 for home in homes],
            "origin": [_ORIGINS[home.forms > 0] for home in homes],
            "answers": [form.answers for form in forms],
            "remarks": [json.dumps(form.remarks) for form in forms],
            "answers_hash": [form.hash for form in forms],
            "persons": [home.known.persons for home in homes],
            "visited_on": [form.case.visited_on for form in forms],
            "respondent": [form.case.respondent for form in forms],
        }
        insert(submission, columns)
        for score, results in zip(scores, zip(*(form.results for form in forms), strict=True), strict=True):
            b1, b2, classes, deprivations = zip(*results, strict=True)
            points = {"b1": b1, "b2": b2, "result": classes, "deprivations": deprivations}
            insert(score, {"submission_id": columns["id"], **points})
        for form in forms:
            self._hashes[form.case.home.village.pk].append((form.id, form.hash))

    def _like(self, form: Form) -> list[Any]:
        """Return a form and its scores, not saved, in which everything stands that all forms share."""
        listing = Listing(pk=form.case.home.listing, village=form.case.home.village)
        visit = {"reviewer": self._actor, "received_at": self._moment}
        submission, score = drafts(listing, json.loads(form.answers), form.results[0], **visit)
        other = second.draft(self._round, submission)
        return [submission, score, *([] if other is None else [other])]

    def finish(self, repeated: Counter[int], sha256: str) -> None:
        """Let the stored forms count for their listings, and write the log."""
        let_count(self._moment, list(self._hashes))
        access = Access(self._actor, timezone.localdate())
        touched = VillageRound.objects.filter(pk__in={*self._hashes, *repeated}).select_related("unit")
        acts = [self._act(access, each, repeated[each.pk], sha256) for each in touched.order_by("unit__path")]
        log.record_all(self._actor, acts)

    def _act(self, access: Access, village: VillageRound, repeated: int, sha256: str) -> log.Act:
        forms = self._hashes[village.pk]
        return log.Act(
            role=access.role_for(Permission.SURVEY_ANSWER, village.unit),
            action=ACTION,
            unit_path=village.unit.path,
            subject=f"village:{village.pk}",
            facts={
                "submitted": len(forms),
                "repeated": repeated,
                "answers": forms_hash(forms),
                "sha256": sha256,
            },
        )


def forms_hash(forms: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 (hex) of forms, each its identifier (32 hex digits) and its hash, in no matter what order."""
    lines = sorted(f"{id_} {hash_}\n" for id_, hash_ in forms)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
