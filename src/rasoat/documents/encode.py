"""Check a document's data against its shape and turn it into JSON for the templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from rasoat.documents.shapes import SHAPES
from rasoat.errors import InputError
from rasoat.text_vi import clean_cell, date, long_date


def encode(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` as the templates read it: text in NFC, dates in words, left-out fields as ``None``.

    Raises ``InputError`` D001 (unknown kind), D002 (field missing), D003 (unknown field), D004 (wrong type).
    """
    if kind not in SHAPES:
        raise InputError("D001", kind=kind, known=", ".join(SHAPES))
    encoded: dict[str, Any] = _Encoder(kind).typed_dict(data, SHAPES[kind], "")
    return encoded


@cache
def _hints(shape: Any) -> Mapping[str, Any]:
    """Resolve the annotations of a shape once; there are thousands of certificates and one shape."""
    return get_type_hints(shape)


class _Encoder:
    """Walks a value and its annotation together; ``path`` says where, as ``discussed[3].head``."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def typed_dict(self, value: Any, shape: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise self._wrong_type(value, shape, path)
        hints = _hints(shape)
        prefix = f"{path}." if path else ""
        for name in value:
            if name not in hints:
                raise InputError("D003", kind=self._kind, field=f"{prefix}{name}")
        for name in sorted(shape.__required_keys__):
            if name not in value:
                raise InputError("D002", kind=self._kind, field=f"{prefix}{name}")
        return {
            name: self.value(value[name], hint, f"{prefix}{name}") if name in value else None
            for name, hint in hints.items()
        }

    def value(self, value: Any, hint: Any, path: str) -> Any:
        if isinstance(hint, UnionType):
            return None if value is None else self.value(value, _without_none(hint), path)
        if is_typeddict(hint):
            return self.typed_dict(value, hint, path)
        if get_origin(hint) is list:
            return self._list(value, hint, path)
        return self._plain(value, hint, path)

    def _list(self, value: Any, hint: Any, path: str) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise self._wrong_type(value, list, path)
        (item_hint,) = get_args(hint)
        return [self.value(item, item_hint, f"{path}[{n}]") for n, item in enumerate(value)]

    def _plain(self, value: Any, hint: Any, path: str) -> Any:
        if hint in _FROM_ISO and isinstance(value, str):
            value = self._from_iso(value, hint, path)
        # bool is an int and datetime a date in Python, but not on paper.
        if type(value) is not hint:
            raise self._wrong_type(value, hint, path)
        return _PRINTED[hint](value)

    def _from_iso(self, value: str, hint: Any, path: str) -> Any:
        try:
            return _FROM_ISO[hint](value)
        except ValueError as error:
            raise self._wrong_type(value, hint, path) from error

    def _wrong_type(self, value: Any, expected: Any, path: str) -> InputError:
        found = type(value).__name__
        return InputError("D004", kind=self._kind, field=path, expected=expected.__name__, found=found)


def _without_none(hint: UnionType) -> Any:
    (only,) = (part for part in get_args(hint) if part is not NoneType)
    return only


def _clean_lines(text: str) -> str:
    return "\n".join(clean_cell(line) for line in text.splitlines())


def _day(day: dt.date) -> dict[str, str]:
    return {"iso": day.isoformat()[:10], "short": date(day), "long": long_date(day)}


def _moment(moment: dt.datetime) -> dict[str, str]:
    return {**_day(moment), "time": f"{moment:%H} giờ {moment:%M} phút"}


_FROM_ISO: Mapping[Any, Callable[[str], Any]] = {
    dt.date: dt.date.fromisoformat,
    dt.datetime: dt.datetime.fromisoformat,
}
_PRINTED: Mapping[Any, Callable[[Any], Any]] = {
    bool: bool,
    int: int,
    str: _clean_lines,
    dt.date: _day,
    dt.datetime: _moment,
}
