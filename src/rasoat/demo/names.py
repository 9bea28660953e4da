"""Invented names: of villages, and of people by ethnic group, sex and generation. Nobody real is meant."""

from __future__ import annotations

from random import Random

TAY, DAO, MONG, NUNG, KINH, SAN_CHI, HOA = "Tày", "Dao", "Mông", "Nùng", "Kinh", "Sán Chí", "Hoa"
ETHNIC_GROUPS = (TAY, DAO, MONG, NUNG, KINH, SAN_CHI, HOA)

_FAMILIES: dict[str, tuple[str, ...]] = {
    TAY: ("Hoàng", "Nông", "Triệu", "Dương", "Ma", "Hà", "Lý", "Đàm", "Nguyễn", "Lục", "Hứa", "Vi", "Lường"),
    DAO: ("Bàn", "Đặng", "Triệu", "Lý", "Phùng", "Chu", "Hoàng"),
    MONG: ("Vàng", "Giàng", "Sùng", "Thào", "Hoàng", "Lý", "Dương", "Hầu", "Đào"),
    NUNG: ("Nông", "Hoàng", "Lương", "Vi", "Lục", "Triệu", "Mã", "Long"),
    KINH: ("Nguyễn", "Trần", "Phạm", "Lê", "Vũ", "Đỗ", "Bùi", "Ngô", "Đinh"),
    SAN_CHI: ("Trần", "Hoàng", "Ninh", "Lý", "La"),
    HOA: ("Trương", "Lâm", "Hứa", "Lý", "Voòng"),
}
_OLD_MEN = ("Văn", "Đức", "Quang", "Xuân", "Hữu", "Đình")
_YOUNG_MEN = ("Văn", "Minh", "Đức", "Quốc", "Thanh", "Anh", "Trung", "Tuấn", "Ngọc")
_YOUNG_WOMEN = ("Thị", "Thị", "Thu", "Ngọc", "Hồng", "Bích", "Thanh", "Khánh", "Phương")
_GIVEN: dict[str, str] = {
    "old men": (
        "Páo Sáng Lâm Phương Tài Thắng Vượng Hiến Khoa Chấn Đạo Ích Lập Nghiệp Quý Sơn Thọ Trọng Ứng Xuyên "
        "Bảo Cảnh Dũng Giang Hào Kiên Luân Nghị Phúc Thái"
    ),
    "old women": (
        "Lan Mai Nhình Xuyến Thơm Nga Hợi Bình Chín Dung Hiền Khai Liễu Mười Nguyệt Phấn Sen Tâm Uyên Yến "
        "Điệp Gấm Lành Nhung Rồng Tuyết Vân Xuân Ảnh Ngân"
    ),
    "young men": (
        "Tuấn Hùng Cường Đạt Huy Khánh Long Nam Phong Quân Sơn Thành Toàn Trường Việt Vinh An Bách Chiến Duy "
        "Hải Hoàn Kiệt Lợi Mạnh Nhật Phát Quyết Thịnh Tiến"
    ),
    "young women": (
        "Hương Linh Trang Thảo Hà Huệ Ngọc Phượng Quỳnh Thúy Trâm Vy Yên Anh Chi Diễm Giang Hạnh Hoài Kiều "
        "Loan My Nhi Oanh Thư Thùy Tiên Tươi Uyển Xoan"
    ),
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN_WORDS = {key: _words(words) for key, words in _GIVEN.items()}
_MONG_MEN = _words("Páo Sính Chứ Dình Lử Vừ Pháng Chua Tủa Giống Hờ Súa Lầu Thắng Sử")
_MONG_WOMEN = _words("Mỷ Dợ Say Xía Máy Chở Pà Sua Dua Giông Lìa Vừ Ly Cở Nhìa")

_FIRST_WORDS = ("Nà", "Bản", "Khuổi", "Pác", "Cốc", "Lủng", "Thôm", "Phja", "Vằng", "Kéo", "Tẩn", "Nặm")
_SECOND_WORDS = _words(
    "Mằn Slường Chẻn Lùng Khoang Pèn Tạu Quạng Bioóc Nghè Thoi Lạo Mìn Hẩu Pục Đeng Cạ Nhài Tổng Viểng "
    "Phầy Lảm Kheo Ruộc Diểu Sliu Phặc Moỏng Tềnh Loòng"
)


def village_names(rng: Random, count: int) -> list[str]:
    """Return ``count`` different invented village names."""
    pairs = [f"{first} {second}" for first in _FIRST_WORDS for second in _SECOND_WORDS]
    return rng.sample(pairs, count)


def family_name(rng: Random, ethnic_group: str) -> str:
    """Return a family name of the group."""
    return rng.choice(_FAMILIES[ethnic_group])


def full_name(rng: Random, family: str, ethnic_group: str, *, male: bool, born: int) -> str:
    """Return a whole name for somebody of the group, sex and generation."""
    if ethnic_group == MONG and rng.random() < 0.7:
        given = rng.choice(_MONG_MEN if male else _MONG_WOMEN)
        return f"{family} {'A' if male else 'Thị'} {given}"
    old = born < 1980
    if male:
        middle = rng.choice(_OLD_MEN if old else _YOUNG_MEN)
    else:
        middle = "Thị" if old else rng.choice(_YOUNG_WOMEN)
    words = _GIVEN_WORDS[f"{'old' if old else 'young'} {'men' if male else 'women'}"]
    given = rng.choice(words)
    return f"{family} {middle} {given}" if given != middle else f"{family} Văn {given}"
