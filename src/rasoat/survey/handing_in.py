"""A form on its way: kept unfinished, or handed in; whatever stands against that, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.accounts.doors import Visit
from rasoat.accounts.models import User
from rasoat.audit.desk import language, page
from rasoat.errors import NotAllowed, RasoatError, sentence
from rasoat.survey.drafting import Saved, values_of
from rasoat.survey.filling_page import FillingPage, put

SAVE = "luu"
"""The name of the button that keeps the form unfinished."""


def fill(
    request: Visit, sheet: FillingPage, template: str, done: Callable[[Any], HttpResponse]
) -> HttpResponse:
    """Show a form, keep it unfinished, or hand it in; ``done`` answers once it is in."""
    if request.method == "POST" and SAVE in request.POST:
        return _save(request, sheet, template)
    if request.method == "POST":
        handed_in = _hand_in(request, sheet)
        if handed_in is not None:
            return done(handed_in)
    return page(request, template, sheet.context())


def _save(request: Visit, sheet: FillingPage, template: str) -> HttpResponse:
    """Keep the form unfinished; where two people differ the page to choose comes next."""
    saved = _keep(request, sheet, sheet.plain)
    if saved is None:
        sheet.show_unjudged()
        return page(request, template, sheet.context())
    if saved.clashes:
        return redirect(sheet.pages.choose, sheet.filling.key)
    at = timezone.localtime(saved.draft.saved_at)
    messages.success(
        request,
        _("Đã lưu phiếu đang ghi lúc %(at)s. Mở lại lúc nào cũng được, trên máy nào cũng được.")
        % {"at": f"{at:%H:%M}"},
    )
    return redirect(sheet.pages.fill, sheet.filling.key)


def _keep(request: Visit, sheet: FillingPage, told: Form | None) -> Saved | None:
    """Save what was sent as the draft; None when that is refused, and then ``told`` says why."""
    action = sheet.pages.saving
    try:
        saved = action(
            actor=request.user, filling=sheet.filling, typed=sheet.typed, photo=sheet.photo(), **sheet.page
        ).run()
    except NotAllowed:
        raise
    except RasoatError as error:
        if told is not None:
            _tell(told, error.code, error.sentence(language()))
        return None
    sheet.draft, sheet.base = saved.draft, saved.draft.revision
    return saved


def _tell(form: Form, code: str, said: str) -> None:
    form.add_error(None, ValidationError(f"{code}: {said}", code=code))


def _hand_in(request: Visit, sheet: FillingPage) -> Any:
    """Hand the form in; whatever stands against it, what was typed is kept on the page and in the draft."""
    if sheet.sent_before():
        return sheet.submit(request.user) if sheet.complete() else None
    begun = sheet.draft is not None or sheet.photo() is not None
    if begun and not _settled(sheet, _keep(request, sheet, sheet.told)):
        return None
    handed_in = sheet.submit(request.user) if sheet.complete() else None
    if handed_in is None and not begun:
        saved = _keep(request, sheet, None)
        if saved is not None:
            _settled(sheet, saved)
    return handed_in


def _settled(sheet: FillingPage, saved: Saved | None) -> bool:
    """Whether the form is what its page shows: nobody has to choose, and nobody has added to it meanwhile.

    What others have written is shown from here on, so that nobody overwrites an answer he has not seen.
    """
    if saved is None:
        return False
    stands, clashes = values_of(saved.draft, sheet.filling), saved.clashes
    others = [name for name in saved.others if stands.get(name, "") != sheet.typed.get(name, "")]
    if not others and not clashes:
        return True
    assert sheet.data is not None
    merged = sheet.data.copy()
    for name in others:
        put(sheet.filling, merged, name, stands[name])
    sheet.bind(merged)
    if clashes:
        _tell(sheet.told, "P253", sentence("P253", language(), count=clashes))
    else:
        who = ", ".join(_names({saved.others[name].by for name in others}))
        _tell(sheet.told, "P254", sentence("P254", language(), who=who, count=len(others)))
    return False


def _names(people: set[int]) -> list[str]:
    return sorted(User.objects.filter(pk__in=people).values_list("full_name", flat=True))
