"""What an inspector does not see of a household he is appointed to, until he has recorded it himself.

The first answers, points, class and reasons stand on many pages: of the household, of its village, in lists, papers and
files. Each route that shows them says here which households it speaks of; a route of households or papers that is not named
is closed to an inspector who still has somebody to visit. What hangs on the village's wall by law (the public posting) stays
as public for him as for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.appraisal.models import Inspection
from rasoat.areas.models import Level, Unit
from rasoat.documents.models import Attachment, Document, Kind
from rasoat.errors import NotAllowed
from rasoat.jobs.models import Job
from rasoat.reports.models import ReportSet
from rasoat.rounds.models import Round

About = Callable[[Mapping[str, Any]], Q]
NOBODY = Q(pk__in=[])
LISTS = ("poor_list", "near_poor_list")
"""The reports that name households."""
PAPERS = (Kind.MINUTES, Kind.POSTING, Kind.DECISION, Kind.CERTIFICATE, Kind.LETTER, Kind.INSPECTION)
"""The kinds of paper that tell the result of a household."""


def _by(lookup: str, name: str = "pk") -> About:
    return lambda arguments: Q(**{lookup: arguments[name]})


def _under(path: str) -> Q:
    return Q(listing__village__unit__path__startswith=path)


def _document(arguments: Mapping[str, Any]) -> Q:
    found = (
        Document.objects.filter(pk=arguments["pk"], kind__in=PAPERS)
        .values_list("unit__path", flat=True)
        .first()
    )
    return NOBODY if found is None else _under(found)


def _attachment(arguments: Mapping[str, Any]) -> Q:
    """A photo of the visit, and the scans of a village: its signed minutes and lists."""
    visit = Q(listing__submissions__evidence__photo=arguments["pk"])
    village = Attachment.objects.filter(pk=arguments["pk"], unit__level=Level.VILLAGE).values("unit__path")
    return visit | Q(listing__village__unit__path__in=village)


def _job(arguments: Mapping[str, Any]) -> Q:
    path = Job.objects.filter(pk=arguments["pk"]).values_list("unit__path", flat=True).first()
    return NOBODY if path is None else _under(path)


def _unit(arguments: Mapping[str, Any]) -> Q:
    """The unit as it stood for the round: a code that was used again stands in another place of the tree."""
    round_ = Round.objects.filter(pk=arguments["round_id"]).first()
    if round_ is None:
        return NOBODY
    units = Unit.objects.in_force(round_.reference_date).filter(code=arguments["code"])
    found = NOBODY
    for path in units.values_list("path", flat=True):
        found |= _under(path)
    return found & Q(report__commune__round=round_)


def _report(arguments: Mapping[str, Any]) -> Q:
    return _unit(arguments) if arguments["key"] in LISTS else NOBODY


def _report_set(arguments: Mapping[str, Any]) -> Q:
    sets = ReportSet.objects.filter(pk__in=[arguments["pk"], arguments.get("other", arguments["pk"])])
    found = NOBODY
    for round_, path in sets.values_list("round", "unit__path"):
        found |= _under(path) & Q(report__commune__round=round_)
    return found


_HOUSEHOLD, _LISTING, _VILLAGE = _by("listing__household"), _by("listing"), _by("listing__village")
_COMPLAINT = _by("listing__complaints")

SHOWS: Mapping[str, About] = {
    "household": _HOUSEHOLD,
    "household-sheet": _HOUSEHOLD,
    **dict.fromkeys(
        ("screen", "answers", "answers-choose", "answers-draft", "answers-preview", "answers-return", "answers-versions"),
        _LISTING,
    ),
    **dict.fromkeys(
        ("village", "village-list", "meeting", "meeting-projector", "meeting-record", "posting", "posting-script",
         "complaints", "features-village"),
        _VILLAGE,
    ),
    "commune-list": _by("report__commune"),
    "minutes": _by("listing__village__meetings"),
    **dict.fromkeys(
        ("complaint", "recheck", "complaint-assign", "complaint-decide", "complaint-due", "complaint-household"), _COMPLAINT
    ),
    "all-complaints": lambda _arguments: Q(listing__complaints__isnull=False),
    **dict.fromkeys(("case", "case-fill", "case-decide", "case-household"), _by("listing__household__cases")),
    **dict.fromkeys(("features", "features-record"), _by("listing__household__recognitions")),
    **dict.fromkeys(
        ("certificate", "certificate-record", "certificate-step"), _by("listing__household__certificates")
    ),
    **dict.fromkeys(("certificates", "certificates-file", "certificates-print", "certificate-scans", "certificate-scans-keep", "dossier"), _by("report__commune")),
    "inspection-result": _by("listing__inspections"),
    "finding": _by("listing__findings"),
    "document": _document,
    "attachment": _attachment,
    "job-file": _job,
    "report": _report,
    "report-file": _report,
    "own-form-report": _report,
    **dict.fromkeys(("report-households", "report-households-file"), _unit),
    **dict.fromkeys(("report-set-file", "own-form-set", "report-compare", "report-compare-file"), _report_set),
}  # fmt: skip
"""The routes that show what a first form says, and which of the waiting households each speaks of."""

SHOWS_NOTHING = frozenset({
    "appraisal", "appraisals", "dossier-paper", "signed-copy", "inspections", "inspection-errors", "findings",
        "follow-up", "cases", "documents", "left-out",
    "minutes-of-round", "notice", "notices", "opinion-letter", "postings",
        "program",
})  # fmt: skip
"""Routes of households and papers that tell no household's result."""

OF_HOUSEHOLDS = frozenset(
    {Permission.HOUSEHOLD_VIEW, Permission.DOCUMENT_VIEW, Permission.SURVEY_ANSWER, Permission.SURVEY_RETURN}
)


def refusal(request: Visit, arguments: Mapping[str, Any]) -> NotAllowed | None:
    """Return why the visitor may not open the page yet (P705), or None."""
    if not request.access.scope(Permission.INSPECTION_RECORD).paths:
        return None
    about = _about(request, arguments)
    if about is None:
        return None
    waiting = Inspection.objects.waiting_for(request.user).filter(about).order_by("pk").distinct()
    first = waiting.select_related("listing__household", "listing__village__unit").first()
    if first is None:
        return None
    code, village = first.listing.household.code, first.listing.village.unit
    return NotAllowed("P705", count=waiting.count(), first=f"{code}, {village}")


def _about(request: Visit, arguments: Mapping[str, Any]) -> Q | None:
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    if name in SHOWS:
        return SHOWS[name](arguments)
    return Q() if request.permission in OF_HOUSEHOLDS and name not in SHOWS_NOTHING else None
