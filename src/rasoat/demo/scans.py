"""Signed copies of the practice season: one small page that says what it stands for, invented like everything else here."""

from __future__ import annotations

from datetime import date
from functools import cache

from rasoat.documents.attachments import Upload, checked
from rasoat.documents.render import render
from rasoat.documents.shapes import Announcement, Letterhead, Signature


@cache
def scan(name: str, dated: date) -> Upload:
    """Return the scanned page of a signed paper called ``name``; made once a day of the season."""
    paper = Announcement(
        practice=True,
        head=Letterhead(issuer="BẢN QUÉT\nTHỰC HÀNH", place="Ba Bể", dated=dated),
        year=dated.year,
        title="BẢN ĐÃ KÝ",
        about=name,
        use="Trang này thay cho bản quét có chữ ký và dấu trong đợt thực hành.",
        paragraphs=["(đã ký)"],
        signature=Signature(capacity="", name=""),
    )
    return checked(render("announcement", paper), f"{name}.pdf")
