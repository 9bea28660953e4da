"""The page of published figures: what a decision printed, ours beside it, and the difference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, LineField, NamedForm, carry_out, language, page
from rasoat.reports.definitions import of_round
from rasoat.reports.models import Published
from rasoat.reports.published import RecordPublished, comparisons
from rasoat.reports.views import crumbs_of, figure_name, place_of
from rasoat.rounds.models import Round

FIELDS = {"T021": "printed", "T022": "place", "T010": "place", "P003": "decided_on"}
_SHORT = ("results", "poor_flows", "near_poor_flows")


class PublishedForm(NamedForm):
    """One published figure."""

    decision = LineField(
        label=gettext_lazy("Số quyết định"), max_length=120, help_text=gettext_lazy("Ví dụ 219/QĐ-UBND.")
    )
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"))
    place = forms.ChoiceField(label=gettext_lazy("Con số nào"))
    printed = LineField(
        label=gettext_lazy("Con số như in"), max_length=20, help_text=gettext_lazy("Ví dụ 17.435 hoặc 21,88.")
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                f"{key}.{line.key}.{column.name}",
                f"{figure_name(form, column.name)} – {line.label(language())}",
            )
            for key, form in of_round(round_).items()
            if key in _SHORT
            for column in form.columns
            for line in form.lines
        ]


@permitted(Permission.REPORT_VIEW)
@require_GET
def show(request: Visit, round_id: int, code: str) -> HttpResponse:
    """What was published of a unit, beside ours."""
    round_, unit = place_of(request, round_id, code)
    return _page(request, round_, unit, PublishedForm(round_=round_))


@permitted(Permission.REPORT_FREEZE)
@require_POST
def record(request: Visit, round_id: int, code: str) -> HttpResponse:
    """Record a published figure."""
    round_, unit = place_of(request, round_id, code)
    form = PublishedForm(request.POST, round_=round_)

    def action(typed: dict[str, Any]) -> RecordPublished:
        report, line, column = typed["place"].split(".")
        said = {"decision": typed["decision"], "decided_on": typed["decided_on"], "printed": typed["printed"]}
        return RecordPublished(
            actor=request.user, round=round_, at=unit, report=report, line=line, column=column, **said
        )

    if carry_out(form, action, FIELDS) is None:
        return _page(request, round_, unit, form)
    return redirect("published", round_id, code)


def _page(request: Visit, round_: Round, unit: Unit, form: PublishedForm) -> HttpResponse:
    rows = Published.objects.filter(round=round_, unit=unit).select_related("round__unit", "unit")
    found = comparisons(rows)
    context: dict[str, Any] = {
        "round": round_,
        "unit": unit,
        "compared": [(each, figure_name(each.form, each.row.column)) for each in found],
        "form": form,
        "may_record": request.access.may(Permission.REPORT_FREEZE, unit),
        "crumbs": crumbs_of(request, round_, unit, last=_("Số đã công bố")),
    }
    return page(request, "reports/published.html", context)
