"""Uploaded files: known by content, pictures written anew, kept under their hash, shown inside the area."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image

from rasoat.accounts.roles import Role
from rasoat.areas.models import Unit
from rasoat.cli.checking import CHECKS
from rasoat.documents import store
from rasoat.documents.attachments import LARGEST, UploadField, attach, checked, read
from rasoat.documents.filekinds import PICTURES, FileKind
from rasoat.documents.models import Attachment
from rasoat.documents.pictures import LARGEST_SIDE
from rasoat.errors import Refused
from tests.world import person, unit

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF"


def photo(width: int = 40, height: int = 30, format_: str = "JPEG", **more: Any) -> bytes:
    """Return a picture, red above and blue below, so that it shows when it is turned."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    out = io.BytesIO()
    picture.save(out, format_, **more)
    return out.getvalue()


def from_a_phone() -> bytes:
    """Return a photo lying on its side that tells place, time and camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "DienThoai"
    exif[ExifTags.Base.DateTime] = "2018:10:20 08:00:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (22.0, 24.0, 36.0)
    return photo(exif=exif, comment=b"bi mat")


@pytest.fixture
def village(db: None, settings: Any, tmp_path: Path) -> Unit:
    """A village with a folder of its own for files."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    district = unit("061", "district", "Huyện thử", unit("06", "province", "Tỉnh thử", None))
    return unit("01906-01", "village", "Nà Thử", unit("01906", "commune", "Xã thử", district))


def code(content: bytes, name: str = "anh.jpg", **more: Any) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(Refused) as refused:
        checked(content, name, **more)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF), (photo(), FileKind.JPEG), (photo(format_="PNG"), FileKind.PNG),
        (photo(format_="WEBP"), FileKind.WEBP),
    ],
    ids=["pdf", "jpeg", "png", "webp"],
)  # fmt: skip
def test_content_says_what_a_file_is(content: bytes, kind: FileKind) -> None:
    """Whatever its name, the file is what its content says."""
    assert checked(content, "bat-ky.exe").kind == kind


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "D070"),
        (b"%PDF-" + bytes(LARGEST), "D071"),
        (b"MZ\x90\x00 an executable called anh.jpg", "D072"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "D072"),
        (photo(format_="GIF"), "D072"),
        (photo()[:200], "D072"),
        (photo(format_="WEBP")[:-20], "D072"),
        (b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9", "D073"),
        (photo()[:300] + b"\xff\xd9", "D073"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82", "D073"),
    ],
    ids=["empty", "large", "exe", "svg", "gif", "cut", "cut-webp", "hollow", "half", "hollow-png"],
)
def test_what_is_no_such_file_is_refused(content: bytes, expected: str) -> None:
    """An empty, huge, renamed, cut off or hollow file is refused with its code."""
    assert code(content) == expected


def test_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    """A small file that unfolds to gigabytes never does (D074)."""
    small = photo(8, 8, "PNG")
    header = small[12:16] + 2 * (60_000).to_bytes(4, "big") + small[24:29]
    assert code(small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]) == "D074"
    medium = Image.new("1", (9_000, 9_000))
    out = io.BytesIO()
    medium.save(out, "PNG")
    assert code(out.getvalue()) == "D074"


def test_only_the_allowed_kinds_pass() -> None:
    """Where a photo is asked for a PDF is none."""
    assert code(PDF, allowed=PICTURES) == "D072"


def test_photo_keeps_neither_place_nor_camera_and_stands_upright() -> None:
    """Nothing of what the phone wrote is left, and the picture is turned as it was held."""
    kept = checked(from_a_phone(), "anh.jpg").content
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif()), "comment" in picture.info) == ((30, 40), {}, False)
        assert picture.getpixel((28, 20)) > picture.getpixel((2, 20))  # red, which was above, is at the right
    assert not any(word in kept for word in (b"DienThoai", b"2018:10:20", b"bi mat", b"Exif"))


def test_what_hangs_behind_a_picture_is_dropped() -> None:
    """A program after the last byte of a picture is not kept with it."""
    assert b"MZ" not in checked(photo() + b"MZ program\xff\xd9", "anh.jpg").content


def test_large_photo_is_shrunk() -> None:
    """Ten megabytes become a page that can still be read, with its proportions."""
    noise = Image.effect_noise((4000, 3000), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    kept = checked(out.getvalue(), "anh.jpg").content
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (LARGEST_SIDE, LARGEST_SIDE * 3 // 4)
    assert len(out.getvalue()) > 9 * 2**20 > 2 * len(kept)


def test_clear_picture_stays_clear() -> None:
    """A PNG with transparency keeps it; a black-and-white scan stays one."""
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(checked(out.getvalue(), "a.png").content)) as picture:
        assert (picture.mode, picture.getpixel((1, 1))[3]) == ("RGBA", 0)


def test_name_is_shown_in_nfc_and_never_a_path(village: Unit) -> None:
    """A name typed on another system is the same name; folders and control characters are dropped."""
    upload = checked(photo(), "../../A\u0309nh nha\u0300\u202e.jpg")
    kept = attach(upload, village, None)
    assert kept.name == "Ảnh nhà.jpg"
    assert store.path_of(kept.sha256, "jpg").read_bytes() == upload.content


def test_file_changed_on_disk_is_not_given_out(village: Unit) -> None:
    """D075 for a page, and a finding for `rasoat verify`."""
    kept = attach(checked(PDF, "ban-ky.pdf"), village, None)
    assert read(kept) == PDF
    store.path_of(kept.sha256, "pdf").write_bytes(PDF + b" ")
    with pytest.raises(Refused, match=r"^D075 "):
        read(kept)
    assert [error.code for error in CHECKS["attachments"]()] == ["D075"]


def test_kept_file_is_a_fact(village: Unit) -> None:
    """The database refuses to change or delete it."""
    kept = attach(checked(PDF, "ban-ky.pdf"), village, None)
    for change in (lambda rows: rows.update(sha256="0" * 64), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(Attachment.objects.filter(pk=kept.pk))


def test_file_is_shown_as_what_it_is_inside_the_area_only(village: Unit, client: Client) -> None:
    """The head of the village reads it, under a name that ends as what it is; the neighbour finds nothing."""
    kept = attach(checked(photo(), "Ảnh.exe"), village, None)
    neighbour = unit("01906-02", "village", "Bản Thử", village.parent)
    answers = []
    for where in (village, neighbour):
        who = person(f"head-{where.pk}", Role.VILLAGE_HEAD, where)
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        answers.append(client.get(reverse("attachment", args=[kept.pk])))
    assert [answer.status_code for answer in answers] == [200, 404]
    headers = [answers[0][name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")]
    assert headers == ["image/jpeg", "nosniff", "inline; filename*=utf-8''%E1%BA%A2nh.exe.jpg"]


def test_field_hands_on_the_checked_file_or_its_sentence() -> None:
    """A form gets the file ready to be kept, or the code beside the field."""
    field = UploadField(allowed=PICTURES)
    upload = field.clean(SimpleUploadedFile("nha.jpg", from_a_phone()))
    assert upload is not None
    assert (upload.kind, b"Exif" in upload.content) == (FileKind.JPEG, False)
    with pytest.raises(Exception, match=r"D072: ") as refused:
        field.clean(SimpleUploadedFile("nha.jpg", PDF))
    assert refused.value.code == "D072"
    assert UploadField(required=False).clean(None) is None
