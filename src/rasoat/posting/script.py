"""What is read out over the loudspeaker while the lists hang: plain Vietnamese, names of heads only."""

from __future__ import annotations

from rasoat.documents.common import commune_of, in_full, letterhead, lower
from rasoat.documents.shapes import Announcement, Signature
from rasoat.posting.lists import Part, complain_to
from rasoat.posting.models import Posting, PostingPlace
from rasoat.posting.queries import PostedList, posted_lists
from rasoat.text_vi import long_date

SAID = {
    Part.NEW_POOR: "hộ nghèo mới",
    Part.NEW_NEAR_POOR: "hộ cận nghèo mới",
    Part.ESCAPED_POOR: "hộ thoát nghèo",
    Part.ESCAPED_NEAR_POOR: "hộ thoát cận nghèo",
}
TITLE = "BÀI ĐỌC TRÊN LOA TRUYỀN THANH"


def script_of(posting: Posting) -> list[str]:
    """Return the script, one paragraph a breath: what hangs where and until when, the names, how to object."""
    village, round_ = posting.village.unit, posting.village.round
    return [
        f"Kính thưa bà con {lower(village)}!",
        f"Ban giảm nghèo {lower(commune_of(village))} niêm yết công khai kết quả rà soát hộ nghèo, hộ cận nghèo năm "
        f"{round_.year} của {lower(village)}, từ {long_date(posting.opened_on)} đến hết {long_date(posting.closes_on)}.",
        f"Danh sách treo tại: {_hung(posting)}. Mời bà con đến xem.",
        *(_names(each) for each in posted_lists(posting, public=True)),
        "Bà con thấy hộ nào đáng được vào danh sách mà còn thiếu, hộ nào có tên mà không đáng, thông tin nào ghi sai, hay "
        "việc nào làm không đúng, thì báo cho chúng tôi biết. Nói trực tiếp, gọi điện hay viết đơn đều được.",
        f"Nơi nhận ý kiến: {complain_to(village)}, đến hết {long_date(posting.closes_on)}. Ai có ý kiến cũng được trả lời "
        "bằng giấy.",
        "Xin cảm ơn bà con đã lắng nghe.",
    ]


def _hung(posting: Posting) -> str:
    places = posting.places.exclude(kind=PostingPlace.Kind.LOUDSPEAKER)
    return " và ".join(place.name[:1].lower() + place.name[1:] for place in places)


def _names(posted: PostedList) -> str:
    said = SAID[posted.part]
    if not posted.rows:
        return f"Thôn không có {said}."
    return f"Có {len(posted.rows)} {said}: " + ", ".join(f"hộ {row.head}" for row in posted.rows) + "."


def paper_of(posting: Posting) -> Announcement:
    """Return the script as a sheet to read from."""
    village, round_ = posting.village.unit, posting.village.round
    return Announcement(
        practice=round_.practice,
        head=letterhead(commune_of(village), posting.opened_on),
        year=round_.year,
        title=TITLE,
        about=f"Niêm yết kết quả rà soát năm {round_.year}\n{in_full(village)}",
        use="Đọc chậm, đọc hai lần; sáng và chiều mỗi ngày trong thời gian niêm yết.",
        paragraphs=script_of(posting),
        signature=Signature(capacity="TM. BAN GIẢM NGHÈO", name=posting.opened_by.full_name),
    )
