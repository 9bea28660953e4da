"""The secret code of a receipt: printed once for the person who brought something in, kept only as a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
_LENGTH, _GROUP = 12, 4


def new_code() -> str:
    """Return an unguessable code (58 bits) as it is printed: ``K7M2-9QXT-44HD``."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def code_hash(code: str) -> str:
    """Return the keyed hash of a code, however it is written (64 hex digits)."""
    plain = "".join(letter for letter in code if letter.isalnum()).upper()
    return hmac.new(settings.SECRETS.lookup_key, b"receipt " + plain.encode(), hashlib.sha256).hexdigest()


def opens(code: str, kept: str) -> bool:
    """Whether ``code`` is the one whose hash was ``kept``; takes as long for none (an empty text) as for a wrong one."""
    return hmac.compare_digest(code_hash(code), kept or "-" * 64)
