"""Every page in a real browser: it fits the screen, axe finds nothing, light and dark, at each width."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visit

FIND = """
import json
from rasoat.accounts.models import User
from rasoat.appraisal.models import Inspection
from rasoat.corrections.actions import RequestCorrection
from rasoat.demo import facts, stage
from rasoat.demo.scans import scan
from rasoat.lawbook.models import Proposal
from rasoat.posting.models import Complaint, Posting
from rasoat.recognition.features import recognised_in
from rasoat.recognition.models import Certificate
from rasoat.rounds.models import Round, VillageRound
from rasoat.survey.drafting import SaveDraft
from rasoat.survey.filling import SurveyFilling
from rasoat.survey.first_shown import next_version
from rasoat.survey.listing import ProposeHousehold
from rasoat.survey.models import Listing
from rasoat.survey.queries import candidates
from rasoat.survey.requests import FileRequest
from rasoat.survey.screening import ScreenHousehold
from tests.routes.played import PAPER
round_ = Round.objects.get(code=facts.ROUND_CODE)
village = lambda state: round_.villages.filter(state=state).select_related("unit", "commune__unit").first()
surveying, posting = village("surveying"), village("posting")
lists = round_.villages.filter(state="listing").select_related("unit", "commune__unit")
listing = next(each for each in lists if candidates(each).count() >= 2)
meeting = village("meeting") or village("agreed") or posting
certificate = Certificate.objects.filter(commune__round=round_).select_related("recognition__household", "commune__unit").first()
reported = round_.communes.filter(state="reported").select_related("unit").first() or round_.communes.first()
form = Listing.objects.filter(village=surveying, inclusion="included").first()
waiting = Inspection.objects.filter(inspector=None).first()
complaint = Complaint.objects.filter(village__round=round_).first()
# What the pages of choosing, confirming and deciding have to show is made here.
of = lambda name: User.objects.get(username=name)
clash = Listing.objects.filter(village=surveying, inclusion="included").select_related("village__unit", "village__round", "household").last()
people = stage.head_of(surveying.unit.code), stage.reviewer_of(surveying.unit.code)
for who, cattle in zip(people, "27"):
    SaveDraft(actor=of(who), filling=SurveyFilling(clash), typed={"cattle": cattle, "water": "other" if cattle == "2" else "tap"},
              version=next_version(clash), base=0, editor=who).run()
head = of(stage.head_of(listing.unit.code))
FileRequest(village=listing, form="1a", answers=PAPER).run()
waits, asked = candidates(listing)[:2]
for household in (waits, asked):
    ProposeHousehold(actor=head, village=listing, household=household, hardship="disaster", reason="Nhà bị sạt lở trong bão số 4").run()
ask = Listing.objects.select_related("village__unit", "village__round", "household").get(village=listing, household=asked)
signs = {question.id: 1 for question in round_.rules.form("A").questions}
ScreenHousehold(actor=head, village=listing, listing=ask, answers=signs, filled_on=round_.practice_day, include_reason="Nhà vừa sạt lở, đang ở nhờ").run()
features = recognised_in(round_).select_related("household__village").first()
wrong = certificate.recognition.household
place = VillageRound.objects.select_related("unit", "round", "commune__unit").get(round=round_, unit=wrong.village_id)
correction = RequestCorrection(actor=of(stage.officer_of(place.commune.unit.code)), village=place, household=wrong, wrong="Ghi nhầm xe máy của hộ bên",
    reason="Trưởng thôn và hai hộ liền kề xác nhận", requested_on=round_.practice_day, evidence=scan("Giấy xác nhận", round_.practice_day)).run()
