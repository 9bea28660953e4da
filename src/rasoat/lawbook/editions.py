"""Which edition of a pack counts, and the pack an earlier result was made with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from rasoat import law
from rasoat.areas.models import Level, Unit
from rasoat.errors import LawError
from rasoat.lawbook.models import Edition, LocalStandard


def current(pack_id: str, province: Unit | None) -> law.Pack:
    """Return the newest edition of a province, or what it begins with where it has none (L001: no such pack)."""
    newest = latest(pack_id, province)
    return first(pack_id, province) if newest is None else pack_of(newest)


def first(pack_id: str, province: Unit | None) -> law.Pack:
    """Return what the editions of a province begin with: the shipped pack, or what its own standard was founded on."""
    local = _local(pack_id, province)
    return law.load(pack_id) if local is None else _founded(local.pack, local.mark, local.pk)


def adopted(pack_id: str, province: Unit | None) -> bool:
    """Whether a round may be opened on the pack: it is shipped, or the province has an edition of it."""
    return pack_id in law.packs() or latest(pack_id, province) is not None


def by_hash(pack_id: str, hash_: str) -> law.Pack:
    """Return the pack with this content; raises ``LawError`` L030 when no such edition is kept here."""
    if law.is_shipped(pack_id):
        shipped = law.load(pack_id)
        if shipped.hash == hash_:
            return shipped
    kept = Edition.objects.filter(pack=pack_id, hash=hash_).defer("files").order_by("pk").last()
    if kept is None:
        raise LawError("L030", pack=pack_id, hash=hash_[:12])
    return pack_of(kept)


def latest(pack_id: str, province: Unit | None) -> Edition | None:
    """Return the newest edition of a province, without its files."""
    rows = Edition.objects.filter(pack=pack_id, province=province, province__isnull=False)
    return rows.defer("files").order_by("number").last()


def files_of(pack_id: str, province: Unit | None) -> dict[str, str]:
    """Return the files of the edition that counts in a province."""
    newest = latest(pack_id, province)
    if newest is not None:
        return dict(newest.files)
    local = _local(pack_id, province)
    return law.shipped_files(pack_id) if local is None else dict(local.files)


def _local(pack_id: str, province: Unit | None) -> LocalStandard | None:
    if pack_id in law.packs():
        return None
    return LocalStandard.objects.filter(pack=pack_id, province=province).defer("files").first()


@lru_cache(maxsize=8)
def _founded(pack_id: str, _mark: str, pk: int) -> law.Pack:
    return law.from_files(pack_id, LocalStandard.objects.values_list("files", flat=True).get(pk=pk))


def pack_of(edition: Edition) -> law.Pack:
    """Return the pack of an edition; each is read once in a process."""
    return _built(edition.pack, edition.mark, edition.pk)


@lru_cache(maxsize=32)
def _built(pack_id: str, _mark: str, pk: int) -> law.Pack:
    # The mark names the exact files: a number that another database used before gives no other pack.
    return law.from_files(pack_id, Edition.objects.values_list("files", flat=True).get(pk=pk))


def keep_shipped(pack: law.Pack) -> None:
    """Keep the shipped text of a pack, so that a round opened on it can be computed under any later version."""
    if pack.id not in law.packs():
        return
    shipped = law.load(pack.id)
    if pack.hash != shipped.hash or Edition.objects.filter(pack=pack.id, hash=pack.hash).exists():
        return
    files = law.shipped_files(pack.id)
    row = Edition(pack=pack.id, number=0, hash=pack.hash, mark=mark_of(files), files=files)
    Edition.objects.bulk_create([row], ignore_conflicts=True)


def mark_of(files: Mapping[str, str]) -> str:
    """Return the SHA-256 of the exact files."""
    text = json.dumps(dict(files), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def province_of(unit: Unit) -> Unit | None:
    """Return the province a unit lies in; None for a tree without one."""
    top = unit
    while top.parent is not None:
        top = top.parent
    return top if top.level == Level.PROVINCE else None
