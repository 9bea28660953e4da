"""What each kind of document holds: one typed dictionary a kind.

Callers build plain dictionaries that mypy checks against these shapes, and ``render`` checks them again when
it prints, so a misspelt or missing field is an error and never an empty space on paper. Everything is JSON,
except that dates may be ``date``/``datetime`` or their ISO text: a stored document can be printed again from
its JSON. Times are local (Asia/Ho_Chi_Minh), counts are whole households or persons, ``None`` is unknown and
prints ``–``. A text may hold line breaks where its description says "lines".
"""

# No "from __future__ import annotations": Python 3.11 then no longer sees NotRequired in these classes.
import datetime as dt
from typing import NotRequired, TypedDict


class Letterhead(TypedDict):
    """The head of an official paper (Thông tư 01/2011/TT-BNV, Điều 6 to 9)."""

    parent: NotRequired[str]
    """The body above the issuer, lines, in capitals; left out by a People's Committee."""
    issuer: str
    """The issuing body, lines, in capitals: ``ỦY BAN NHÂN DÂN`` / ``XÃ KHANG NINH``."""
    number: NotRequired[str]
    """Number and sign, ``12/QĐ-UBND``; left out by papers without one, such as minutes."""
    place: str
    dated: dt.date


class Signature(TypedDict):
    """Who signs."""

    capacity: str
    """Authority and office, lines, in capitals: ``TM. ỦY BAN NHÂN DÂN`` / ``CHỦ TỊCH``."""
    name: str
    """Full name; empty leaves the space blank."""


class Person(TypedDict):
    """A person with his or her part in a meeting."""

    name: str
    role: str


class Document(TypedDict):
    """What all documents share."""

    practice: bool
    """True prints ``THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ`` on every page."""
    head: Letterhead
    year: int
    """The year of the review."""


class Attendance(TypedDict):
    """How many people of one group came to the meeting."""

    group: str
    count: int
    note: NotRequired[str]


class DiscussedHousehold(TypedDict):
    """A household whose result the meeting discussed."""

    head: str
    b1: int | None
    b2: int | None
    result: str
    opinion: str
    note: NotRequired[str]
    in_favour: NotRequired[int]
    """How many of those present agreed; left out where the rules count no hands."""


class ReturnedHousehold(TypedDict):
    """A household the meeting sends back to be surveyed again."""

    head: str
    reason: str


class Minutes(Document):
    """Biên bản họp thôn (Thông tư 17/2016/TT-BLĐTBXH, Điều 6, as amended by Thông tư 14/2018/TT-BLĐTBXH)."""

    village: str
    """With its type: ``thôn Nà Mằm``, ``tiểu khu 3``."""
    commune: str
    """With its type: ``xã Khang Ninh``."""
    place: str
    began_at: dt.datetime
    ended_at: dt.datetime
    chair: Person
    secretary: Person
    attendance: list[Attendance]
    households_in_village: int | None
    households_present: int | None
    vote_percent: NotRequired[int]
    """The share of all present that must agree; left out where the rules have none."""
    copies: NotRequired[int]
    """How many copies the rules ask for; left out where they were not found."""
    discussed: list[DiscussedHousehold]
    returned: list[ReturnedHousehold]
    other_opinions: NotRequired[list[str]]
    conclusion: list[str]
    representatives: list[str]
    """Names of the households' representatives who sign."""


class InvitedGroup(TypedDict):
    """The people of one group who are asked to come."""

    group: str
    names: list[str]


class Invitation(Document):
    """Danh sách mời và giấy mời họp thôn: the list with a place to sign, then a letter for each person."""

    village: str
    commune: str
    place: str
    meets_at: dt.datetime
    about: list[str]
    """What the meeting is about, one line each."""
    groups: list[InvitedGroup]
    signature: Signature


class PostedHousehold(TypedDict):
    """All that a posted list says of a household: no identity number, illness or reason."""

    head: str
    village: str
    persons: int


