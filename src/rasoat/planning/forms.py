"""Forms of plans, the committee, charges and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rasoat.accounts.models import User
from rasoat.areas.models import Unit
from rasoat.audit.desk import DayField, DeskForm, LineField, NamedForm, TextField
from rasoat.audit.forms import UnitField
from rasoat.planning.committees import Seat
from rasoat.planning.models import Charge, CommitteeMember, Part, Plan
from rasoat.planning.plans import Fund, Person, StepDays
from rasoat.rounds.models import Deadline, Step
from rasoat.text_vi import number

PERSON_ROWS, FUND_ROWS, SEAT_ROWS, SPARE = 4, 2, 5, 2


class StepFields(NamedTuple):
    """A step with its fields, and the last day that stands above it."""

    label: str
    starts_on: BoundField
    due_on: BoundField
    who: BoundField | None
    limit: Deadline | None


class StepDaysForm(DeskForm):
    """The days of the steps; ``limits`` are the last days from above, shown beside them."""

    with_who = False

    def __init__(self, *args: Any, limits: Mapping[str, Deadline] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits or {}
        for step in Step:
            self.fields[f"{step.value}_from"] = DayField(label=_("Từ ngày"), required=False)
            self.fields[f"{step.value}_to"] = DayField(label=_("Xong trước hết ngày"), required=False)
            if self.with_who:
                self.fields[f"{step.value}_who"] = LineField(
                    label=_("Ai thực hiện"), max_length=200, required=False
                )

    def steps(self) -> Iterator[StepFields]:
        """Yield the steps with their fields."""
        for step in Step:
            who = self[f"{step.value}_who"] if self.with_who else None
            yield StepFields(
                str(step.label),
                self[f"{step.value}_from"],
                self[f"{step.value}_to"],
                who,
                self.limits.get(step),
            )

    def clean(self) -> dict[str, Any]:
        """A step has both days or none."""
        cleaned = super().clean() or self.cleaned_data
        for step in Step:
            if bool(cleaned.get(f"{step.value}_from")) != bool(cleaned.get(f"{step.value}_to")):
                self.add_error(f"{step.value}_to", _("Mỗi bước ghi đủ hai ngày, hoặc để trống cả hai."))
        return cleaned

    def days(self) -> dict[str, StepDays]:
        """Return the steps that have days."""
        typed = self.cleaned_data
        return {
            step.value: StepDays(
                typed[f"{step.value}_from"], typed[f"{step.value}_to"], typed.get(f"{step.value}_who", "")
            )
            for step in Step
            if typed[f"{step.value}_from"]
        }


def days_of(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the days of deadlines or planned steps as the form shows them."""
    shown: dict[str, Any] = {}
    for row in rows:
        shown |= {f"{row.step}_from": row.starts_on, f"{row.step}_to": row.due_on}
        shown[f"{row.step}_who"] = getattr(row, "who", "")
    return shown


