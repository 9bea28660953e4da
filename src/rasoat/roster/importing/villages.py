"""Which village a row means: by code, or by name within its commune; with the nearest names when there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, NamedTuple

from rasoat.areas.models import Unit
from rasoat.areas.scope import Scope
from rasoat.rounds.models import Round, VillageRound
from rasoat.rounds.states import VillageState
from rasoat.text_vi import fold

_KINDS = re.compile(
    r"^(thon|ban|xom|tieu khu|to dan pho|tdp|khu pho|khu|ap|buon|lang|to|xa|thi tran|tt|phuong|p)\.?\s+(?=\S)"
)


class Place(NamedTuple):
    """The cells of a row that say where the household lives."""

    village_code: str = ""
    village_name: str = ""
    commune_code: str = ""
    commune_name: str = ""

    def text(self) -> str:
        """Return the place as a person would say it."""
        village = self.village_name or self.village_code
        return ", ".join(each for each in (village, self.commune_name or self.commune_code) if each)


class Found(NamedTuple):
    """The village, or the code of the error with its places; ``column`` is the canonical column at fault."""

    village: VillageRound | None
    code: str = ""
    column: str = "village_name"
    where: dict[str, Any] = {}


def bare(name: str) -> str:
    """Return a unit's name folded, without the word for its kind."""
    folded = fold(name)
    return _KINDS.sub("", folded)


class Villages:
    """The villages of a round inside a scope, found by what a list writes; answers are remembered."""

    def __init__(self, round_: Round, scope: Scope) -> None:
        rows = VillageRound.objects.filter(round=round_).within(scope).select_related("unit", "commune__unit")
        self.all: list[VillageRound] = list(rows)
        self._by_code = {village.unit.code: village for village in self.all}
        self._by_number = unique(
            {code.lstrip("0"): village for code, village in self._by_code.items()}, self._by_code
        )
        self._answers: dict[Place, Found] = {}

    def find(self, place: Place) -> Found:
        """Return the village, or why there is none (R054 … R058)."""
        if place not in self._answers:
            self._answers[place] = self._find(place)
        return self._answers[place]

    def _find(self, place: Place) -> Found:
        if place.village_code:
            found = self._from_code(place)
        elif place.village_name:
            found = self._from_name(place)
        else:
            return Found(None, "R055")
        if found.village and found.village.state != VillageState.LISTING:
            state = found.village.get_state_display()
            return Found(None, "R058", found.column, {"village": str(found.village.unit), "state": state})
        return found

    def _from_code(self, place: Place) -> Found:
        village = self._by_code.get(place.village_code) or self._by_number.get(place.village_code)
        if village is None:
            return self._unknown(place, "village_code")
        fits = (
            not place.village_name or bare(village.unit.name) == bare(place.village_name)
        ) and _in_commune(village, place)
        if not fits:
            where = {"unit_code": village.unit.code, "commune": str(village.commune.unit)}
            return Found(None, "R057", "village_code", where)
        return Found(village, column="village_code")

    def _from_name(self, place: Place) -> Found:
        named = [village for village in self.all if bare(village.unit.name) == bare(place.village_name)]
        candidates = [village for village in named if _in_commune(village, place)]
        if len(candidates) > 1:
            # Folding makes Nà Lạ and Nà La alike: the exact spelling decides.
            exact = [each for each in candidates if _same_spelling(each.unit, place.village_name)]
            candidates = exact if len(exact) == 1 else candidates
        if len(candidates) == 1:
            return Found(candidates[0])
        if candidates:
            places = "; ".join(
                f"{each.unit}, {each.commune.unit} ({each.unit.code})" for each in candidates[:5]
            )
            return Found(None, "R056", where={"village": place.text(), "places": places})
        return self._unknown(place, "village_name")

    def _unknown(self, place: Place, column: str) -> Found:
        near = [village for village in self.all if _in_commune(village, place)] or self.all
        describe: Callable[[VillageRound], str] = lambda v: f"{v.unit}, {v.commune.unit} ({v.unit.code})"  # noqa: E731
        names: dict[str, list[VillageRound]] = defaultdict(list)
        for village in near:
            names[village.unit.code if column == "village_code" else bare(village.unit.name)].append(village)
        wanted = place.village_code if column == "village_code" else bare(place.village_name)
        close = get_close_matches(wanted, names, n=3, cutoff=0.5)
        nearest = "; ".join(describe(village) for name in close for village in names[name][:2])
        return Found(None, "R054", column, {"village": place.text(), "nearest": nearest or "–"})


def unique(found: dict[str, VillageRound], whole: dict[str, VillageRound]) -> dict[str, VillageRound]:
    """Return the look-up by shortened code, or nothing when shortening makes two codes alike."""
    return found if len(found) == len(whole) else {}


def _in_commune(village: VillageRound, place: Place) -> bool:
    unit = village.commune.unit
    if place.commune_code:
        return place.commune_code.lstrip("0") == unit.code.lstrip("0")
    return not place.commune_name or bare(place.commune_name) == bare(unit.name)


def _same_spelling(unit: Unit, name: str) -> bool:
    return name.casefold() in {unit.name.casefold(), f"{unit.kind} {unit.name}".casefold()}