class Posting(Document):
    """Danh sách niêm yết công khai (Thông tư 17/2016/TT-BLĐTBXH, Điều 6)."""

    area: str
    """The area posted for, with its type: ``thôn Nà Mằm, xã Khang Ninh``."""
    posted_from: dt.date
    posted_until: dt.date
    places: list[str]
    complain_to: str
    complain_until: dt.date
    phone: NotRequired[str]
    link: NotRequired[str]
    """Address of the public page, printed with its QR code; left out where the site has no address."""
    new_poor: list[PostedHousehold]
    new_near_poor: list[PostedHousehold]
    escaped_poor: list[PostedHousehold]
    escaped_near_poor: list[PostedHousehold]
    signature: Signature


class RecognisedHousehold(TypedDict):
    """A household in an annex of the decision."""

    head: str
    village: str
    persons: int
    note: NotRequired[str]


class Decision(Document):
    """Quyết định công nhận of the chairman of the commune (Thông tư 17/2016/TT-BLĐTBXH, Điều 6)."""

    authority: str
    """In capitals: ``CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KHANG NINH``."""
    commune: str
    bases: list[str]
    poor: list[RecognisedHousehold]
    near_poor: list[RecognisedHousehold]
    escaped_to_near_poor: list[RecognisedHousehold]
    escaped_above_near_poor: list[RecognisedHousehold]
    escaped_near_poor: list[RecognisedHousehold]
    duties: str
    """Article 2: who carries the decision out, and how."""
    effect: str
    """Article 3: from when it is in force and who answers for it."""
    recipients: list[str]
    signature: Signature


class Confirmation(TypedDict):
    """One year's line of a certificate."""

    year: int
    status: str
    """``Hộ nghèo`` or ``Hộ cận nghèo``."""
    decision: str
    """Number of the decision of recognition."""
    decided_on: dt.date


class CertifiedMember(TypedDict):
    """A member of the household on the back of its certificate."""

    name: str
    birth: str
    """As known: dd/mm/yyyy, mm/yyyy or yyyy."""
    sex: str
    relation: str
    ethnic_group: str


class Certificate(Document):
    """Giấy chứng nhận hộ nghèo, hộ cận nghèo (Thông tư 17/2016/TT-BLĐTBXH, Phụ lục 2e)."""

    bases: list[str]
    household_head: str
    ethnic_group: str
    identity_number: NotRequired[str]
    """Masked as the caller wishes; left out prints a dotted line to write on."""
    identity_issued_on: NotRequired[str]
    identity_issued_by: NotRequired[str]
    residence: str
    first_year: int
    last_year: int
    confirmations: list[Confirmation]
    members: list[CertifiedMember]
    notes: list[str]
    signature: Signature
    mark: NotRequired[str]
    """What sets a re-issued one apart: ``Cấp lại lần 1``, ``Thay giấy số …``."""
    link: NotRequired[str]
    """Address of the page that says whether it is valid; printed as a QR code."""


class InspectedVillage(TypedDict):
    """A village of an inspection: how many households there are, were drawn, were picked, and have another class."""

    village: str
    households: int
    drawn: int
    picked: int
    differing: int


class InspectedHousehold(TypedDict):
    """An inspected household whose class differs, or that has a finding of its own."""

    head: str
    village: str
    origin: str
    """At random, or the reason it was picked for."""
    first: str
    found: str
    note: str
    """What the inspector wrote; may be empty."""


class EstimatedError(TypedDict):
    """An error of the first forms as the random sample tells it, as printed."""

    label: str
    wrong: int
    of: int
    share: str
    """``12,5 %``, or ``–`` without a denominator."""
    interval: str
    """``4,3 % – 31,0 %``, or ``–``."""


class FoundMatter(TypedDict):
    """A finding of an inspection with its order."""

    where: str
    kind: str
    text: str
    order: str
    """What is to be done, by whom and until when; may be empty."""
    state: str


