"""The source of a proposal: a scan, PDF or workbook, known by its content and kept byte by byte under its SHA-256.

A source is not a photo: it is kept as it came, so that whoever holds the file can show that it is the same.
"""

from __future__ import annotations

from rasoat.documents import store
from rasoat.documents.attachments import LARGEST
from rasoat.documents.filekinds import kind_of, plain_name
from rasoat.documents.store import path_of, sha256_of
from rasoat.errors import Refused
from rasoat.lawbook.models import Proposal, SourceKind

__all__ = ["LARGEST", "checked", "keep", "path_of", "plain_name", "read", "sha256_of"]


def checked(content: bytes) -> SourceKind:
    """Return what a file is; raises ``Refused``: P124 (empty or over 20 MB), P125 (no PDF, picture or workbook)."""
    if not 0 < len(content) <= LARGEST:
        raise Refused("P124", size=len(content), most=LARGEST // 2**20)
    kind = kind_of(content)
    if kind is None or kind.value not in SourceKind.values:
        raise Refused("P125")
    return SourceKind(kind.value)


def keep(content: bytes) -> str:
    """Write a checked file under its SHA-256 and return that."""
    return store.keep(content, checked(content))


def read(proposal: Proposal) -> bytes:
    """Return the source of a proposal; raises ``Refused`` P137 when the file is gone or was changed."""
    content = store.read(proposal.source, proposal.source_kind)
    if content is None:
        raise Refused("P137", document=proposal.document, sha256=proposal.source[:12])
    return content
