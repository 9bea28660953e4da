"""A handed-in form goes back to be filled again, with a reason; the points stay as they are until it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rasoat.accounts.roles import Permission
from rasoat.errors import Refused
from rasoat.rounds.step import VillageStep, move
from rasoat.survey.answers import require_to_be_surveyed
from rasoat.survey.models import FormReturn, Listing


@dataclass(kw_only=True)
class ReturnForm(VillageStep[FormReturn]):
    """Send the form that counts back to the reviewers; a village that waits for its meeting is surveyed again.

    The next form is a new version; nothing of the old one changes. Who filled it does not judge it.
    """

    name: ClassVar[str] = "survey.return"
    permission: ClassVar[Permission] = Permission.SURVEY_RETURN

    listing: Listing
    reason: str

    def check(self) -> None:
        """There is a form, it is not on its way back already, the reason is given, and another filled it."""
        super().check()
        require_to_be_surveyed(self.listing, self.village)
        form = self.listing.answered
        if form is None or self.listing.resurvey_reason:
            raise Refused("P257", household=self.listing.household.code)
        if not self.reason.strip():
            raise Refused("P258")
        if form.reviewer_id == self.actor.pk:
            raise Refused("P259")

    def execute(self) -> FormReturn:
        """Record the return and open the form again."""
        form = self.listing.answered
        assert form is not None
        returned = FormReturn.objects.create(
            submission=form,
            reason=self.reason.strip(),
            returned_on=self.day,
            returned_by=self.actor,
            filled_by=form.reviewer,
        )
        self.listing.resurvey_reason = returned.reason
        self.listing.save(update_fields=["resurvey_reason"])
        move(self.village, self.name)
        return returned

    def subject(self, result: FormReturn) -> str:
        """The household on the list."""
        return f"listing:{self.listing.pk}"

    def facts(self, result: FormReturn) -> Mapping[str, Any]:
        """Which version goes back."""
        return {"version": result.submission.version}


def return_of(listing: Listing) -> FormReturn | None:
    """Return how the commune sent back the form that counts, or None when the meeting asked for it, or nobody."""
    if not listing.resurvey_reason or listing.answered_id is None:
        return None
    return FormReturn.objects.filter(submission=listing.answered_id).select_related("returned_by").first()
