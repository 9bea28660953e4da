"""A value of the law as people read it: points, bounds, days, rules, and what a list or form holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from rasoat import law
from rasoat.law.model import AnyOf, Part, RuleText
from rasoat.law.read_classes import bounds_of_text
from rasoat.law.read_forms import NO_SUCH_RULE
from rasoat.lawbook.drafting import text_of
from rasoat.scoring.explaining import threshold_text
from rasoat.text_vi import number

_SEPARATOR = "; "


def shown(rules: law.Rules, cell: law.Cell[Any], language: str) -> str:
    """Return the value of a cell in words; a value that was not found says so."""
    if not cell.known:
        return _("chưa tìm thấy trong văn bản")
    text = text_of(cell)
    return readable(rules, cell.key, text, language) if text else _content(rules, cell, language)


def readable(rules: law.Rules, key: str, text: str, language: str) -> str:
    """Return a text of an amendment in words; an empty one is a value not known yet."""
    if not text:
        return _("chưa có giá trị")
    if key == "b1.rural_only":
        return _items(rules, text, language)
    if key.startswith("class."):
        return _bounds(text, language)
    if text in ("true", "false"):
        return _("có") if text == "true" else _("không")
    if text.isdecimal():
        return _amount(key, int(text))
    return _word(text)


def _items(rules: law.Rules, text: str, language: str) -> str:
    named = set(text.split())
    return ", ".join(item.label(language) for item in rules.items if item.key in named) or _("không mục nào")


def _bounds(text: str, language: str) -> str:
    try:
        return threshold_text(bounds_of_text(text), language)
    except ValueError:
        return text


def _amount(key: str, amount: int) -> str:
    if key.startswith("income."):
        return _("%(amount)s đồng một người một tháng") % {"amount": number(amount)}
    return str(amount) if "year" in key else number(amount)


def _word(text: str) -> str:
    if len(text) == 5 and text[2] == "-" and text.replace("-", "").isdecimal():
        return f"{text[3:]}/{text[:2]}"
    words = {
        NO_SUCH_RULE: _("văn bản không quy định"),
        "first_day": _("ngày đầu của tháng hoặc của năm"),
        "all_dependent": _("cả hộ là người phụ thuộc"),
    }
    return words.get(text, text)


def _content(rules: law.Rules, cell: law.Cell[Any], language: str) -> str:
    """Return what a cell without a value of its own stands for: the questions of a form, the choices of a list …"""
    group, _dot, rest = cell.key.partition(".")
    if isinstance(cell.value, RuleText):
        return str(getattr(cell.value, language))
    try:
        return _SEPARATOR.join(_CONTENTS[group](rules, rest, cell, language)) or "–"
    except (KeyError, StopIteration):
        return "–"


Lines = Iterable[str]


def _b1(rules: law.Rules, rest: str, _cell: law.Cell[Any], language: str) -> Lines:
    item = rules.item(rest.partition(".")[2])
    return [
        item.question_vi if language == "vi" else item.question_en,
        *(o.label(language) for o in item.options),
    ]


def _b2(rules: law.Rules, rest: str, cell: law.Cell[Any], language: str) -> Lines:
    indicator = rules.indicator(rest.partition(".")[2])
    if rest.startswith("how."):
        return [how(cell.value, rules, language)]
    return [f"{indicator.number}", indicator.dimension(language), indicator.label(language)]


def how(value: Any, rules: law.Rules, language: str) -> str:
    """Return in words how an indicator follows from the answers."""
    if isinstance(value, law.FromMembers):
        share = (
            _("hơn %(percent)s %% số người: ") % {"percent": value.percent}
            if value.percent is not None
            else ""
        )
        return _("Suy ra từ thành viên: ") + share + tests(value.tests, rules, language)
    if isinstance(value, law.FromAnswers):
        parts = " | ".join(_part(part, rules, language) for part in value.parts)
        return _("Suy ra từ câu trả lời, ít nhất %(count)s: ") % {"count": value.at_least} + parts
    return _("Đánh dấu trên phiếu")


def _part(part: Part, rules: law.Rules, language: str) -> str:
    if part.per:
        return _("%(question)s mỗi người dưới %(below)s") % {
            "question": _question(rules, part.question, language),
            "below": part.below,
        }
    asked = next((each for each in rules.questions if each.id == part.question), None)
    names = {each.key: each.label(language) for each in asked.choices} if asked else {}
    chosen = ", ".join(names.get(option, option) for option in part.options)
    return f"{_question(rules, part.question, language)} = {chosen}"


def _question(rules: law.Rules, asked: str, language: str) -> str:
    return next((each.label(language) for each in rules.questions if each.id == asked), asked)


def tests(any_of: AnyOf, rules: law.Rules, language: str) -> str:
    """Return tests on a person in words: alternatives joined by «hoặc»."""
    return f" {_('hoặc')} ".join(
        ", ".join(_clause(clause, rules, language) for clause in test) for test in any_of
    )


def _clause(clause: law.Clause, rules: law.Rules, language: str) -> str:
    if clause.what == "answer":
        asked = next((each for each in rules.member_questions if each.id == clause.question), None)
        return asked.said[clause.value][language != "vi"] if asked else clause.question
    words = {
        "age_from": _("từ %(age)s tuổi"),
        "age_below": _("dưới %(age)s tuổi"),
        "age_above": _("trên %(age)s tuổi"),
        "born_from": _("sinh từ năm %(age)s"),
    }
    return words[clause.what] % {"age": clause.value}


def _members(rules: law.Rules, rest: str, cell: law.Cell[Any], language: str) -> Lines:
    if rest.startswith("question."):
        asked = next(each for each in rules.member_questions if each.id == rest.removeprefix("question."))
        return [said[language != "vi"] for said in asked.said]
    if rest.startswith("group."):
        return [tests(cell.value, rules, language)]
    fact = next(each for each in rules.member_facts if each.column == rest)
    who = tests(fact.tests, rules, language) if fact.tests is not None else _("mọi người")
    return [_("đếm: %(who)s") % {"who": who} if fact.counts else _("cả hộ: %(who)s") % {"who": who}]


def _check(rules: law.Rules, rest: str, _cell: law.Cell[Any], _language: str) -> Lines:
    check = next(each for each in rules.checks if each.key == rest)
    return [_("cảnh báo, phải ghi lý do") if check.level == "warning" else _("lỗi, không nhận phiếu")]


def _form(rules: law.Rules, rest: str, _cell: law.Cell[Any], language: str) -> Lines:
    return [question.label(language) for question in rules.form(rest).questions]


def _list(rules: law.Rules, rest: str, _cell: law.Cell[Any], language: str) -> Lines:
    return [choice.label(language) for choice in rules.lists[rest].choices]


def _step(rules: law.Rules, rest: str, _cell: law.Cell[Any], _language: str) -> Lines:
    actors = {
        "commune": _("xã"), "reviewer": _("rà soát viên"), "village_head": _("trưởng thôn"), "district": _("huyện"),
        "commune_chairman": _("chủ tịch UBND xã"), "province": _("tỉnh"),
    }  # fmt: skip
    actor = next(each for each in rules.steps if each.key == rest).actor
    return [_("người làm: %(who)s") % {"who": actors.get(actor, actor)}]


def _chain(rules: law.Rules, rest: str, cell: law.Cell[Any], _language: str) -> Lines:
    levels = {
        "village": _("thôn"), "commune": _("xã"), "district": _("huyện"), "province": _("tỉnh"), "ministry": _("Bộ"),
    }  # fmt: skip
    acts = {
        law.Act.REPORT: _("báo cáo"), law.Act.OPINION: _("cho ý kiến"), law.Act.DECIDE: _("quyết định"),
        law.Act.CONSOLIDATE: _("tổng hợp"), law.Act.APPROVE: _("phê duyệt"),
    }  # fmt: skip
    act = next(each.act for each in rules.chain.links if each.key == rest)
    who = levels[cell.value] if cell.value else _("không có cấp nào")
    return [f"{acts[act]}: {who}"]


def _report(rules: law.Rules, rest: str, _cell: law.Cell[Any], language: str) -> Lines:
    form = next(each for each in rules.report_forms if each.key == rest)
    return [form.number or _("chưa biết số mẫu"), form.title(language)]


def _report_check(rules: law.Rules, rest: str, _cell: law.Cell[Any], _language: str) -> Lines:
    check = next(each for each in rules.report_checks if each.key == rest)
    return [f"{report}.{line}: {' + '.join(columns)}" for report, line, columns in (check.left, check.right)]


def _report_ethnic(_rules: law.Rules, _rest: str, cell: law.Cell[Any], _language: str) -> Lines:
    return list(cell.value)


def _area(rules: law.Rules, rest: str, _cell: law.Cell[Any], language: str) -> Lines:
    area = next(each for each in rules.areas if each.key == rest)
    return [area.key, area.label(language)]


_CONTENTS: dict[str, Callable[[law.Rules, str, law.Cell[Any], str], Lines]] = {
    "b1": _b1,
    "b2": _b2,
    "members": _members,
    "check": _check,
    "form": _form,
    "list": _list,
    "step": _step,
    "chain": _chain,
    "report": _report,
    "report_check": _report_check,
    "report_ethnic": _report_ethnic,
    "area": _area,
}
