"""The checks that speak on a page of Phiếu B, and the reasons typed for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rasoat.audit.desk import language
from rasoat.errors import sentence
from rasoat.survey.forms import AnswerForm
from rasoat.survey.models import Listing
from rasoat.survey.sound import DEPENDANTS_BY_AGE, dependants_by_age, lacks_dependants, speaking

PREFIX = "remark-"


class Remark(NamedTuple):
    """A check that speaks, and the reason typed for it."""

    key: str
    sentence: str
    refuses: bool
    reason: str


def remarks_of(listing: Listing, form: AnswerForm, reasons: Mapping[str, str] | None = None) -> list[Remark]:
    """Return the checks that speak about what is typed; ``reasons`` are those of a draft where nothing was sent."""
    answers, _against = form.followed()
    table = form.people.table if form.people else []
    typed = reasons_of(form.data) if reasons is None else reasons
    found = [
        Remark(each.check.key, each.sentence(language()), each.refuses, typed.get(each.check.key, ""))
        for each in speaking(listing, answers, table)
    ]
    dependants, by_age = answers.get("dependants"), dependants_by_age(listing)
    if not table and lacks_dependants(dependants, by_age):
        said = sentence("P104", language(), typed=dependants, by_age=by_age)
        found.append(Remark(DEPENDANTS_BY_AGE, said, False, typed.get(DEPENDANTS_BY_AGE, "")))
    return found


def reasons_of(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the reasons among the fields of a form, by the key of the check."""
    return {name.removeprefix(PREFIX): str(sent[name]) for name in sent if str(name).startswith(PREFIX)}
