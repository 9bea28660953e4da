"""What Phiếu B hands to its script, so that the page counts along without asking the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from rasoat.audit.desk import language
from rasoat.errors import sentence
from rasoat.rounds.standards import standards
from rasoat.survey.forms import AnswerForm
from rasoat.survey.known import known_of
from rasoat.survey.models import Listing
from rasoat.survey.people import birth_text, present
from rasoat.survey.program_views import program_address
from rasoat.survey.sound import DEPENDANTS_BY_AGE


def live(listing: Listing, form: AnswerForm, reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return the data of ``survey/live.js`` as plain values; programs stand in the order of the round's standards.

    ``reasons`` are those typed already, by the key of their check.
    """
    about, area = known_of(listing), form.with_area()
    earlier = about.earlier
    return {
        "script": static("survey/score.js"),
        "programs": [program_address(rules) for rules in standards(listing.village.round)],
        "language": language(),
        "noted": _noted(form),
        "area": {column: area[column] for column in ("area_type", "region")},
        "people": [
            {
                "member": member.pk,
                "name": member.full_name,
                "birth_date": birth_text(member, listing.village.round.reference_date),
            }
            for member in present(listing)
        ],
        "reasons": dict(reasons),
        "earlier": {"b1": earlier.b1, "eventSince": earlier.event_since} if earlier else None,
        "byAge": {
            "key": DEPENDANTS_BY_AGE,
            "least": about.dependants,
            "said": sentence("P104", language(), typed="%(typed)s", by_age=about.dependants),
        },
        "words": {
            "answered": _("Đã trả lời %(n)s/%(all)s câu"),
            "person": _("%(name)s, %(age)s tuổi"),
            "told": _("Thiếu hụt vì"),
            "doubts": _("Cần xem lại"),
            "look": _("%(n)s câu cần xem lại"),
            "open": _("Chưa đủ câu trả lời nên chưa có loại hộ."),
        },
    }


def _noted(form: AnswerForm) -> list[str]:
    """Return the questions that may be told to stand against others: they have a place for it from the start."""
    checked = {
        condition.columns[0]
        for check in form.rules.checks
        for condition in check.conditions[:1]
        if condition.columns
    }
    return [
        question.id
        for question in form.questions
        if question.type in ("integer", "decimal") or question.from_members or question.id in checked
    ]
