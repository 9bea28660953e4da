"""YAML read so that every value knows its file and line, and no key is passed over in silence."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import yaml

from rasoat.errors import LawError
from rasoat.law.cells import NOT_FOUND, VERIFICATION

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader in C where PyYAML was built with it; both give the same nodes and lines."""
TEXT_TAG = "tag:yaml.org,2002:str"


class File:
    """One YAML file of a pack: its name as errors show it, and every map met in it."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self._maps: list[Map] = []
        root = _compose(text, name)
        if not isinstance(root, yaml.MappingNode):
            raise LawError("L005", file=name, line=1, key=name, expected="map")
        self.root = Map(self, root)

    def register(self, met: Map) -> None:
        """Remember ``met``, so that its keys are accounted for when the file is done."""
        self._maps.append(met)

    def refuse_unknown_keys(self) -> None:
        """Raise ``LawError`` L003 for the first key nobody asked for."""
        unknown = [found for met in self._maps for found in met.untaken()]
        if unknown:
            line, key = min(unknown)
            raise LawError("L003", file=self.name, line=line, key=key)


class Map:
    """A YAML map whose keys are taken one by one, each with the type it must have."""

    def __init__(self, file: File, node: yaml.MappingNode) -> None:
        self.file = file
        self.line = _line(node)
        self._nodes: dict[str, yaml.Node] = {}
        self._key_lines: dict[str, int] = {}
        self._taken: set[str] = set()
        self._children: dict[int, Map] = {}
        for key_node, value_node in node.value:
            self._add(str(key_node.value), _line(key_node), value_node)
        file.register(self)

    def _add(self, key: str, line: int, value: yaml.Node) -> None:
        if key in self._nodes:
            raise LawError("L006", file=self.file.name, line=line, key=key)
        self._nodes[key] = value
        self._key_lines[key] = line

    def untaken(self) -> list[tuple[int, str]]:
        """Return line and name of the keys nobody asked for."""
        return [(self._key_lines[key], key) for key in self._nodes.keys() - self._taken]

    def has(self, key: str) -> bool:
        """Tell whether ``key`` stands in the map."""
        return key in self._nodes

    def line_of(self, key: str) -> int:
        """Return the line of ``key``, or of the map when the key is absent."""
        return self._key_lines.get(key, self.line)

    def error(self, code: str, at: str | None = None, **where: Any) -> LawError:
        """Return a ``LawError`` that points at ``at`` in this map."""
        line = self.line if at is None else self.line_of(at)
        return LawError(code, file=self.file.name, line=line, **where)

    def _take(self, key: str) -> yaml.Node:
        if key not in self._nodes:
            raise self.error("L004", key=key)
        self._taken.add(key)
        return self._nodes[key]

    def value(self, key: str) -> Any:
        """Return a scalar as YAML reads it: text, whole number, flag, date or nothing."""
        node = self._take(key)
        if not isinstance(node, yaml.ScalarNode):
            raise self.error("L005", key, key=key, expected="scalar")
        return self._scalar(key, node)

    def _scalar(self, key: str, node: yaml.ScalarNode) -> Any:
        made: Any = _construct(node)
        if isinstance(made, str):
            return unicodedata.normalize("NFC", made).strip()
        if made is None or type(made) in (bool, int, dt.date):
            return made
        raise LawError(
            "L005", file=self.file.name, line=_line(node), key=key, expected="text | integer | date"
        )

    def typed(self, key: str, kind: type) -> Any:
        """Return the scalar at ``key``; raise L005 unless it is exactly of ``kind``."""
        found = self.value(key)
        if type(found) is not kind or found == "":
            raise self.error("L005", key, key=key, expected=_NAMES[kind])
        return found

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        return str(self.typed(key, str))

    def whole(self, key: str) -> int:
        """Return a whole number."""
        return int(self.typed(key, int))

    def flag(self, key: str) -> bool:
        """Return true or false; an absent key is false."""
        return self.has(key) and bool(self.typed(key, bool))

    def day(self, key: str) -> dt.date:
        """Return a date."""
        found: dt.date = self.typed(key, dt.date)
        return found

    def maybe_text(self, key: str) -> str | None:
        """Return a text, or None when the key is absent."""
        return self.text(key) if self.has(key) else None

    def maybe_whole(self, key: str) -> int | None:
        """Return a whole number, or None when the key is absent."""
        return self.whole(key) if self.has(key) else None

    def maybe_day(self, key: str) -> dt.date | None:
        """Return a date, or None when the key is absent."""
        return self.day(key) if self.has(key) else None

    def map(self, key: str) -> Map:
        """Return the map at ``key``."""
        node = self._take(key)
        if not isinstance(node, yaml.MappingNode):
            raise self.error("L005", key, key=key, expected="map")
        return self._child(node)

    def _child(self, node: yaml.MappingNode) -> Map:
        if id(node) not in self._children:
            self._children[id(node)] = Map(self.file, node)
        return self._children[id(node)]

    def maps(self, key: str) -> list[Map]:
        """Return the list of maps at ``key``; it is never empty."""
        nodes = self._sequence(key)
        if not all(isinstance(node, yaml.MappingNode) for node in nodes):
            raise self.error("L005", key, key=key, expected="list of maps")
        return [self._child(node) for node in nodes if isinstance(node, yaml.MappingNode)]

    def listed(self, key: str) -> list[Map]:
        """Return the list of maps at ``key``; none when ``<key>_not_found`` stands in its place."""
        return [] if self.has(key + NOT_FOUND) else self.maps(key)

    def texts(self, key: str) -> list[str]:
        """Return the list of texts at ``key``; it is never empty."""
        found = [self._scalar(key, node) for node in self._sequence(key) if isinstance(node, yaml.ScalarNode)]
        if len(found) != len(self._sequence(key)) or not all(
            isinstance(text, str) and text for text in found
        ):
            raise self.error("L005", key, key=key, expected="list of texts")
        return found

    def _sequence(self, key: str) -> list[yaml.Node]:
        node = self._take(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise self.error("L005", key, key=key, expected="list")
        return list(node.value)

    def missing(self, key: str) -> bool:
        """Tell whether the value at ``key`` is left empty because it was not found; raise L021 or L022 otherwise."""
        not_found = self.text("provenance") == "not-found"
        empty = not self.has(key) or self._is_null(key)
        if empty and not not_found:
            raise self.error("L021", key, key=key)
        if not_found and not empty:
            raise self.error("L022", key, key=key)
        return empty

    def _is_null(self, key: str) -> bool:
        self._taken.add(key)
        node = self._nodes[key]
        return isinstance(node, yaml.ScalarNode) and _construct(node) is None

    def names(self) -> list[str]:
        """Return the keys in the order of the file."""
        return list(self._nodes)

    def plain(self) -> dict[str, Any]:
        """Return the content without order of keys, comments and verification marks, for the hash."""
        return {key: _plain(node) for key, node in sorted(self._nodes.items()) if key not in VERIFICATION}


_NAMES = {str: "text", int: "integer", bool: "true | false", dt.date: "date yyyy-mm-dd"}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _construct(node: yaml.ScalarNode) -> Any:
    if node.tag == TEXT_TAG:
        return node.value
    return yaml.constructor.SafeConstructor().construct_object(node)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        pairs = sorted((str(key.value), value) for key, value in node.value)
        return {key: _plain(value) for key, value in pairs if key not in VERIFICATION}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    made = _construct(node) if isinstance(node, yaml.ScalarNode) else None
    return unicodedata.normalize("NFC", made).strip() if isinstance(made, str) else made


def _compose(text: str, name: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = 1 if mark is None else mark.line + 1
        raise LawError("L002", file=name, line=line, problem=error.problem or "YAML") from error
    except yaml.YAMLError as error:
        raise LawError("L002", file=name, line=1, problem=type(error).__name__) from error
    if node is None:
        raise LawError("L002", file=name, line=1, problem="empty")
    return node
