"""The English catalogue: extract every Vietnamese message, keep its translation, compile it.

``scripts/messages`` runs this; Babel does the work, so no gettext tools are needed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src" / "rasoat"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
Message = tuple[str, str | tuple[str, ...]]


def messages() -> Iterator[Message]:
    """Yield (file, message) of every translatable text of the package."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts:
            for found in _extract(path):
                yield str(path.relative_to(SOURCE)), found


def _extract(path: Path) -> Iterator[str | tuple[str, ...]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # The template becomes Python-like text; indentation would confuse the tokenizer.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _, function, found, _ in extract_python(
        io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        if function is None or not found:
            continue
        if isinstance(found, (tuple, list)):
            parts = [part for part in found if part]
            yield (
                (parts[0], parts[1])
                if function.startswith("ngettext")
                else parts[-1 if function == "pgettext" else 0]
            )
        else:
            yield found


def fresh() -> Catalog:
    """Return the catalogue as it should be: every message of the code, with the translations there are."""
    with PO.open("rb") as file:
        old = read_po(file, locale="en")
    new = Catalog(
        locale="en", project="rasoat", version="0", header_comment="# English of rasoat.", fuzzy=False
    )
    for place, found in messages():
        key = found if isinstance(found, str) else found[0]
        kept = old.get(key)
        string = kept.string if kept is not None else None
        new.add(found, string=string, locations=[(place, None)], flags=_flags(key))
    return new


def _flags(key: str) -> list[str]:
    return ["python-format"] if re.search(r"%\(\w+\)[sd]", key) else []


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no English."""
    empty = (None, "", ())
    return [
        str(message.id)
        for message in catalog
        if message.id
        and (message.string in empty or (isinstance(message.string, tuple) and not all(message.string)))
    ]


def po_text(catalog: Catalog) -> bytes:
    """Return the catalogue as a .po file, in a fixed order and without dates."""
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, omit_header=False, width=100, no_location=True)
    return re.sub(rb'"(POT-Creation|PO-Revision)-Date: [^\n]*\n', b"", out.getvalue())


def compiled() -> bytes:
    """Return django.mo as it follows from django.po; its dates are fixed, so that it only changes with its texts."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en")
    catalog.creation_date = catalog.revision_date = datetime(2018, 10, 9, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write() -> int:
    """Write django.po and django.mo; return how many messages have no English yet."""
    catalog = fresh()
    PO.write_bytes(po_text(catalog))
    PO.with_suffix(".mo").write_bytes(compiled())
    missing = untranslated(catalog)
    for message in missing:
        print(f"no English: {message!r}")
    return len(missing)


if __name__ == "__main__":
    raise SystemExit(1 if write() else 0)
