"""Normal forms: NFC for storing, a folded form for searching, a cleaned form for cells of imported files."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Control, format (zero-width, byte order mark, soft hyphen, direction marks) and lone surrogates.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
# Eth looks like đ and is typed for it by some keyboards.
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normal form C, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def clean_cell(text: str) -> str:
    """Return ``text`` without invisible characters, in NFC, with runs of white space made one space.

    Line breaks and tabs count as white space: a cell is one line.
    """
    if (
        text.isprintable()
    ):  # then it holds nothing invisible, and most cells are spared the look at each letter
        return nfc(" ".join(text.split()))
    visible = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return nfc(" ".join(visible.split()))


@lru_cache(maxsize=2**16)  # a roster repeats the same few thousand names
def fold(text: str) -> str:
    """Return the form used for searching: lower case, no marks, ``đ`` as ``d``, single spaces.

    ``fold("  Nguyễn  Thị ĐÀO ") == "nguyen thi dao"``.
    """
    plain = _strip_marks(text.translate(_D_WITH_STROKE))
    # Case folding can itself bring marks or stroked letters (İ, ẚ), so strip once more.
    plain = _strip_marks(plain.casefold().translate(_D_WITH_STROKE))
    return clean_cell(plain)


def _strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Mn")
