"""Everything a set of reports counts of one unit of a round: read once, whatever the tables then ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models import Count as Counted
from django.db.models.functions import Cast

from rasoat.areas.models import Unit
from rasoat.law import Class
from rasoat.law.report_forms import Count
from rasoat.reports import features
from rasoat.reports.definitions import Definition, tags_of
from rasoat.reports.facts import (
    ClassSum,
    Communes,
    Counts,
    common_path,
    commune_of,
    key_of,
    live_recognitions,
    living_households,
    present_members,
    read_classes,
    read_communes,
    read_counts,
    read_years,
)
from rasoat.reports.features import NOTHING, Asked, Known
from rasoat.reports.flows import NEAR_POOR, POOR, HouseholdYear, Move, moves
from rasoat.reports.tally import Group, Tally, merged, tally
from rasoat.roster.homes import Homes
from rasoat.roster.models import Member, Relation
from rasoat.rounds.models import Round
from rasoat.survey.standing import POOR as POOR_CLASSES
from rasoat.survey.standing import scored_listings

ALL, UNSCORED = "all", "unscored"
CLASSES = frozenset({"poor", "near_poor", "listed", "average", "poor_income", "poor_deprivation"})
_EXISTING = frozenset({ALL, UNSCORED})


class Item(NamedTuple):
    """One household's part in the reports: as it was recognised, or one of its moves in the year."""

    key: str
    code: str
    group: Group


