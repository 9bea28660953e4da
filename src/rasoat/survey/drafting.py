"""The unfinished Phiếu B: saved at any moment by anybody who may fill it, merged, and chosen over where two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.utils import timezone

from rasoat.accounts.roles import Permission
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.rounds.step import VillageStep
from rasoat.survey import merging
from rasoat.survey.answers import require_to_be_surveyed
from rasoat.survey.first_shown import field_names, first_shown, next_version
from rasoat.survey.models import Draft, DraftClash, Listing
from rasoat.text_vi import nfc

VALUE_LIMIT = 1000


class Saved(NamedTuple):
    """A saved draft: what the page sent, what others had written since its base, and how many answers wait for a choice."""

    draft: Draft
    others: dict[str, merging.Entry]
    clashes: int
    begun: bool

    @property
    def pk(self) -> Any:
        """The key of the draft, for the log."""
        return self.draft.pk


def draft_of(listing: Listing) -> Draft | None:
    """Return the draft of the form that comes next, if anybody has begun it."""
    return Draft.objects.filter(listing=listing, version=next_version(listing)).first()


def values_of(draft: Draft | None, listing: Listing) -> dict[str, str]:
    """Return every field of the unfinished form as it stands."""
    return merging.standing(merging.read(draft.answers) if draft else {}, first_shown(listing))


@dataclass(kw_only=True)
class SaveDraft(VillageStep[Saved]):
    """Save what a page has typed so far, all of it or single answers; nothing is judged.

    ``version`` is the form the page is for, ``base`` the revision it shows and ``editor`` its own name. Answers others
    have changed meanwhile merge; a photo replaces an earlier one of the draft; where both changed the same one to different values, both are kept (``DraftClash``).
    """

    name: ClassVar[str] = "survey.draft"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    listing: Listing
    typed: Mapping[str, str]
    version: int
    base: int
    editor: str
    photo: Upload | None = None

    def check(self) -> None:
        """The household is to be surveyed, the page is for the form that comes next, and sends only its fields."""
        super().check()
        require_to_be_surveyed(self.listing, self.village)
        if self.version != next_version(self.listing):
            raise Refused("P250", version=self.version, household=self.listing.household.code)
        unknown = sorted(self.typed.keys() - field_names(self.listing))
        if unknown:
            raise Refused("P251", field=unknown[0][:80])
        if any(len(value) > VALUE_LIMIT for value in self.typed.values()):
            raise Refused("P252", limit=VALUE_LIMIT)

    def execute(self) -> Saved:
        """Merge and store."""
        now = timezone.now()
        # The village is locked by the check: nobody else begins or saves a draft of it at this moment.
        draft = Draft.objects.filter(listing=self.listing, version=self.version).first()
        begun = draft is None
        if draft is None:
            draft = Draft(listing=self.listing, version=self.version, started_by=self.actor)
        history = merging.read(draft.answers)
        begun = begun or not _wrote(history, self.actor.pk)
        typed = {name: nfc(value).strip() for name, value in self.typed.items()}
        merged = merging.merge(history, first_shown(self.listing), self.base, self.editor, typed)
        others = merging.since(history, self.base, self.editor)
        if self.photo is not None:
            draft.photo = attach(self.photo, self.unit(), self.actor)
        if merged.written or draft.pk is None or self.photo is not None:
            entry = merging.Entry(
                draft.revision + 1, "", self.actor.pk, now.isoformat(timespec="seconds"), self.editor
            )
            draft.answers = merging.add(history, merged.written, entry)
            draft.revision, draft.saved_by, draft.saved_at = entry.revision, self.actor, now
            draft.save()
        for clash in merged.clashes:
            self._keep(draft, clash, now)
        return Saved(draft, others, draft.clashes.filter(taken__isnull=True).count(), begun)

    def _keep(self, draft: Draft, clash: merging.Clash, now: Any) -> None:
        DraftClash.objects.update_or_create(
            draft=draft,
            name=clash.name,
            editor=self.editor,
            taken=None,
            defaults={"value": clash.value, "typed_by": self.actor, "typed_at": now},
        )

    def subject(self, result: Saved) -> str:
        """The household on the list."""
        return f"listing:{self.listing.pk}"

    def facts(self, result: Saved) -> Mapping[str, Any]:
        """Which version it will be; who typed which answer stands in the draft."""
        return {"version": self.version}

    def logged(self, result: Saved) -> bool:
        """Once a person and draft: not every answer."""
        return result.begun


def _wrote(history: merging.History, who: int) -> bool:
    return any(entry.by == who for entries in history.values() for entry in entries)


class Choice(NamedTuple):
    """The answer chosen for one clash, and the revision of the answer it stood against when it was shown."""

    take: bool
    against: int


@dataclass(kw_only=True)
class ChooseAnswers(VillageStep[Draft]):
    """Choose, for answers that two people typed differently, which of both stands; the other stays on record."""

    name: ClassVar[str] = "survey.choose"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER

    listing: Listing
    draft: Draft
    choices: Mapping[int, Choice]

    def check(self) -> None:
        """Each choice is one of this draft, open, and stands against what was shown."""
        super().check()
        self.draft.refresh_from_db()
        if self.draft.version != next_version(self.listing):
            raise Refused("P250", version=self.draft.version, household=self.listing.household.code)
        self._open = {clash.pk: clash for clash in open_clashes(self.draft) if clash.pk in self.choices}
        if not self.choices:
            raise Refused("P256")
        history = merging.read(self.draft.answers)
        for key, choice in self.choices.items():
            clash = self._open.get(key)
            if clash is None or history[clash.name][-1].revision != choice.against:
                raise Refused("P255")
        taken = [self._open[key].name for key, choice in self.choices.items() if choice.take]
        if len(set(taken)) < len(taken):
            raise Refused("P256")

    def execute(self) -> Draft:
        """Write the answers taken, and who chose."""
        now = timezone.now()
        taken = {clash.name: clash.value for key, clash in self._open.items() if self.choices[key].take}
        draft = self.draft
        if taken:
            entry = merging.Entry(
                draft.revision + 1, "", self.actor.pk, now.isoformat(timespec="seconds"), ""
            )
            draft.answers = merging.add(merging.read(draft.answers), taken, entry)
            draft.revision, draft.saved_by, draft.saved_at = entry.revision, self.actor, now
            draft.save()
        for key, clash in self._open.items():
            clash.taken, clash.chosen_by, clash.chosen_at = self.choices[key].take, self.actor, now
            clash.save(update_fields=["taken", "chosen_by", "chosen_at"])
        return draft

    def subject(self, result: Draft) -> str:
        """The household on the list."""
        return f"listing:{self.listing.pk}"

    def facts(self, result: Draft) -> Mapping[str, Any]:
        """How many answers."""
        return {"version": result.version, "chosen": len(self._open)}


def open_clashes(draft: Draft) -> list[DraftClash]:
    """Return the answers of a draft over which somebody has to choose, in the order they were typed."""
    return list(
        draft.clashes.filter(taken__isnull=True).select_related("typed_by").order_by("typed_at", "pk")
    )
