"""What a household is beside its class: ethnic group, merit, ability to work, causes. What nobody asked is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import CharField, F
from django.db.models.functions import Cast

from rasoat.recognition.models import Features
from rasoat.roster.homes import Homes
from rasoat.roster.models import Member, Relation, Sex
from rasoat.rounds.models import Round
from rasoat.text_vi import fold

KINH, MINORITY, OTHER = "kinh", "minority", "other_ethnic"
LOCAL = "local_minority"
ETHNIC = frozenset({KINH, MINORITY, OTHER, LOCAL})
FEMALE = "female_head"
TRAITS = ("merit", "social_protection", "unable_to_work")
_KINH = frozenset({"kinh", "viet"})


class Known(NamedTuple):
    """The tags that hold for a household, and those of which it is not known whether they do."""

    tags: frozenset[str]
    unknown: frozenset[str]


NOTHING = Known(frozenset(), frozenset())


@dataclass(frozen=True)
class Asked:
    """The tags that a report asks for, sorted by where their answer is kept."""

    tags: frozenset[str]

    @cached_property
    def ethnic(self) -> frozenset[str]:
        """Tags of the head's ethnic group."""
        return frozenset(tag for tag in self.tags if tag in ETHNIC or tag.startswith("ethnic:"))

    @cached_property
    def causes(self) -> frozenset[str]:
        """Tags of causes."""
        return frozenset(tag for tag in self.tags if tag.startswith("cause:"))

    @cached_property
    def of_head(self) -> bool:
        """Whether the head has to be known."""
        return bool(self.ethnic) or FEMALE in self.tags

    @cached_property
    def of_traits(self) -> bool:
        """Whether the features of the household have to be known."""
        return bool(self.causes) or bool(self.tags & set(TRAITS))


def ethnic_names(groups: Iterable[str]) -> dict[str, str]:
    """Return, for every spelling of a province's groups, the name over its column; ``Mông / H'Mông`` are one."""
    names: dict[str, str] = {}
    for group in groups:
        first, *others = (name.strip() for name in group.split("/"))
        names |= {_plain(name): first for name in (first, *others)}
    return names


def _plain(name: str) -> str:
    return fold(name).replace("'", "").replace("’", "").replace("-", " ").strip()


def ethnic_tags(group: str, columns: Mapping[str, str]) -> frozenset[str]:
    """Return the tags of an ethnic group; none where it is not known."""
    plain = _plain(group)
    if not plain:
        return frozenset()
    if plain in _KINH:
        return frozenset({KINH})
    column = columns.get(plain)
    return frozenset({MINORITY, f"ethnic:{column}" if column else OTHER})


def heads(round_: Round, path: str, through: str) -> dict[str, tuple[str, str]]:
    """Return ethnic group and sex of the head of the households under ``path`` that the round knows ``through``.

    ``through`` is ``openings``, ``recognitions`` or ``listings__village``. Of a household that has ended the last
    head counts.
    """
    rows = Member.objects.filter(
        Homes.of(round_).under(path),
        relation=Relation.HEAD,
        **{f"household__{through}__round": round_},
    )
    found = rows.order_by(F("left_on").asc(nulls_last=True)).values_list(
        Cast("household", CharField()), "ethnic_group", "sex"
    )
    return {key: (group, sex) for key, group, sex in found}


def head_known(head: tuple[str, str] | None, asked: Asked, columns: Mapping[str, str]) -> Known:
    """Return what is known of a household by its head."""
    tags: set[str] = set()
    unknown: set[str] = set()
    if asked.ethnic:
        # Which groups count as native is a province's own setting, which no pack holds yet.
        unknown.add(LOCAL)
        found = ethnic_tags(head[0], columns) if head else frozenset()
        tags |= found
        unknown |= set() if found else set(asked.ethnic)
    if FEMALE in asked.tags:
        if head is None:
            unknown.add(FEMALE)
        elif head[1] == Sex.FEMALE:
            tags.add(FEMALE)
    return Known(frozenset(tags), frozenset(unknown) & asked.tags)


def phieu_c(round_: Round, path: str) -> dict[str, dict[str, str]]:
    """Return the answers of the Phiếu C that counts (the newest) for each recognised household under ``path``."""
    rows = Features.objects.filter(
        recognition__round=round_,
        recognition__superseded_by__isnull=True,
        recognition__village__path__startswith=path,
    ).order_by("version")
    return dict(rows.values_list(Cast("recognition__household", CharField()), "answers"))


def trait_known(form: Mapping[str, str], dependent: str | None, asked: Asked) -> Known:
    """Return what is known by Phiếu C, and by Phiếu B where it says whether nobody can work (``dependent``).

    A question left open is not known; a form that names no cause does not say that there is none.
    """
    tags: set[str] = set()
    unknown: set[str] = set()
    for name in TRAITS:
        answer = form.get(name) or (dependent if name == "unable_to_work" else None)
        if answer == "1":
            tags.add(name)
        elif answer != "0":
            unknown.add(name)
    causes = form.get("causes")
    if not causes:
        unknown |= asked.causes
    else:
        tags |= {f"cause:{key}" for key in causes.split(";") if key}
    return Known(frozenset(tags) & asked.tags, frozenset(unknown) & asked.tags)