class InspectionRecord(Document):
    """Biên bản kiểm tra, phúc tra: sample, method, results and findings of one commune."""

    commune: str
    """With its type: ``xã Khang Ninh``."""
    reported_on: dt.date
    inspected_from: dt.date
    inspected_until: dt.date
    inspectors: list[str]
    method: list[str]
    villages: list[InspectedVillage]
    errors: list[EstimatedError]
    remarks: list[str]
    """How to read the errors; each a paragraph."""
    households: list[InspectedHousehold]
    questions: list[EstimatedError]
    """The questions answered otherwise most often: ``wrong`` differing of ``of`` households."""
    findings: list[FoundMatter]
    inspector: str


class DossierPaper(TypedDict):
    """A paper that lies in the dossier."""

    name: str
    day: str
    note: str


class DossierCheck(TypedDict):
    """One check of the dossier, where it comes from, and how it stands."""

    name: str
    rule: str
    result: str


class Dossier(Document):
    """Hồ sơ thẩm định of a commune: cover, list of papers, checks; a working paper without a number."""

    about: str
    """Lines."""
    state: str
    papers: list[DossierPaper]
    checks: list[DossierCheck]


class OpinionRow(TypedDict):
    """A class of households as the commune submitted it and as the district found it."""

    label: str
    submitted: int | None
    agreed: int | None
    note: NotRequired[str]


class Opinion(Document):
    """Công văn of the district with its appraisal opinion (ý kiến thẩm định)."""

    subject: str
    """After ``V/v``."""
    addressees: list[str]
    paragraphs: list[str]
    rows: list[OpinionRow]
    requests: list[str]
    """What the commune is asked to do, each a numbered point; empty if nothing."""
    recipients: list[str]
    signature: Signature


class LetterFact(TypedDict):
    """One line of what a letter is about: what it is, and its value."""

    label: str
    value: str


class Letter(Document):
    """A written answer to one household or person (văn bản trả lời): what was asked, what was found, and why."""

    title: str
    """In capitals: ``TRẢ LỜI KHIẾU NẠI``."""
    subject: str
    """Under the title; may be empty."""
    addressees: list[str]
    facts: list[LetterFact]
    paragraphs: list[str]
    """The answer; each may hold lines."""
    closing: str
    """The last paragraph: where to turn to with a further question."""
    recipients: list[str]
    signature: Signature


class Announcement(Document):
    """A text to be read out or hung up, in large type (thông báo, bài đọc trên loa)."""

    title: str
    about: str
    """Under the title: the place and the days."""
    use: str
    """What the sheet is for, small, at its head: read out, notice board."""
    paragraphs: list[str]
    signature: Signature


class UnitTotals(TypedDict):
    """The results of one unit; all are households."""

    unit: str
    households: int | None
    poor: int | None
    near_poor: int | None
    average: int | None
    """Households of average living standard (hộ có mức sống trung bình)."""


class ReportUp(Document):
    """Tờ trình or báo cáo of the district with the totals, to the province."""

    title: str
    """``TỜ TRÌNH`` or ``BÁO CÁO``."""
    subject: str
    addressees: list[str]
    bases: list[str]
    paragraphs: list[str]
    rows: list[UnitTotals]
    closing: list[str]
    recipients: list[str]
    signature: Signature


class ProvinceDecision(Document):
    """Quyết định phê duyệt of the chairman of the province (Thông tư 17/2016/TT-BLĐTBXH, Điều 9)."""

    authority: str
    """In capitals: ``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC KẠN``."""
    province: str
    subject: str
    """Lines."""
    bases: list[str]
    rows: list[UnitTotals]
    duties: str
    effect: str
    recipients: list[str]
    signature: Signature


class CorrectedResult(TypedDict):
    """What a decision says of a household, before or after a correction."""

    result: str
    kind: str
    b1: int
    b2: int


class Correction(Document):
    """Quyết định đính chính of the chairman of the commune, about one household."""

    authority: str
    """In capitals: ``CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ KHANG NINH``."""
    commune: str
    bases: list[str]
    corrected: str
    """The decision that is corrected, with number and day."""
    household: str
    """The head of the household."""
    village: str
    persons: int
    before: CorrectedResult
    after: CorrectedResult
    reason: str
    consequence: str
    """Article 2: what becomes of the certificate."""
    duties: str
    effect: str
    recipients: list[str]
    signature: Signature


