"""The order of Vietnamese names, as a plain ASCII key that every database sorts alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# a ă â, e ê, o ô ơ, u ư: the mark that makes another letter, as the digit that follows the base letter.
_LETTER_MARKS = {
    ("a", "\u0306"): "1",
    ("a", "\u0302"): "2",
    ("e", "\u0302"): "1",
    ("o", "\u0302"): "1",
    ("o", "\u031b"): "2",
    ("u", "\u031b"): "1",
}
# Ngang (no mark) is 0; then huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NO_TONE = "0"
_D_WITH_STROKE = frozenset("đð")


def sort_key(full_name: str) -> str:
    """Return the key that orders full names by given name, then middle names, then family name.

    Letters go a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z, and among words of the same
    letters the tones go ngang, huyền, hỏi, ngã, sắc, nặng. Case and punctuation do not count. The key is
    ASCII (digits, lower-case letters, space, ``~``): compare it bytewise, as SQLite does by default and
    PostgreSQL does under collation ``C``.
    """
    words = full_name.split()
    ordered = words[-1:] + words[1:-1] + (words[:1] if len(words) > 1 else [])
    return " ".join(key for key in map(_word_key, ordered) if key)


@lru_cache(maxsize=2**14)  # names are made of a few hundred words
def _word_key(word: str) -> str:
    """Return the word's letters, two characters each, then its tones: ``Đào`` is ``d1a0o0 1``."""
    letters: list[str] = []
    tones: list[str] = []
    for base, marks in _clusters(word):
        if base.isalnum():
            letters.append(_letter(base, marks))
            tones.extend(_TONES[mark] for mark in marks if mark in _TONES)
    return f"{''.join(letters)} {''.join(tones) or _NO_TONE}" if letters else ""


def _letter(base: str, marks: str) -> str:
    if base in _D_WITH_STROKE:
        return "d1"
    if not base.isascii():
        return f"~{ord(base):06x}"
    variant = (_LETTER_MARKS[base, mark] for mark in marks if (base, mark) in _LETTER_MARKS)
    return base + next(variant, "0")


def _clusters(word: str) -> Iterator[tuple[str, str]]:
    """Yield each base character in lower case with the marks that follow it."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    start = 0
    while start < len(decomposed):
        end = start + 1
        while end < len(decomposed) and unicodedata.combining(decomposed[end]):
            end += 1
        yield decomposed[start], decomposed[start + 1 : end]
        start = end
