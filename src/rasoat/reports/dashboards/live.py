"""The same specification, alive in the browser: what a mark says appears when it is pointed at, the others step back."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Any

from rasoat.reports.dashboards.chart import Spec
from rasoat.reports.dashboards.look import LOCALE

_FAINT = 0.7


def live(spec: Spec) -> dict[str, Any]:
    """Return what the page needs: the specification with its pointing, and the number format."""
    alive = deepcopy(spec)
    numbers = count(1)
    for view in _views(alive):
        encoding = view.get("encoding", {})
        if "description" in encoding and _is_mark(view):
            encoding["tooltip"] = {"field": encoding["description"]["field"], "type": "nominal"}
            name = f"pointed{next(numbers)}"
            select = {"type": "point", "on": "pointerover", "clear": "pointerout"}
            view.setdefault("params", []).append({"name": name, "select": select})
            encoding.setdefault(
                "opacity", {"condition": {"param": name, "value": 1, "empty": True}, "value": _FAINT}
            )
    return {"spec": alive, "locale": dict(LOCALE)}


def _views(spec: Any) -> list[dict[str, Any]]:
    found = [spec]
    for part in ("layer", "hconcat", "vconcat", "concat"):
        for each in spec.get(part, ()):
            found += _views(each)
    if isinstance(spec.get("spec"), dict):
        found += _views(spec["spec"])
    return found


def _is_mark(view: dict[str, Any]) -> bool:
    mark = view.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    return kind is not None and kind != "text"
