"""The long work of a conference: invitations, attendance lists and certificates, each as one file for the printer."""

from __future__ import annotations

from rasoat.areas.scope import Scope
from rasoat.documents.render import render_many
from rasoat.errors import Refused
from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.progress import Progress
from rasoat.text_vi import clean_cell
from rasoat.training.models import Conference
from rasoat.training.papers import attendance_of, certificate_of, invitation_of
from rasoat.training.queries import by_commune, invited

LETTERS = "training.letters"
SHEETS = "training.sheets"
CERTIFICATES = "training.certificates"


def _conference(pk: int) -> Conference:
    return Conference.objects.select_related("round", "unit", "called_by").get(pk=pk)


@work(LETTERS)
def letters(progress: Progress, *, conference: int, path: str) -> Outcome:
    """Print the invitations of everybody invited from below ``path``, one page each."""
    found = _conference(conference)
    rows = invited(found, Scope((path,), as_it_was=True))
    if not rows:
        raise Refused("P453")
    progress.expect(len(rows), "Giấy mời")
    pdf = render_many("training_letter", [invitation_of(found, rows)])
    progress.step(count=len(rows))
    return Outcome(told=f"{len(rows)} giấy mời", file=pdf, file_name=f"{_name('Giấy mời', found)}.pdf")


@work(SHEETS)
def sheets(progress: Progress, *, conference: int, path: str) -> Outcome:
    """Print the attendance lists to sign, a commune a sheet."""
    found = _conference(conference)
    groups = by_commune(invited(found, Scope((path,), as_it_was=True)))
    if not groups:
        raise Refused("P453")
    progress.expect(len(groups), "Danh sách điểm danh")
    pdf = render_many("attendance", [attendance_of(found, each) for each in groups])
    progress.step(count=len(groups))
    return Outcome(told=f"{len(groups)} danh sách", file=pdf, file_name=f"{_name('Danh sách', found)}.pdf")


@work(CERTIFICATES)
def certificates(progress: Progress, *, conference: int, path: str) -> Outcome:
    """Print a certificate of attendance for everybody marked present. Raises ``Refused`` P457 when nobody was."""
    found = _conference(conference)
    came = [each for each in invited(found, Scope((path,), as_it_was=True)) if each.present_at is not None]
    if not came:
        raise Refused("P457")
    progress.expect(len(came), "Giấy chứng nhận")
    pdf = render_many("trained", [certificate_of(found, came)])
    progress.step(count=len(came))
    return Outcome(
        told=f"{len(came)} giấy chứng nhận", file=pdf, file_name=f"{_name('Chứng nhận', found)}.pdf"
    )


def _name(what: str, conference: Conference) -> str:
    return f"{what} tập huấn - {clean_cell(str(conference.unit))}"