recognised = VillageRound.objects.get(round=round_, unit=features.household.village_id)
print(json.dumps({
    "round": round_.pk,
    "listing": [listing.pk, stage.head_of(listing.unit.code)],
    "surveying": [surveying.pk, stage.head_of(surveying.unit.code), stage.reviewer_of(surveying.unit.code)],
    "form": form.pk,
    "meeting": [meeting.pk, stage.head_of(meeting.unit.code)],
    "posting": [posting.pk, stage.officer_of(posting.commune.unit.code), posting.commune_id],
    "token": Posting.objects.filter(village=posting).latest("number").token,
    "complaint": complaint.pk if complaint else None,
    "household": str(certificate.recognition.household_id),
    "certificate": [certificate.pk, certificate.commune_id, certificate.token, certificate.commune.decision.document_id],
    "commune": reported.pk,
    "officer": stage.officer_of(certificate.commune.unit.code),
    "inspection": waiting.pk if waiting else None,
    "proposal": Proposal.objects.get().pk,
    "clash": clash.pk,
    "screen": Listing.objects.get(village=listing, household=waits).pk,
    "committee": [stage.committee_of(listing.commune.unit.code), listing.commune_id],
    "correction": [correction.pk, *(who(place.commune.unit.code) for who in (stage.officer_of, stage.committee_of, stage.chairman_of)), str(wrong.pk)],
    "features": [features.pk, recognised.pk, stage.reviewer_of(recognised.unit.code)],
}))
"""


@pytest.fixture(scope="session")
def found(site: Site) -> dict[str, Any]:
    """Identifiers of the things the pages show."""
    return json.loads(site.run(FIND).splitlines()[-1])


PAGES = {
    "sign-in": ("", "/dang-nhap/"),
    "home-village-head": ("{listing[1]}", "/"),
    "home-commune": ("{posting[1]}", "/"),
    "home": ("huyen-can-bo", "/"),
    "progress": ("huyen-can-bo", "/tien-do/{round}/"),
    "commune": ("huyen-can-bo", "/xa/{commune}/"),
    "village-listing": ("{listing[1]}", "/thon/{listing[0]}/"),
    "propose": ("{listing[1]}", "/thon/{listing[0]}/de-xuat/"),
    "request": ("{listing[1]}", "/thon/{listing[0]}/giay-de-nghi/"),
    "requests": ("{posting[1]}", "/xa/{posting[2]}/giay-de-nghi/"),
    "left-out": ("{posting[1]}", "/xa/{posting[2]}/khong-khao-sat/"),
    "committee-decision": ("{committee[0]}", "/xa/{committee[1]}/khong-khao-sat/"),
    "requests-confirm": ("{listing[1]}", "/thon/{listing[0]}/xac-nhan-giay/"),
    "screen": ("{listing[1]}", "/phieu-a/{screen}/"),
    "choose": ("{surveying[2]}", "/phieu-b/{clash}/chon/"),
    "features-village": ("{features[2]}", "/thon/{features[1]}/phieu-c/"),
    "features-form": ("{features[2]}", "/phieu-c/{features[0]}/ghi/"),
    "meeting-record": ("{meeting[1]}", "/hop-thon/{meeting[0]}/bien-ban/"),
    "citizen": ("", "/cong-dan/"),
    "citizen-places": ("", "/cong-dan/de-nghi/"),
    "citizen-commune": ("", "/cong-dan/de-nghi/{commune}/"),
    "citizen-request": ("", "/cong-dan/de-nghi/{commune}/1a/"),
    "citizen-receipt": ("", "/cong-dan/bien-nhan/"),
    "citizen-review": ("", "/cong-dan/ra-soat/"),
    "citizen-villages": ("", "/cong-dan/ra-soat/{commune}/"),
    "citizen-village": ("", "/cong-dan/thon/{posting[0]}/"),
    "citizen-scoring": ("", "/cong-dan/cham-diem/{round}/NT2/"),
    "citizen-complain": ("", "/cong-dan/thon/{posting[0]}/y-kien/?niem-yet={token}"),
    "citizen-complain-later": ("", "/cong-dan/thon/{surveying[0]}/y-kien/"),
    "village-surveying": ("{surveying[1]}", "/thon/{surveying[0]}/"),
    "answers": ("{surveying[2]}", "/phieu-b/{form}/"),
    "household": ("huyen-can-bo", "/ho/{household}/"),
    "meeting": ("{meeting[1]}", "/hop-thon/{meeting[0]}/"),
    "meeting-invite": ("{meeting[1]}", "/hop-thon/{meeting[0]}/moi-hop/"),
    "projector": ("{meeting[1]}", "/hop-thon/{meeting[0]}/trinh-chieu/"),
    "minutes-of-round": ("huyen-can-bo", "/dot/{round}/bien-ban-hop/"),
    "jobs": ("huyen-can-bo", "/viec-dang-chay/"),
    "posting": ("{posting[1]}", "/niem-yet/{posting[0]}/"),
    "public-posting": ("", "/cong-khai/{token}/"),
    "complaints": ("{posting[1]}", "/khieu-nai/"),
    "postings": ("huyen-can-bo", "/niem-yet/dot/{round}/"),
    "notices": ("{posting[1]}", "/thong-bao/{posting[0]}/"),
    "notice-write": ("{posting[1]}", "/thong-bao/{posting[0]}/posting/soan/"),
    "cases": ("{posting[1]}", "/trong-nam/"),
    "monthly": ("huyen-can-bo", "/bao-cao-thang/{round}/"),
    "appraisals": ("huyen-can-bo", "/tham-dinh/"),
    "appraisal": ("huyen-can-bo", "/tham-dinh/{commune}/"),
    "inspections": ("huyen-kiem-tra", "/tham-dinh/{commune}/kiem-tra/"),
    "findings": ("huyen-kiem-tra", "/tham-dinh/{commune}/phat-hien/"),
    "follow-up": ("huyen-kiem-tra", "/phat-hien/"),
    "dossier": ("huyen-can-bo", "/tham-dinh/{commune}/ho-so/"),
    "dossier-commune": ("{officer}", "/tham-dinh/{certificate[1]}/ho-so/"),
    "certificates": ("{officer}", "/xa/{certificate[1]}/so-giay-chung-nhan/"),
    "certificate-scans": ("{officer}", "/xa/{certificate[1]}/so-giay-chung-nhan/ban-ky/"),
    "certificate": ("{officer}", "/giay-chung-nhan/{certificate[0]}/so/"),
    "signed-copy": ("{officer}", "/van-ban/{certificate[3]}/ban-ky/"),
    "verify": ("", "/xac-minh/{certificate[2]}/"),
    "commune-file": ("{officer}", "/xa/{certificate[1]}/ho-so/"),
    "approval": ("huyen-chu-tich", "/phe-duyet/{round}/"),
    "corrections": ("{correction[1]}", "/dinh-chinh/"),
    "correction-request": ("{correction[1]}", "/dinh-chinh/ho/{correction[4]}/"),
    "correction": ("{correction[2]}", "/dinh-chinh/{correction[0]}/"),
    "correction-check": ("{correction[2]}", "/dinh-chinh/{correction[0]}/kiem-tra/"),
    "correction-decide": ("{correction[3]}", "/dinh-chinh/{correction[0]}/"),
    "home-province": ("tinh-can-bo", "/"),
    "province": ("tinh-can-bo", "/ket-qua-tinh/{round}/"),
    "board": ("huyen-can-bo", "/don-doc/{round}/"),
    "reports": ("huyen-can-bo", "/bao-cao/{round}/061/"),
    "report-sets": ("huyen-can-bo", "/bo-so-lieu/dot/{round}/061/"),
    "published": ("huyen-can-bo", "/da-cong-bo/{round}/061/"),
    "own-forms": ("huyen-can-bo", "/mau-bang-tinh/{round}/061/"),
    "country": ("tinh-can-bo", "/bao-cao/ca-nuoc/"),
    "report-results": ("huyen-can-bo", "/bao-cao/{round}/061/results/"),
    "report-flows": ("huyen-can-bo", "/bao-cao/{round}/061/poor_flows/"),
    "charts": ("huyen-can-bo", "/bieu-do/{round}/061/"),
    "charts-map": ("huyen-can-bo", "/bieu-do/{round}/061/ban-do/"),
    "charts-flows": ("huyen-can-bo", "/bieu-do/{round}/061/dien-bien/"),
    "charts-deprivations": ("huyen-can-bo", "/bieu-do/{round}/061/thieu-hut/"),
    "charts-scores": ("huyen-can-bo", "/bieu-do/{round}/061/diem-so/"),
    "figure-households": ("huyen-can-bo", "/bao-cao/{round}/061/results/ho/c3/"),
    "open-data": ("huyen-can-bo", "/du-lieu-mo/{round}/061/"),
    "boundaries": ("huyen-can-bo", "/ranh-gioi/061/"),
    "documents": ("huyen-can-bo", "/van-ban/"),
    "log": ("kiem-toan", "/nhat-ky/"),
    "people": ("quan-tri", "/nguoi-dung/"),
    "import": ("huyen-can-bo", "/nhap-danh-sach/{round}/"),
    "unit-changes": ("tinh-can-bo", "/thay-doi-don-vi/"),
    "unit-change-propose": ("tinh-can-bo", "/thay-doi-don-vi/de-nghi/"),
    "law": ("huyen-can-bo", "/quy-dinh/"),
    "law-found": ("tinh-can-bo", "/quy-dinh/06/chuan-rieng/lap/"),
    "law-pack": ("kiem-toan", "/quy-dinh/06/vn-2016/?loai=class"),
    "law-history": ("{listing[1]}", "/quy-dinh/06/vn-2016/lich-su/"),
    "law-propose": ("huyen-can-bo", "/quy-dinh/06/vn-2016/bang-diem/"),
    "law-propose-cells": ("huyen-can-bo", "/quy-dinh/06/vn-2016/tung-o/?loai=process"),
    "law-proposal": ("huyen-can-bo", "/quy-dinh/de-xuat/{proposal}/"),
    "law-verify": ("kiem-toan", "/quy-dinh/de-xuat/{proposal}/?vung=NT2"),
    "law-verify-rows": ("kiem-toan", "/quy-dinh/de-xuat/{proposal}/?cach=dong"),
    "rounds": ("huyen-can-bo", "/dot/danh-sach/"),
    "round-open": ("huyen-can-bo", "/dot/mo/"),
    "nothing-here": ("huyen-can-bo", "/thon/999999/"),
}
CONTRAST = """target => {
    const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const parse = text => text.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const clear = element => (c => c.length === 4 && c[3] === 0)(parse(getComputedStyle(element).backgroundColor));
    const element = document.querySelector(target);
    const style = getComputedStyle(element);
    const ink = parse(element instanceof SVGElement ? style.fill : style.color);
    let ground = element;
    while (ground && clear(ground)) ground = ground.parentElement;
    const behind = ground ? parse(getComputedStyle(ground).backgroundColor) : [255, 255, 255];
    const [a, b] = [light(ink), light(behind)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
}"""
SCREENS = {
    "phone": (390, "light"),
    "desk-dark": (1280, "dark"),
    "small-phone-dark": (360, "dark"),
    "desk": (1280, "light"),
}
EVERYWHERE = ("home", "village-surveying", "answers", "household", "progress", "report-flows")
CASES = [
    (name, screen)
    for name in PAGES
    for screen in SCREENS
    if screen in ("phone", "desk-dark") or name in EVERYWHERE
]


@pytest.mark.parametrize(("name", "screen"), CASES)
def test_page_fits_and_is_accessible(name: str, screen: str, visit: Visit, found: dict[str, Any]) -> None:
    """No sideways scrolling, no accessibility violation, no unsure contrast; printed, a practice round says what it is."""
    username, path = (part.format(**found) for part in PAGES[name])
    width, scheme = SCREENS[screen]
    page = visit(username, path, width=width, color_scheme=scheme, reduced_motion="reduce")
    folder = os.environ.get("RASOAT_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}-{screen}.png", full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    result = Axe().run(page).response
    violations = {each["id"]: each["nodes"][0]["html"][:200] for each in result["violations"]}
    assert (overflow, violations, pale(page, result)) == (0, {}, [])
    if username not in ("", "quan-tri"):
        page.emulate_media(media="print")
        assert page.get_by_text("THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ").first.is_visible()


def pale(page: Page, result: dict[str, Any]) -> list[str]:
    """What axe was not sure of (something overlaps it) and what is below 4.5 : 1 when measured."""
    unsure = [
        node["target"][0]
        for each in result["incomplete"]
        if each["id"] == "color-contrast"
        for node in each["nodes"]
    ]
    return [target for target in unsure if page.evaluate(CONTRAST, target) < 4.5]
