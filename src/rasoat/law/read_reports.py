"""Read reports.yaml: forms with their headings, the checks between them, and each province's ethnic columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rasoat.law.cells import Calendar, Cell, read_cell, read_dated
from rasoat.law.nodes import Map
from rasoat.law.read_forms import lasting_cell
from rasoat.law.report_forms import (
    PEOPLE,
    TABLE,
    Count,
    Cross,
    EthnicColumns,
    ReportColumn,
    ReportForm,
    ReportHeading,
    Reporting,
    ReportLine,
)

COUNTED = ("households", "persons", "deprivations", "children")
LISTS = ("indicators", "ethnic_groups", "causes")
TAGS = frozenset(
    [
        "all",
        "poor",
        "near_poor",
        "listed",
        "average",
        "poor_income",
        "poor_deprivation",
        "unscored",
        "minority",
        "kinh",
        "local_minority",
        "other_ethnic",
        "merit",
        "social_protection",
        "unable_to_work",
        "female_head",
    ]
)
FLOW = re.compile(r"(poor|near_poor)_flows\.c[1-9]")
_TERM = re.compile(r"([+-]?)\s*([a-z]\w*)")
_SUM = re.compile(r"[a-z]\w*(?: ?[+-] ?[a-z]\w*)*")
_SIDE = re.compile(r"(\w+)\.(\w+): (\w+(?: \+ \w+)*)")
TEXTS = frozenset(
    [
        "household_number",
        "member_number",
        "name",
        "born_male",
        "born_female",
        "ethnic_group",
        "relation",
        "newly",
        "again",
        "before",
        "merit",
        "local_minority",
        "unable_to_work",
        "unknown",
    ]
)


def read_reporting(root: Map, calendar: Calendar) -> Reporting:
    """Return what reports.yaml says; raise ``LawError`` with file and line where it is not sound."""
    forms: list[ReportForm] = []
    for entry in root.listed("reports"):
        forms.append(_form(entry, calendar, forms))
    return Reporting(
        forms=tuple(forms),
        crosses=tuple(_cross(entry, calendar, forms) for entry in root.maps("checks"))
        if root.has("checks")
        else (),
        ethnic={each.province: each for each in _ethnic(root, calendar)},
    )


def _form(entry: Map, calendar: Calendar, others: Sequence[ReportForm]) -> ReportForm:
    key, number = entry.text("key"), entry.maybe_text("number")
    cell = lasting_cell(entry, f"report.{key}", calendar, [form.cell for form in others])
    title_vi, title_en = entry.text("title_vi"), entry.text("title_en")
    if not entry.has("columns"):
        if cell.known:
            raise entry.error("L021", "key", key=key)
        return ReportForm(key, number, title_vi, title_en, cell)
    headings = _Headings(entry)
    return ReportForm(
        key=key,
        number=number,
        title_vi=title_vi,
        title_en=title_en,
        cell=cell,
        kind=_one_of(entry, "kind", (TABLE, PEOPLE)) if entry.has("kind") else TABLE,
        lines=tuple(_line(each) for each in entry.maps("lines")),
        headings=headings.read(),
        of=_tags(entry, "of") if entry.has("of") else (),
        blocks=entry.flag("blocks"),
        second=entry.flag("second"),
        children_below=entry.maybe_whole("children_below") or 0,
    )


def _line(entry: Map) -> ReportLine:
    count = Count(_tags(entry, "of") if entry.has("of") else (), _one_of(entry, "counts", COUNTED))
    return ReportLine(entry.text("key"), entry.text("vi"), entry.text("en"), count)


class _Headings:
    """Reads the headings of one form; columns without a name of their own are numbered c1, c2 … from left to right.

    After an ``each`` the numbers depend on the list, so everything there is named by ``as`` until the form is laid
    out for a round.
    """

    def __init__(self, entry: Map) -> None:
        self.entry = entry
        self.names: set[str] = set()
        self.next = 1
        self.numbered = True

    def read(self) -> tuple[ReportHeading, ...]:
        found = tuple(self._heading(each) for each in self.entry.maps("columns"))
        for heading in found:
            for leaf in heading.leaves():
                self._check(leaf)
        return found

    def _heading(self, entry: Map) -> ReportHeading:
        vi, en = entry.maybe_text("vi") or "", entry.maybe_text("en") or ""
        if entry.has("parts"):
            return ReportHeading(vi, en, tuple(self._heading(each) for each in entry.maps("parts")))
        each = _one_of(entry, "each", LISTS) if entry.has("each") else ""
        alias = entry.maybe_text("as") or ""
        name = entry.maybe_text("id") or (f"c{self.next}" if not each else "")
        self.next += not each and not entry.has("id")
        self.numbered &= not each
        self.names |= {alias} | ({name} if self.numbered or entry.has("id") else set())
        column = ReportColumn(
            name=name,
            number=entry.maybe_text("number") or "",
            count=_count(entry),
            over=_pair(entry) if entry.has("over") else None,
            per=entry.maybe_text("per"),
            sums=_sums(entry) if entry.has("sums") else None,
            text=_one_of(entry, "text", sorted(TEXTS)) if entry.has("text") else None,
        )
        if column.count is None and column.over is None and column.sums is None and column.text is None:
            raise entry.error("L004", key="of | over | sums | text")
        return ReportHeading(vi, en, (), column, alias, each)

    def _check(self, heading: ReportHeading) -> None:
        column = heading.column
        assert column is not None
        for name in (*(column.over or ()), *(column.sums or ()), *([column.per] if column.per else [])):
            if name not in self.names:
                raise self.entry.error("L020", "columns", name=name, where_from="columns")


def _count(entry: Map) -> Count | None:
    if not entry.has("of"):
        return None
    said: tuple[tuple[str, int], ...] = ()
    if entry.has("said"):
        answers = entry.map("said")
        said = tuple((name, answers.whole(name)) for name in answers.names())
    what = _one_of(entry, "counts", COUNTED) if entry.has("counts") else ""
    return Count(_tags(entry, "of"), what, said)


def _tags(entry: Map, key: str) -> tuple[str, ...]:
    tags = entry.texts(key)
    for tag in tags:
        if tag not in TAGS and not FLOW.fullmatch(tag):
            raise entry.error("L020", key, name=tag, where_from="reports.yaml")
    return tuple(tags)


def _pair(entry: Map) -> tuple[str, str]:
    names = entry.texts("over")
    if len(names) != 2:
        raise entry.error("L005", "over", key="over", expected="[numerator, denominator]")
    return names[0], names[1]


def _sums(entry: Map) -> dict[str, int]:
    text = entry.text("sums")
    terms = _TERM.findall(text)
    if not _SUM.fullmatch(text):
        raise entry.error("L005", "sums", key="sums", expected="c1 - c2 + c3")
    return {name: -1 if sign == "-" else 1 for sign, name in terms}


def _one_of(entry: Map, key: str, known: Sequence[str]) -> str:
    found = entry.text(key)
    if found not in known:
        raise entry.error("L005", key, key=key, expected=" | ".join(known))
    return found


def _cross(entry: Map, calendar: Calendar, forms: Sequence[ReportForm]) -> Cross:
    key = entry.text("key")
    cell = read_cell(entry, f"report_check.{key}", calendar, lambda _entry: None)
    return Cross(key, _side(entry, "left", forms), _side(entry, "right", forms), cell)


def _side(entry: Map, name: str, forms: Sequence[ReportForm]) -> tuple[str, str, tuple[str, ...]]:
    matched = _SIDE.fullmatch(entry.text(name))
    if matched is None:
        raise entry.error("L005", name, key=name, expected="report.line: c1 + c2")
    report, line, columns = matched[1], matched[2], tuple(matched[3].split(" + "))
    of = [form for form in forms if form.key == report and form.headings]
    if not of or line not in {each.key for each in of[-1].lines}:
        raise entry.error("L020", name, name=f"{report}.{line}", where_from="reports.yaml")
    leaves = [leaf for heading in of[-1].headings for leaf in heading.leaves()]
    known = {leaf.alias for leaf in leaves} | {leaf.column.name for leaf in leaves if leaf.column}
    known |= {leaf.each for leaf in leaves}
    for column in columns:
        if column not in known:
            raise entry.error("L020", name, name=f"{report}.{column}", where_from="reports.yaml")
    return report, line, columns


def _ethnic(root: Map, calendar: Calendar) -> Iterator[EthnicColumns]:
    for entry in root.maps("ethnic_columns") if root.has("ethnic_columns") else ():
        province = entry.text("province")
        cells: tuple[Cell[tuple[str, ...]], ...] = read_dated(
            entry.maps("values"),
            f"report_ethnic.{province}",
            calendar,
            lambda each: tuple(each.texts("groups")),
            parse=lambda text: tuple(name.strip() for name in text.split(",") if name.strip()),
        )
        yield EthnicColumns(province, cells)