class _Form(NamedTuple):
    """What the form behind a closing figure says."""

    dependent: Any
    members: list[dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Source:
    """Reads on demand and keeps what it has read; ``second`` takes classes by the second standard."""

    round: Round
    unit: Unit
    preliminary: bool
    communes: Communes
    second: bool = False
    _known: dict[Any, Any] = field(default_factory=dict)

    @staticmethod
    def of(round_: Round, unit: Unit, preliminary: bool | None, *, second: bool = False) -> Source:
        """Return the source; ``preliminary=None`` takes scores only where a decision is missing (T009)."""
        communes = read_communes(round_, unit)
        return Source(
            round_, unit, bool(communes.undecided) if preliminary is None else preliminary, communes, second
        )

    @cached_property
    def path(self) -> str:
        """The path that unit and round share."""
        return common_path(self.round, self.unit)

    @property
    def undecided(self) -> tuple[Unit, ...]:
        """Communes whose closing figures are unknown."""
        return () if self.preliminary else tuple(self.communes.undecided)

    @cached_property
    def counts(self) -> Counts:
        """Living households and their members."""
        return read_counts(self.round, self.unit, second=self.second)

    @cached_property
    def years(self) -> list[HouseholdYear]:
        """The year of every household on a list or with a closing figure."""
        return read_years(self.round, self.unit, self.communes, preliminary=self.preliminary)

    @cached_property
    def moves(self) -> list[tuple[HouseholdYear, list[Move]]]:
        """Every year with its moves."""
        return [(year, list(moves(year))) for year in self.years]

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The spellings of the ethnic groups that have a column here."""
        province = self.round.unit.province_code
        return features.ethnic_names(self.round.rules.ethnic_columns.get(province, ()))

    def groups(self, definition: Definition) -> list[Group]:
        """Return the groups of households that the report's figures are added up from."""
        asked = asked_by(definition)
        found = list(self._living(asked))
        needed = asked.tags - _EXISTING
        if not needed:
            return found
        if needed <= CLASSES and not _amounts(definition):
            return [*found, *self._class_groups()]
        return [*found, *self._grouped(asked, definition.children_below)]

    def tallied(self, definition: Definition) -> Tally:
        """Return the figures of a report by unit, added up once for all its prints."""
        key = ("tally", definition.key)
        if key not in self._known:
            self._known[key] = tally(definition, self.groups(definition))
        found: Tally = self._known[key]
        return found

    def _grouped(self, asked: Asked, below: int) -> list[Group]:
        key = (asked.tags, below)
        if key not in self._known:
            self._known[key] = merged(item.group for item in self.items(asked, below))
        found: list[Group] = self._known[key]
        return found

    def items(self, asked: Asked, children_below: int = 0) -> Iterator[Item]:
        """Yield what each household adds: its class with its features, and its moves of the year."""
        closings = self._closing_items(asked, children_below) if asked.tags - _flows(asked.tags) else ()
        yield from closings
        if _flows(asked.tags):
            yield from self._move_items(asked)

    # ---- living households -----------------------------------------------------------------------------

    def _living(self, asked: Asked) -> Iterator[Group]:
        if UNSCORED in asked.tags:
            for village, n in self.counts.unscored.items():
                yield Group(village, frozenset({UNSCORED}), frozenset(), {"households": n})
        if ALL not in asked.tags:
            return
        if asked.of_head:
            yield from self._living_by_head(asked)
            return
        for village, n in self.counts.living.items():
            amounts = {"households": n, "persons": self.counts.persons.get(village, 0)}
            yield Group(village, frozenset({ALL}), frozenset(), amounts)

    @cached_property
    def _heads_living(self) -> list[tuple[str, str, str, int, int]]:
        """Village, ethnic group and sex of the head, households and persons."""
        present = present_members(self.round, self.path).filter(Homes.of(self.round).living("household"))
        home = Cast("household", CharField())
        sizes = dict(present.values_list(home).annotate(n=Counted("pk")).order_by())
        rows = present.filter(relation=Relation.HEAD)
        sums: Counter[tuple[str, str, str]] = Counter()
        people: Counter[tuple[str, str, str]] = Counter()
        headed = set()
        for key, *place in rows.values_list(home, "place", "ethnic_group", "sex"):
            at = (str(place[0]), str(place[1]), str(place[2]))
            headed.add(key)
            sums[at] += 1
            people[at] += sizes.get(key, 0)
        living = living_households(self.round, self.path).values_list(Cast("pk", CharField()), "place")
        for key, village in living if len(headed) < sum(self.counts.living.values()) else ():
            if key not in headed:
                sums[village, "", ""] += 1
                people[village, "", ""] += sizes.get(key, 0)
        return [(*at, n, people[at]) for at, n in sums.items()]

    def _living_by_head(self, asked: Asked) -> Iterator[Group]:
        for village, group, sex, households, persons in self._heads_living:
            known = features.head_known((group, sex) if sex else None, asked, self.columns)
            amounts = {"households": households, "persons": persons}
            yield Group(village, known.tags | {ALL}, known.unknown, amounts)

    # ---- classes ---------------------------------------------------------------------------------------

    @cached_property
    def class_sums(self) -> list[ClassSum]:
        """Households and persons of every class in every village."""
        return read_classes(
            self.round, self.unit, self.communes, preliminary=self.preliminary, second=self.second
        )

    def _class_groups(self) -> Iterator[Group]:
        for each in self.class_sums:
            amounts = {"households": each.households, "persons": each.persons}
            yield Group(each.path, class_tags(each.result), frozenset(), amounts)

    @cached_property
    def _deprived(self) -> dict[str, str]:
        """The deprivations behind each closing figure, by household."""
        rows = live_recognitions(self.round, self.path).values_list(
            Cast("household", CharField()), "submission__score__deprivations", "case__form__deprivations"
        )
        found = {key: season or in_year or "" for key, season, in_year in rows}
        for listing in self._waiting:
            found[key_of(listing.household_id)] = listing.answered.score.deprivations
        return found

    @cached_property
    def _forms(self) -> dict[str, _Form]:
        """What the form behind each closing figure says of who can work, and its member table."""
        rows = live_recognitions(self.round, self.path).values_list(
            Cast("household", CharField()),
            "submission__answers",
            "submission__members",
            "case__form__answers",
        )
        found = {
            key: _Form((answers or in_year or {}).get("all_dependent"), table or [])
            for key, answers, table, in_year in rows.iterator()
        }
        for listing in self._waiting:
            answered = listing.answered
            found[key_of(listing.household_id)] = _Form(
                answered.answers.get("all_dependent"), answered.members
            )
        return found

    @cached_property
    def _waiting(self) -> list[Any]:
        """Scored listings of communes without a decision, when the figures are preliminary."""
        waiting = {commune.path for commune in self.communes.undecided} if self.preliminary else set()
        listings: Iterable[Any] = scored_listings(self.round, self.unit) if waiting else ()
        return [each for each in listings if commune_of(each.village.unit.path) in waiting]

    def waiting_forms(self) -> dict[UUID, UUID]:
        """Return the form that counts of each household whose preliminary figure comes from its score."""
        return {each.household_id: each.answered_id for each in self._waiting}

    @cached_property
    def _heads(self) -> dict[str, tuple[str, str]]:
        found = features.heads(self.round, self.path, "openings")
        found |= features.heads(self.round, self.path, "recognitions")
        if self._waiting:
            found |= features.heads(self.round, self.path, "listings__village")
        return found

    @cached_property
    def _phieu_c(self) -> dict[str, dict[str, str]]:
        return features.phieu_c(self.round, self.path)

    def _closing_items(self, asked: Asked, children_below: int) -> Iterator[Item]:
        births = self._children(children_below) if children_below else {}
        homes = frozenset(births.values())
        for year in self.years:
            if not class_tags(year.closing):
                continue
            deprived = _deprived_tags(self._deprived.get(year.key, ""))
            known = self.features_of(year.key, asked)
            amounts = {"households": 1, "persons": year.closing_persons, "deprivations": len(deprived)}
            if children_below:
                amounts |= _children_of(year.key in homes, self._forms[year.key].members, births)
            tags = _asked_tags(year.closing, deprived, known.tags, asked.tags)
            yield Item(year.key, year.code, Group(year.path, tags, known.unknown, amounts))

    def features_of(self, key: str, asked: Asked) -> Known:
        """Return what is known of a household with a closing figure."""
        dependent = self._forms[key].dependent if asked.of_traits else None
        return self._features(key, asked, None if dependent is None else str(dependent))

    def living_with(self, count: Count) -> list[UUID]:
        """Return the living households whose head makes them counted, by village and code."""
        rows = present_members(self.round, self.path).filter(
            Homes.of(self.round).living("household"), relation=Relation.HEAD
        )
        asked = Asked(frozenset(count.of))
        ordered = rows.order_by("place", "household__code")
        return [
            key
            for key, group, sex in ordered.values_list("household", "ethnic_group", "sex")
            if set(count.of) <= features.head_known((group, sex), asked, self.columns).tags | {ALL}
        ]

    def _features(self, key: str, asked: Asked, dependent: str | None) -> Known:
        head = self._head_known(self._heads.get(key), asked) if asked.of_head else NOTHING
        if not asked.of_traits:
            return head
        own = self._trait_known(self._phieu_c.get(key), dependent, asked)
        return Known(head.tags | own.tags, head.unknown | own.unknown)

    def _trait_known(self, form: dict[str, str] | None, dependent: str | None, asked: Asked) -> Known:
        """Return what is known by Phiếu C; of those without one there are few kinds."""
        if form:
            return features.trait_known(form, dependent, asked)
        key = ("trait", dependent, asked.tags)
        if key not in self._known:
            self._known[key] = features.trait_known({}, dependent, asked)
        found: Known = self._known[key]
        return found

    def _head_known(self, head: tuple[str, str] | None, asked: Asked) -> Known:
        """Return what is known by a head; there are few kinds of heads."""
        key = ("head", head, asked.tags)
        if key not in self._known:
            self._known[key] = features.head_known(head, asked, self.columns)
        found: Known = self._known[key]
        return found

    def _move_items(self, asked: Asked) -> Iterator[Item]:
        for year, own in self.moves:
            for move in own:
                tag = f"{move.report}.{move.column}"
                if tag in asked.tags:
                    known = self._features(year.key, asked, None)
                    amounts = {"households": move.households, "persons": move.persons}
                    group = Group(year.path, known.tags | {tag}, known.unknown, amounts)
                    yield Item(year.key, year.code, group)

    def _children(self, below: int) -> Mapping[int, str]:
        """Return the present people under ``below`` years on the reference date, and the household of each."""
        on = self.round.reference_date
        born_after = _years_before(on, below)
        homes = Homes.of(self.round)
        rows = Member.objects.filter(homes.under(self.path), homes.ever(), birth_date__gt=born_after)
        return dict(rows.values_list("pk", Cast("household", CharField())))


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)


