"""An unfinished form: saved at any moment by anybody who may fill it, merged, and chosen over where two differ.

Everything that can be read is read before the transaction: while it holds the database nobody else writes. Inside, a draft
that somebody has saved meanwhile is read and merged once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.utils import timezone

from rasoat.accounts.models import User
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Unit
from rasoat.audit.action import Action, ResultT
from rasoat.documents.attachments import Upload, attach
from rasoat.errors import Refused
from rasoat.rounds.step import require, require_open
from rasoat.survey import merging
from rasoat.survey.filling import Filling
from rasoat.survey.models import Draft, DraftClash
from rasoat.text_vi import nfc

VALUE_LIMIT = 1000


class Saved(NamedTuple):
    """A saved draft: what the page sent, and what others had written since its base."""

    draft: Draft
    others: dict[str, merging.Entry]
    begun: bool

    @property
    def pk(self) -> Any:
        """The key of the draft, for the log."""
        return self.draft.pk

    @property
    def clashes(self) -> int:
        """How many answers wait for a choice."""
        return self.draft.clashes.filter(taken__isnull=True).count()


def draft_of(filling: Filling, version: int | None = None) -> Draft | None:
    """Return the draft of the form that comes next, if anybody has begun it."""
    wanted = filling.next_version() if version is None else version
    return Draft.objects.filter(listing=filling.listing, form=filling.letter, version=wanted).first()


def values_of(draft: Draft | None, filling: Filling) -> dict[str, str]:
    """Return every field of the unfinished form as it stands."""
    return merging.standing(merging.read(draft.answers) if draft else {}, filling.first_shown)


@dataclass(kw_only=True)
class FillingStep(Action[ResultT]):
    """A step with one form of a household, where the state table allows it."""

    filling: Filling

    def unit(self) -> Unit:
        """The village."""
        return self.filling.village.unit

    def check(self) -> None:
        """The round is open, and its village or commune is in a state that allows the step."""
        require_open(self.filling.village.round)
        require(self.filling.row, self.name)

    def subject(self, result: ResultT) -> str:
        """The household on the list."""
        return f"listing:{self.filling.listing.pk}"

    def _changed(self, version: int) -> Refused:
        return Refused("P250", version=version, household=self.filling.listing.household.code)


@dataclass(kw_only=True)
class Saving(FillingStep[Saved]):
    """Save what a page has typed so far, all of it or single answers; nothing is judged.

    ``version`` is the form the page is for, ``base`` the revision it shows and ``editor`` its own name. Answers others
    have changed meanwhile merge; where both changed the same one to different values, both are kept (``DraftClash``). A
    photo replaces an earlier one of the draft.
    """

    typed: Mapping[str, str]
    version: int
    base: int
    editor: str
    photo: Upload | None = None

    def prepare(self) -> None:
        """Look the role up, read the draft and merge, while others may still write."""
        self._role = super().acting_role(self.unit())
        self._unknown = sorted(self.typed.keys() - self.filling.names)
        self._clean = {name: nfc(value).strip() for name, value in self.typed.items()}
        self._merge(draft_of(self.filling, self.version))

    def _merge(self, draft: Draft | None) -> None:
        self._draft, self._history = draft, merging.read(draft.answers) if draft else {}
        first = self.filling.first_shown
        self._merged = merging.merge(self._history, first, self.base, self.editor, self._clean)

    def acting_role(self, unit: Unit) -> str:
        """The role that was looked up."""
        return self._role

    def check(self) -> None:
        """The form may be filled, the page is for the one that comes next, and sends only its fields."""
        super().check()
        self.filling.require_open()
        if self.version != self.filling.next_version():
            raise self._changed(self.version)
        if self._unknown:
            raise Refused("P251", field=self._unknown[0][:80])
        if any(len(value) > VALUE_LIMIT for value in self.typed.values()):
            raise Refused("P252", limit=VALUE_LIMIT)

    def execute(self) -> Saved:
        """Store what was merged; once more where somebody has saved since it was read."""
        # The row with the state is locked by the check: nobody else begins or saves a draft of it at this moment.
        known = (self._draft.pk, self._draft.revision) if self._draft else None
        drafts = Draft.objects.filter(listing=self.filling.listing, form=self.filling.letter)
        if drafts.filter(version=self.version).values_list("pk", "revision").first() != known:
            self._merge(draft_of(self.filling, self.version))
        others = merging.since(self._history, self.base, self.editor)
        begun = not _wrote(self._history, self.actor.pk)
        return Saved(self._store(), others, begun)

    def _store(self) -> Draft:
        now, written = timezone.now(), self._merged.written
        draft = self._draft or Draft(
            listing=self.filling.listing,
            form=self.filling.letter,
            version=self.version,
            started_by=self.actor,
        )
        if self.photo is not None:
            draft.photo = attach(self.photo, self.unit(), self.actor)
        if written or draft.pk is None or self.photo is not None:
            _write(draft, self._history, written, self.actor, self.editor)
        for clash in self._merged.clashes:
            DraftClash.objects.update_or_create(
                draft=draft,
                name=clash.name,
                editor=self.editor,
                taken=None,
                defaults={"value": clash.value, "typed_by": self.actor, "typed_at": now},
            )
        return draft

    def facts(self, result: Saved) -> Mapping[str, Any]:
        """Which version it will be; who typed which answer stands in the draft."""
        return {"version": self.version}

    def logged(self, result: Saved) -> bool:
        """Once a person and draft: not every answer."""
        return result.begun


def _write(
    draft: Draft, history: merging.History, written: Mapping[str, str], actor: User, editor: str
) -> None:
    now = timezone.now()
    entry = merging.Entry(draft.revision + 1, "", actor.pk, now.isoformat(timespec="seconds"), editor)
    draft.answers = merging.add(history, written, entry)
    draft.revision, draft.saved_by, draft.saved_at = entry.revision, actor, now
    changed = ["answers", "revision", "saved_by", "saved_at", "photo"]
    draft.save(update_fields=changed if draft.pk else None)


def _wrote(history: merging.History, who: int) -> bool:
    return any(entry.by == who for entries in history.values() for entry in entries)


class Choice(NamedTuple):
    """The answer chosen for one clash, and the revision of the answer it stood against when it was shown."""

    take: bool
    against: int


@dataclass(kw_only=True)
class Choosing(FillingStep[Draft]):
    """Choose, for answers that two people typed differently, which of both stands; the other stays on record."""

    draft: Draft
    choices: Mapping[int, Choice]

    def check(self) -> None:
        """Each choice is one of this draft, open, and stands against what was shown."""
        super().check()
        self.draft.refresh_from_db()
        if self.draft.version != self.filling.next_version():
            raise self._changed(self.draft.version)
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
        now, draft = timezone.now(), self.draft
        taken = {clash.name: clash.value for key, clash in self._open.items() if self.choices[key].take}
        if taken:
            _write(draft, merging.read(draft.answers), taken, self.actor, "")
        for key, clash in self._open.items():
            clash.taken, clash.chosen_by, clash.chosen_at = self.choices[key].take, self.actor, now
            clash.save(update_fields=["taken", "chosen_by", "chosen_at"])
        return draft

    def facts(self, result: Draft) -> Mapping[str, Any]:
        """How many answers."""
        return {"version": result.version, "chosen": len(self._open)}


class SaveDraft(Saving):
    """Save an unfinished Phiếu B."""

    name: ClassVar[str] = "survey.draft"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER


class ChooseAnswers(Choosing):
    """Choose between answers of Phiếu B."""

    name: ClassVar[str] = "survey.choose"
    permission: ClassVar[Permission] = Permission.SURVEY_ANSWER


class SaveScreenDraft(Saving):
    """Save an unfinished Phiếu A."""

    name: ClassVar[str] = "list.draft"
    permission: ClassVar[Permission] = Permission.LIST_BUILD


class ChooseScreenAnswers(Choosing):
    """Choose between answers of Phiếu A."""

    name: ClassVar[str] = "list.choose"
    permission: ClassVar[Permission] = Permission.LIST_BUILD


def open_clashes(draft: Draft) -> list[DraftClash]:
    """Return the answers of a draft over which somebody has to choose, in the order they were typed."""
    return list(
        draft.clashes.filter(taken__isnull=True).select_related("typed_by").order_by("typed_at", "pk")
    )