class PlanForm(StepDaysForm):
    """A whole plan: purpose, days, people, money."""

    with_who = True

    purpose = TextField(label=_("Mục đích, yêu cầu"), rows=5, required=False)

    def __init__(self, *args: Any, rows: tuple[int, int] = (PERSON_ROWS, FUND_ROWS), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person_rows, self.fund_rows = rows
        for n in range(self.person_rows):
            self.fields[f"person_{n}"] = LineField(label=_("Họ và tên"), max_length=120, required=False)
            self.fields[f"office_{n}"] = LineField(label=_("Chức vụ"), max_length=120, required=False)
            self.fields[f"task_{n}"] = LineField(label=_("Nhiệm vụ"), max_length=200, required=False)
        for n in range(self.fund_rows):
            self.fields[f"item_{n}"] = LineField(label=_("Nội dung chi"), max_length=200, required=False)
            self.fields[f"amount_{n}"] = MoneyField(label=_("Số tiền (đồng)"), required=False)
            self.fields[f"source_{n}"] = LineField(label=_("Nguồn"), max_length=200, required=False)

    def person_fields(self) -> list[tuple[BoundField, ...]]:
        """Return the rows of people."""
        return [
            (self[f"person_{n}"], self[f"office_{n}"], self[f"task_{n}"]) for n in range(self.person_rows)
        ]

    def fund_fields(self) -> list[tuple[BoundField, ...]]:
        """Return the rows of money."""
        return [(self[f"item_{n}"], self[f"amount_{n}"], self[f"source_{n}"]) for n in range(self.fund_rows)]

    def clean(self) -> dict[str, Any]:
        """A row is filled or empty: a person has a task, money has a purpose and an amount."""
        cleaned = super().clean()
        for n in range(self.person_rows):
            self._both(cleaned, f"person_{n}", f"task_{n}")
        for n in range(self.fund_rows):
            self._both(cleaned, f"item_{n}", f"amount_{n}")
        return cleaned

    def _both(self, cleaned: Mapping[str, Any], first: str, second: str) -> None:
        if bool(cleaned.get(first)) != bool(cleaned.get(second)) and second not in self.errors:
            missing = second if cleaned.get(first) else first
            self.add_error(missing, _("Dòng này còn thiếu ô; hãy điền đủ hoặc xóa cả dòng."))

    def persons(self) -> list[Person]:
        """Return the people that were typed."""
        typed = self.cleaned_data
        rows = [
            Person(typed[f"person_{n}"], typed[f"office_{n}"], typed[f"task_{n}"])
            for n in range(self.person_rows)
        ]
        return [row for row in rows if row.full_name]

    def funds(self) -> list[Fund]:
        """Return the money that was typed."""
        typed = self.cleaned_data
        rows = [
            Fund(typed[f"item_{n}"], typed[f"amount_{n}"] or 0, typed[f"source_{n}"])
            for n in range(self.fund_rows)
        ]
        return [row for row in rows if row.item]


class MoneyField(forms.Field):
    """Whole đồng, typed with or without points: ``1.500.000``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a number as it is written here."""
        return number(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Read the amount; raises ``ValidationError`` for anything that is no whole number above 0."""
        text = str(value or "").strip().replace(".", "").replace(" ", "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10**15:
            raise forms.ValidationError(_("Ghi số tiền bằng đồng, lớn hơn 0, ví dụ 1.500.000."))
        return int(text)


def plan_form(
    data: Any, plan: Plan | None, limits: Mapping[str, Deadline], days: Mapping[str, Any]
) -> PlanForm:
    """Return the form of a plan: what was typed, else what is kept, with a few spare rows."""
    persons = list(plan.persons.all()) if plan else []
    funds = list(plan.funds.all()) if plan else []
    initial: dict[str, Any] = dict(days)
    if plan is not None:
        initial |= {"purpose": plan.purpose, **days_of(plan.steps.all())}
    for n, each in enumerate(persons):
        initial |= {f"person_{n}": each.full_name, f"office_{n}": each.office, f"task_{n}": each.task}
    for n, fund in enumerate(funds):
        initial |= {f"item_{n}": fund.item, f"amount_{n}": fund.amount, f"source_{n}": fund.source}
    rows = (
        _rows(data, "person", max(PERSON_ROWS, len(persons) + SPARE)),
        _rows(data, "item", max(FUND_ROWS, len(funds) + SPARE)),
    )
    return PlanForm(data, initial=initial, limits=limits, rows=rows)


def _rows(data: Any, prefix: str, least: int) -> int:
    """How many rows to read: at least those that were typed, at most 200."""
    numbers = [
        int(key.removeprefix(f"{prefix}_")) + 1
        for key in data or ()
        if key.startswith(f"{prefix}_") and key.removeprefix(f"{prefix}_").isdigit()
    ]
    return min(max([least, *numbers]), 200)


class ReturnForm(NamedForm):
    """Why a plan is returned."""

    remark = TextField(label=_("Lý do trả lại"), rows=3)


class AccountField(forms.TypedChoiceField):
    """An account of the area, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)
        self.people: dict[int, User] = {}

    def offer(self, people: Iterable[User]) -> None:
        """Set the accounts to choose from."""
        self.people = {person.pk: person for person in people}
        named = [(pk, f"{person.full_name} ({person.username})") for pk, person in self.people.items()]
        self.choices = [("", _("Không có tài khoản")), *named]

    def clean(self, value: Any) -> Any:
        """Return the person."""
        chosen = super().clean(value)
        return self.people.get(chosen) if chosen else None


class CommitteeForm(DeskForm):
    """The committee as its decision names it."""

    decision = LineField(label=_("Số quyết định, cơ quan ban hành"), max_length=120)
    decided_on = DayField(label=_("Ngày quyết định"))

    def __init__(self, *args: Any, people: Iterable[User], rows: int = SEAT_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, listed = rows, list(people)
        for n in range(rows):
            self.fields[f"part_{n}"] = forms.ChoiceField(
                label=_("Trong ban"), choices=Part.choices, initial=Part.MEMBER
            )
            self.fields[f"name_{n}"] = LineField(label=_("Họ và tên"), max_length=120, required=False)
            self.fields[f"office_{n}"] = LineField(label=_("Chức vụ"), max_length=120, required=False)
            self.fields[f"agency_{n}"] = LineField(label=_("Cơ quan"), max_length=160, required=False)
            field = AccountField(label=_("Tài khoản"))
            field.offer(listed)
            self.fields[f"user_{n}"] = field

    def seat_fields(self) -> list[tuple[BoundField, ...]]:
        """Return the rows of members."""
        return [
            tuple(self[f"{name}_{n}"] for name in ("name", "part", "office", "agency", "user"))
            for n in range(self.rows)
        ]

    def seats(self) -> list[Seat]:
        """Return the members that were typed."""
        typed = self.cleaned_data
        rows = [
            Seat(
                typed[f"part_{n}"],
                typed[f"name_{n}"],
                typed[f"office_{n}"],
                typed[f"agency_{n}"],
                typed[f"user_{n}"],
            )
            for n in range(self.rows)
        ]
        return [row for row in rows if row.full_name]


def committee_form(data: Any, committee: Any, people: Iterable[User]) -> CommitteeForm:
    """Return the form of the committee: what was typed, else who sits in it, with spare rows."""
    members = list(committee.members.filter(left_on__isnull=True)) if committee else []
    initial: dict[str, Any] = {}
    if committee is not None:
        initial = {"decision": committee.decision, "decided_on": committee.decided_on}
    else:
        initial = {"part_0": Part.HEAD, "part_1": Part.STANDING, "part_2": Part.SECRETARY}
    for n, each in enumerate(members):
        initial |= {
            f"part_{n}": each.part,
            f"name_{n}": each.full_name,
            f"office_{n}": each.office,
            f"agency_{n}": each.agency,
            f"user_{n}": each.user_id,
        }
    rows = _rows(data, "name", max(SEAT_ROWS, len(members) + SPARE))
    return CommitteeForm(data, initial=initial, people=people, rows=rows)


class SuperviseForm(NamedForm):
    """A member of the committee charged with a commune."""

    member = forms.ModelChoiceField(label=_("Thành viên"), queryset=CommitteeMember.objects.none())
    commune = UnitField(label=_("Xã"))
    task = LineField(
        label=_("Nhiệm vụ"), max_length=300, initial=_("Chỉ đạo, đôn đốc, kiểm tra việc rà soát")
    )
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))

    kind = Charge.Kind.SUPERVISE

    def __init__(self, *args: Any, members: Any, communes: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "member" in self.fields:
            self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["commune"].offer(communes)  # type: ignore[attr-defined]


class SupportForm(SuperviseForm):
    """Named staff of an agency sent to an extremely difficult commune."""

    member = None  # type: ignore[assignment]
    full_name = LineField(label=_("Họ và tên"), max_length=120)
    agency = LineField(label=_("Cơ quan cử"), max_length=160)
    user = AccountField(label=_("Tài khoản"))

    kind = Charge.Kind.SUPPORT
    field_order = ("full_name", "agency", "user", "commune", "task", "starts_on", "ends_on")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(people)  # type: ignore[attr-defined]
        self.fields["task"].initial = _("Giúp xã khảo sát, ghi phiếu")


class DesignationForm(NamedForm):
    """The decision that names a commune extremely difficult."""

    commune = UnitField(label=_("Xã"))
    decision = LineField(label=_("Số quyết định, cơ quan ban hành"), max_length=160)
    from_on = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày (nếu có)"), required=False)

    def __init__(self, *args: Any, communes: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].offer(communes)  # type: ignore[attr-defined]


class RemindForm(NamedForm):
    """Who is reminded, and in which words."""

    to = forms.TypedMultipleChoiceField(coerce=int, required=False)
    words = TextField(label=_("Yêu cầu (mỗi dòng một ý)"), rows=3, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(unit.pk, str(unit)) for unit in units]  # type: ignore[attr-defined]


class ContactForm(NamedForm):
    """The e-mail address of a unit's office; empty takes it away."""

    at = UnitField(label=_("Đơn vị"))
    email = forms.EmailField(label=_("Thư điện tử của cơ quan"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].offer(units)  # type: ignore[attr-defined]
