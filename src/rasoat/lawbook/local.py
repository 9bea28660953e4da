"""A province's own standard: founded under its own name on a pack of the law, then changed by proposals like any pack."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rasoat import law
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import Action
from rasoat.errors import Refused
from rasoat.lawbook import editions
from rasoat.lawbook.models import Edition, LocalStandard

NAME = re.compile(r"[a-z][a-z0-9-]{2,19}")
HEAD = "pack.yaml"


@dataclass(kw_only=True)
class FoundStandard(Action[LocalStandard]):
    """Found a standard of a province: the edition of ``base`` that counts there, under the name ``pack``.

    It holds the base's values until two people bring in what the province's decision sets, and no round can be opened
    on it before (P143). Refused: P139 (not a province), P144 (no name for a pack), P145 (the name is taken).
    ``LawError`` L001: no such base.
    """

    name: ClassVar[str] = "law.found"
    permission: ClassVar[Permission] = Permission.LAW_PROPOSE

    province: Unit
    base: str
    pack: str
    title_vi: str
    title_en: str
    _base: law.Pack = field(init=False)

    def unit(self) -> Unit:
        """The province itself: nobody below it sets its standard."""
        return self.province

    def check(self) -> None:
        """A free name, a known base, and files that make a sound pack."""
        if self.province.level != Level.PROVINCE:
            raise Refused("P139", unit=str(self.province))
        if not NAME.fullmatch(self.pack):
            raise Refused("P144", pack=self.pack[:40])
        if self.pack in law.packs() or LocalStandard.objects.filter(pack=self.pack).exists():
            raise Refused("P145", pack=self.pack)
        if self.base not in law.packs():
            law.load(self.base)
        self._base = editions.current(self.base, self.province)
        self._files = renamed(
            editions.files_of(self.base, self.province), self.pack, self.title_vi, self.title_en
        )
        law.from_files(self.pack, self._files)

    def execute(self) -> LocalStandard:
        """Keep the name and the files it begins with."""
        return LocalStandard.objects.create(
            pack=self.pack,
            province=self.province,
            base_pack=self.base,
            base_hash=self._base.hash,
            mark=editions.mark_of(self._files),
            files=self._files,
            founded_by=self.actor,
        )

    def facts(self, result: LocalStandard) -> Mapping[str, Any]:
        """Its name, and what it was founded on."""
        return {"pack": result.pack, "base": result.base_hash}


def renamed(files: Mapping[str, str], pack: str, title_vi: str, title_en: str) -> dict[str, str]:
    """Return the files of a pack under another name and title."""
    head = {"id": pack, "title_vi": title_vi or pack, "title_en": title_en or title_vi or pack}
    lines = [_renamed(line, head) for line in files[HEAD].splitlines(keepends=True)]
    return {**files, HEAD: "".join(lines)}


def _renamed(line: str, head: Mapping[str, str]) -> str:
    key, sign, _old = line.partition(":")
    # A JSON text is a YAML text: whatever stands in the title, it stays one line.
    return f"{key}: {json.dumps(head[key], ensure_ascii=False)}\n" if sign and key in head else line


def locals_of(province: Unit) -> list[LocalStandard]:
    """Return the standards of a province, by name, without their files."""
    return list(LocalStandard.objects.filter(province=province).defer("files"))


def usable(provinces: list[Unit]) -> list[law.Pack]:
    """Return the standards of provinces on which a round can be opened: those with an edition."""
    rows = LocalStandard.objects.filter(
        province__in=provinces, pack__in=Edition.objects.filter(province__in=provinces).values("pack")
    )
    return [
        editions.current(row.pack, row.province) for row in rows.select_related("province").defer("files")
    ]
