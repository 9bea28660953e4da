"""What ``rasoat verify`` looks at: the log, the documents, the scores, the recognitions and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rasoat.errors import LawError, RasoatError

if TYPE_CHECKING:
    from rasoat.areas.models import Unit
    from rasoat.law import Rules
    from rasoat.rounds.models import Round
    from rasoat.survey.models import Score


class Finding(NamedTuple):
    """One thing that is not as it was stored, as an error with its code."""

    check: str
    error: RasoatError


def findings() -> Iterator[Finding]:
    """Yield everything that does not hold, check by check."""
    for name, check in CHECKS.items():
        for error in check():
            yield Finding(name, error)


def _log() -> Iterator[RasoatError]:
    from rasoat.audit.log import broken_entries

    for number in broken_entries():
        yield RasoatError("C060", number=number)


def _guards() -> Iterator[RasoatError]:
    """Every trigger that keeps facts from being changed is in its place."""
    from rasoat.audit.triggers import missing

    for name in missing():
        yield RasoatError("C067", name=name)


def _documents() -> Iterator[RasoatError]:
    from rasoat.documents.models import Document
    from rasoat.documents.register import printed, read

    for document in Document.objects.order_by("pk").iterator(500):
        try:
            read(document)
        except RasoatError:
            yield RasoatError("C061", title=document.title, sha256=printed(document))


def _attachments() -> Iterator[RasoatError]:
    """The uploaded files are as they were sent."""
    from rasoat.documents.attachments import read
    from rasoat.documents.models import Attachment

    for attachment in Attachment.objects.order_by("pk").iterator(500):
        try:
            read(attachment)
        except RasoatError as error:
            yield error


def _sources() -> Iterator[RasoatError]:
    """The scans that the law was verified against are as they were attached."""
    from rasoat.lawbook import sources
    from rasoat.lawbook.models import Proposal

    for proposal in Proposal.objects.order_by("pk"):
        try:
            sources.read(proposal)
        except RasoatError as error:
            yield error


def _forms() -> Iterator[RasoatError]:
    """Every form is in the log, and is what was handed in."""
    from rasoat.survey.traced import astray

    return astray()


def _scores() -> Iterator[RasoatError]:
    """Score every stored form again with the pack it names, on the round's date."""
    from rasoat.survey.models import Score

    packs: dict[tuple[str, str, object], Rules] = {}
    rows = Score.objects.select_related("submission__listing__household").order_by("pk")
    for row in rows.iterator(500):
        where = {"household": row.submission.listing.household.code, "submission": str(row.submission_id)}
        rules = _rules(packs, row)
        if rules.pack_hash != row.pack_hash:
            yield RasoatError(
                "C063", pack=row.pack, have=rules.pack_hash[:12], stored=row.pack_hash[:12], **where
            )
        elif not _same(rules, row):
            yield RasoatError("C062", **where)


def _rules(packs: dict[tuple[str, str, object], Rules], row: Score) -> Rules:
    from rasoat import law
    from rasoat.lawbook import editions

    key = (row.pack, row.pack_hash, row.reference_date)
    if key not in packs:
        try:
            pack = editions.by_hash(row.pack, row.pack_hash)
        except LawError:
            pack = law.load(row.pack)
        packs[key] = pack.on(row.reference_date)
    return packs[key]


def _same(rules: Rules, row: Score) -> bool:
    from rasoat import scoring
    from rasoat.survey.people import form_hash

    answers, form = row.submission.answers, row.submission
    again = scoring.score(rules, answers)
    if (
        isinstance(again, scoring.Refused)
        or form_hash(answers, form.members, form.remarks) != form.answers_hash
    ):
        return False
    deprivations = ";".join(map(str, again.deprivations))
    return (again.b1, again.b2, again.cls.value, deprivations) == (
        row.b1,
        row.b2,
        row.result,
        row.deprivations,
    )


def _recognitions() -> Iterator[RasoatError]:
    """A recognition names the class of the form it rests on."""
    from django.db.models import F

    from rasoat.recognition.models import Recognition

    by_season = Recognition.objects.filter(submission__isnull=False)
    other = by_season.exclude(result=F("submission__score__result")).select_related("household")
    for row in other.order_by("pk"):
        yield RasoatError("C064", household=row.household.code, decision=str(row.decision))


def _tables() -> Iterator[RasoatError]:
    """The tables of what is decided close; frozen sets are as they were, and an approval names its own."""
    from rasoat.reports.checks import problems
    from rasoat.reports.models import ReportSet
    from rasoat.reports.sets import intact
    from rasoat.reports.tables import KEYS, build
    from rasoat.rounds.models import Round

    for round_ in Round.objects.select_related("unit").order_by("pk"):
        tables = (build(key, round_, unit) for unit in _decided(round_) for key in KEYS)
        yield from (problem for table in tables for problem in problems(table))
        for approval in round_.approvals.select_related("report_set"):
            kept = approval.report_set
            if kept is None or kept.sha256 == approval.figures_sha256:
                continue
            yield RasoatError("C065", round=round_.code)
    for kept in ReportSet.objects.select_related("unit").order_by("pk"):
        if not intact(kept):
            yield RasoatError("T019", number=kept.number, unit=str(kept.unit))


def _decided(round_: Round) -> Iterator[Unit]:
    """Yield the unit of a round that is approved; of an open one the communes that have decided: others cannot close yet."""
    from rasoat.rounds.states import CommuneState, RoundState

    if round_.state != RoundState.OPEN:
        yield round_.unit
        return
    decided = (CommuneState.DECIDED, CommuneState.CERTIFIED)
    for commune in round_.communes.filter(state__in=decided).select_related("unit").order_by("unit__path"):
        yield commune.unit


CHECKS: Mapping[str, Callable[[], Iterator[RasoatError]]] = {
    "log": _log,
    "guards": _guards,
    "documents": _documents,
    "attachments": _attachments,
    "sources": _sources,
    "forms": _forms,
    "scores": _scores,
    "recognitions": _recognitions,
    "tables": _tables,
}
