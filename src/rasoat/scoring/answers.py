"""Reading answers: each column to a value that is possible, or to the reason why it is not.

The patterns here are shared with the bulk path, so that both read a text alike.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from rasoat.law import Question, Rules
from rasoat.law.model import CM2_PER_M2
from rasoat.scoring.results import Reason

Answer = int | str | Decimal | None
Answers = Mapping[str, Answer]
Value = int | str

BLANKS = " \t\r\n"
WHOLE = "^[0-9]{1,9}$"
TOO_LONG = "^[0-9]{10,}$"
NEGATIVE = "^-[0-9]+([.,][0-9]+)?$"
AREA = "^[0-9]{1,6}([.][0-9]{1,4}|,[0-9]{1,2})?$"
YES_NO = ("0", "1")


def text(answer: Answer) -> str | None:
    """Return an answer as the text a file would hold, or None when it is blank."""
    if answer is None:
        return None
    if isinstance(answer, str):
        return answer.strip(BLANKS) or None
    return format(answer, "f") if isinstance(answer, Decimal) else str(int(answer))


def answers_hash(answers: Answers) -> str:
    """Return the SHA-256 (hex) of answers; blank answers and the order of columns do not change it."""
    filled = {column: text(answer) for column, answer in answers.items()}
    kept = {c: unicodedata.normalize("NFC", t) for c, t in filled.items() if t is not None}
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_question(question: Question, answer: Answer) -> Value | Reason:
    """Return the value of one answer, floor area in cm², or the reason why it has none."""
    found = text(answer)
    if found is None:
        return Reason("S001", question.id)
    code, value = _READERS[question.type](question, found)
    return Reason(code, question.id, found) if code else value


def _choice(question: Question, found: str) -> tuple[str, Value]:
    return ("", found) if any(found == choice.key for choice in question.choices) else ("S002", 0)


def _yes_no(_question: Question, found: str) -> tuple[str, Value]:
    return ("", int(found)) if found in YES_NO else ("S002", 0)


def _whole(question: Question, found: str) -> tuple[str, Value]:
    if not re.search(WHOLE, found):
        return _not_whole(found), 0
    value = int(found)
    return ("S004" if value < (question.minimum or 0) else ""), value


def _not_whole(found: str) -> str:
    if re.search(NEGATIVE, found):
        return "S004"
    return "S007" if re.search(TOO_LONG, found) else "S003"


def _area(_question: Question, found: str) -> tuple[str, Value]:
    if not re.search(AREA, found):
        return ("S004" if re.search(NEGATIVE, found) else "S005"), 0
    return "", int(Decimal(found.replace(",", ".")) * CM2_PER_M2)


_READERS = {"choice": _choice, "yes_no": _yes_no, "integer": _whole, "decimal": _area}


def read_area(rules: Rules, answers: Answers) -> tuple[str, str] | tuple[Reason, ...]:
    """Return area type and area key of a household, or the reasons why it stands in none."""
    area_type, region = text(answers.get("area_type")), text(answers.get("region"))
    if area_type is None:
        return (Reason("S001", "area_type"),)
    if area_type not in ("rural", "urban"):
        return (Reason("S002", "area_type", area_type),)
    if area_type == "urban" and region is not None:
        return (Reason("S008", "region", region),)
    if area_type == "rural" and region is None:
        return (Reason("S001", "region"),)
    area = rules.area(area_type, region)
    return (area_type, area.key) if area else (Reason("S002", "region", region),)
