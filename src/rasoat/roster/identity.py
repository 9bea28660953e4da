"""Identity numbers: sealed at rest, found again by a keyed hash, shown masked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

KEY_ID = "k1"
_PURPOSE = "rasoat.member.identity_number"


def seal(plain: str, purpose: str = _PURPOSE) -> str:
    """Encrypt with AES-256-GCM; the column's purpose is bound in, so a value moved elsewhere does not open."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(settings.SECRETS.data_key).encrypt(nonce, plain.encode(), purpose.encode())
    return f"{KEY_ID}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, purpose: str = _PURPOSE) -> str:
    """Decrypt what ``seal`` made; raises ``cryptography.exceptions.InvalidTag`` when it was changed."""
    raw = base64.b64decode(sealed.partition(":")[2])
    return AESGCM(settings.SECRETS.data_key).decrypt(raw[:12], raw[12:], purpose.encode()).decode()


def normalise(number: str) -> str:
    """Keep the digits and letters only, upper case."""
    return "".join(c for c in number if c.isalnum()).upper()


def lookup(number: str) -> str:
    """Return the keyed hash of a number (64 hex digits), or an empty text for none."""
    plain = normalise(number)
    return hmac.new(settings.SECRETS.lookup_key, plain.encode(), hashlib.sha256).hexdigest() if plain else ""


def mask(number: str) -> str:
    """Show the last three characters only."""
    return "•" * max(len(number) - 3, 0) + number[-3:] if number else ""


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A text column that is sealed on its way into the database and opened on its way out.

    ``purpose`` is bound into what is sealed: a value moved to a column of another purpose does not open there.
    """

    def __init__(self, *args: Any, purpose: str = _PURPOSE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def deconstruct(self) -> Any:
        """Name the purpose in migrations when it is not that of the roster."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose} if self.purpose != _PURPOSE else kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Seal a non-empty value."""
        return seal(value, self.purpose) if value else ""

    def from_db_value(self, value: Any, *_args: Any) -> Any:
        """Open a non-empty value."""
        return unseal(value, self.purpose) if value else ""
