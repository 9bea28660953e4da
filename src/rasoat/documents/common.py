"""What the papers of all steps share: issuer, place, signature, and the names of units as papers write them."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from rasoat.areas.models import Level, Unit
from rasoat.documents.shapes import Letterhead, Signature


def lower(unit: Unit) -> str:
    """Return the unit's name as it stands inside a sentence: ``xã Khang Ninh``, ``thôn Nà Mằm``."""
    return f"{unit.kind[:1].lower()}{unit.kind[1:]} {unit.name}"


def committee(unit: Unit) -> str:
    """Return the head line of a People's Committee: ``ỦY BAN NHÂN DÂN`` / ``XÃ KHANG NINH``."""
    return f"ỦY BAN NHÂN DÂN\n{str(unit).upper()}"


def letterhead(unit: Unit, dated: date, number: str = "") -> Letterhead:
    """Return the head of a paper that a commune's or district's People's Committee issues."""
    head = Letterhead(issuer=committee(unit), place=unit.name, dated=dated)
    if number:
        head["number"] = number
    return head


def chairman(name: str = "") -> Signature:
    """Return the signature of a chairman for his People's Committee."""
    return Signature(capacity="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", name=name)


def commune_of(unit: Unit) -> Unit:
    """Return the commune of a village, or the unit itself."""
    return unit.parent if unit.level == Level.VILLAGE and unit.parent is not None else unit


def in_full(village: Unit) -> str:
    """Return a village with its commune: ``thôn Nà Mằm, xã Khang Ninh``."""
    return f"{lower(village)}, {lower(commune_of(village))}"


def in_vietnamese(label: object) -> str:
    """Return a label as papers print it, whatever the language of the page."""
    with translation.override("vi"):
        return str(label)
