"""The secret code of a receipt: it follows from the number and a key, so it is printed and checked but never stored."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
_LENGTH, _GROUP = 12, 4


def code_of(number: str) -> str:
    """Return the unguessable code (58 bits) of a receipt as it is printed: ``K7M2-9QXT-44HD``."""
    said = f"receipt {number}"
    keyed = int.from_bytes(
        hmac.new(settings.SECRETS.lookup_key, said.encode(), hashlib.sha256).digest(), "big"
    )
    letters = "".join(_LETTERS[keyed // len(_LETTERS) ** at % len(_LETTERS)] for at in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def opens(number: str, code: str) -> bool:
    """Whether ``code`` (however it is written) belongs to ``number``; the same work whether the number exists or not."""
    return hmac.compare_digest(_plain(code), _plain(code_of(number.strip().upper())))


def _plain(code: str) -> bytes:
    return "".join(letter for letter in code if letter.isalnum()).upper().encode()