def _children_of(any_child: bool, table: list[dict[str, Any]], births: Mapping[int, str]) -> dict[str, int]:
    """Return the children of a household and what is said of them; nothing when nobody was asked about its children."""
    if not table:
        return {} if any_child else {"children": 0}
    found: dict[str, int] = defaultdict(int, {"children": 0})
    for row in table:
        if row["member"] in births:
            found["children"] += 1
            for question, answer in row.items():
                if answer in (0, 1, "0", "1"):
                    found[f"children {question}={answer}"] += 1
    return found


@lru_cache(maxsize=1 << 12)
def _deprived_tags(deprivations: str) -> frozenset[str]:
    return frozenset(f"deprived:{number}" for number in deprivations.split(";") if number)


@lru_cache(maxsize=1 << 14)
def _asked_tags(
    closing: str, deprived: frozenset[str], known: frozenset[str], asked: frozenset[str]
) -> frozenset[str]:
    """Keep what is asked, so that few kinds of household remain."""
    return (class_tags(closing) | deprived | known) & asked


def _flows(tags: frozenset[str]) -> frozenset[str]:
    return frozenset(tag for tag in tags if tag.startswith((f"{POOR}.", f"{NEAR_POOR}.")))


def _amounts(definition: Definition) -> bool:
    """Whether figures count more than households and persons."""
    counts = [line.count for line in definition.lines]
    counts += [column.count for column in definition.columns if column.count]
    return any(count.what in ("deprivations", "children") for count in counts)


def asked_by(definition: Definition) -> Asked:
    """Return what the report asks about a household."""
    return Asked(frozenset(tags_of(definition)))


@lru_cache(maxsize=32)
def class_tags(result: str) -> frozenset[str]:
    """Return the tags of a class; none for one that no report counts."""
    if result in POOR_CLASSES:
        return frozenset({"poor", "listed", str(Class(result))})
    if result == Class.near_poor:
        return frozenset({"near_poor", "listed"})
    return frozenset({"average"}) if result == Class.average else frozenset()