class ReportHeading(TypedDict):
    """One heading cell of a report's table; rows and columns count from 0."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


class ReportLine(TypedDict):
    """One line of a report's table; the first of a unit's ``span`` lines carries its number and name."""

    number: str
    name: str
    measure: str
    figures: list[str]
    """As printed: ``17.435``, ``21,88``, ``–``."""
    first: bool
    span: int
    total: bool
    depth: int
    band: NotRequired[str]
    """A line across the table, without figures: the commune or village of the people below it."""


class Report(Document):
    """A report table (biểu tổng hợp) on landscape A4, after the forms of Thông tư 07/2021/TT-BLĐTBXH, Phụ lục VII."""

    title: str
    subtitles: list[str]
    places: int
    """How many columns stand before the figures: number, unit and, in flow tables, the measure."""
    people: NotRequired[bool]
    """A list of persons: texts, the third column the widest."""
    headings: list[ReportHeading]
    numbers: list[str]
    """The line of column numbers: ``A``, ``B``, ``1``, ``4=3/1×100`` …"""
    lines: list[ReportLine]
    prepared_by: str
    signature: Signature


class Headline(TypedDict):
    """One figure of a summary, as printed, and what it counts."""

    value: str
    label: str


class Drawing(TypedDict):
    """A chart of a summary: its title and the drawing as SVG, without links."""

    title: str
    svg: str


class Season(Document):
    """Tình hình mùa rà soát: headline figures and charts on one page, for a meeting."""

    title: str
    subtitles: list[str]
    headlines: list[Headline]
    left: list[Drawing]
    right: list[Drawing]


class SheetFact(TypedDict):
    """One line about the household: what it is, and its value."""

    label: str
    value: str


class SheetRow(TypedDict):
    """One row of a table of points; ``notes`` are printed under its first cell, one a line."""

    cells: list[str]
    notes: list[str]


class SheetTable(TypedDict):
    """A table of points; the last column is the source, the one before it the points."""

    heads: list[str]
    rows: list[SheetRow]
    total: list[str]
    """The last row: what is summed up, and the sum."""


class SheetSection(TypedDict):
    """One part of the sheet under its heading."""

    title: str
    paragraphs: list[str]
    """Before the table."""
    table: NotRequired[SheetTable]
    after: list[str]
    """Below the table."""


class Explanation(Document):
    """Phiếu giải thích: why a household has its class, to hand to it; in Vietnamese or English."""

    title: str
    subtitle: str
    """Lines."""
    facts: list[SheetFact]
    result: str
    """The class."""
    reasons: list[str]
    """Under the class: the points, the threshold that decided, what the result is not."""
    sections: list[SheetSection]
    legend: list[str]
    """At the end, small: what the short names of the sources stand for."""


class PlannedStep(TypedDict):
    """A step of a plan with its days and who carries it out."""

    step: str
    starts_on: dt.date
    due_on: dt.date
    who: str


class PlannedPerson(TypedDict):
    """Somebody a plan counts on."""

    name: str
    office: str
    task: str


class PlannedFund(TypedDict):
    """Money in whole đồng and where it comes from."""

    item: str
    amount: int
    source: str


class Plan(Document):
    """Kế hoạch rà soát of a district or commune."""

    subject: str
    purpose: list[str]
    steps: list[PlannedStep]
    persons: list[PlannedPerson]
    funds: list[PlannedFund]
    total: int
    """The sum of the funds, in đồng."""
    recipients: list[str]
    signature: Signature


class Seat(TypedDict):
    """A member of the steering committee."""

    name: str
    office: str
    agency: str
    part: str


class ChargedCommune(TypedDict):
    """A commune, who is charged with it, for what and from when to when."""

    commune: str
    name: str
    agency: str
    task: str
    starts_on: dt.date
    ends_on: dt.date


class Charges(Document):
    """Bảng phân công of the steering committee: its members, who supervises which commune, who helps where."""

    subject: str
    decision: str
    seats: list[Seat]
    supervise: list[ChargedCommune]
    support: list[ChargedCommune]
    recipients: list[str]
    signature: Signature


class LateUnit(TypedDict):
    """A unit that is late with a step."""

    unit: str
    step: str
    due_on: dt.date
    done: int
    of: int
    days: int
    """Days after the last day."""


class Dispatch(Document):
    """Công văn đôn đốc: who is late with what, and what is asked of them."""

    subject: str
    addressees: list[str]
    paragraphs: list[str]
    rows: list[LateUnit]
    requests: list[str]
    recipients: list[str]
    signature: Signature


class ListedSection(TypedDict):
    """One numbered table of a list of households; ``note`` stands under its heading."""

    title: str
    note: NotRequired[str]
    heads: list[str]
    """Without the column of numbers."""
    rows: list[list[str]]


class HouseholdList(Document):
    """A list of step 1: to be reviewed, 2a, 2b, or left out by Phiếu A; landscape A4."""

    title: str
    about: str
    """Lines under the title: of which place and round."""
    sections: list[ListedSection]
    notes: list[str]
    """Small, before the signature."""
    signature: Signature


class PaperLine(TypedDict):
    """One question of a request and its answer; without one there is a line to write on."""

    label: str
    value: NotRequired[str]


class RequestPaper(Document):
    """Giấy đề nghị (Phụ lục 1a, 1b), filled from what was keyed or sent."""

    title: str
    annex: str
    addressee: str
    lines: list[PaperLine]
    members: NotRequired[ListedSection]
    confirmation: NotRequired[str]
    """The village head's, where the rules ask for it: his village."""
    applicant: str
    receipt: str


class Receipt(Document):
    """Biên nhận of a request or complaint: its number, and the code with which its progress is looked up."""

    title: str
    number: str
    code: str
    facts: list[PaperLine]
    how: list[str]
    """How to look it up."""
    signature: Signature


class AgendaLine(TypedDict):
    """One item of a conference's agenda."""

    time: str
    title: str
    speaker: str


class InvitedGuest(TypedDict):
    """Somebody invited; ``link`` is printed as a QR code that the registrar scans."""

    name: str
    office: str
    link: str


class TrainingLetter(Document):
    """Giấy mời hội nghị tập huấn: a page for each of the invited."""

    title: str
    host: str
    meets_at: dt.datetime
    place: str
    agenda: list[AgendaLine]
    guests: list[InvitedGuest]
    signature: Signature


class Attendant(TypedDict):
    """Somebody on a list of a conference."""

    name: str
    office: str


class AttendanceList(Document):
    """Danh sách điểm danh: the invited of one unit, with a place to sign."""

    title: str
    unit: str
    meets_at: dt.datetime
    place: str
    attendants: list[Attendant]
    signature: Signature


class TrainedCertificate(Document):
    """Giấy chứng nhận tham dự tập huấn: a page for each of those who came."""

    title: str
    host: str
    held_on: dt.date
    topics: list[str]
    attendants: list[Attendant]
    signature: Signature


SHAPES: dict[str, type] = {
    "invitation": Invitation,
    "minutes": Minutes,
    "posting": Posting,
    "decision": Decision,
    "certificate": Certificate,
    "inspection": InspectionRecord,
    "opinion": Opinion,
    "dossier": Dossier,
    "letter": Letter,
    "announcement": Announcement,
    "report_up": ReportUp,
    "province": ProvinceDecision,
    "correction": Correction,
    "report": Report,
    "season": Season,
    "explanation": Explanation,
    "plan": Plan,
    "charges": Charges,
    "dispatch": Dispatch,
    "household_list": HouseholdList,
    "request": RequestPaper,
    "receipt": Receipt,
    "training_letter": TrainingLetter,
    "attendance": AttendanceList,
    "trained": TrainedCertificate,
}
"""The shape of each kind of document that can be rendered."""
