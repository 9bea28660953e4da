"""Files that cannot be read as a roster are refused whole, each with its code."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from rasoat.audit.models import Entry
from rasoat.errors import InputError
from rasoat.roster.importing import reading
from rasoat.roster.models import Household, RosterImport
from tests.roster.conftest import CANONICAL, Importer, table, workbook

HEAD = "01906-01,H1,Triệu Văn Thử,Chủ hộ,Nam,01/02/1970,,Tày,Hộ cận nghèo"


def refused(bring_in: Importer, content: bytes, file_name: str = "ho.csv") -> str:
    """Return the code with which a file is refused; nothing may have been stored."""
    entries = Entry.objects.count()
    with pytest.raises(InputError) as error:
        bring_in(content, file_name=file_name)
    assert (Household.objects.count(), RosterImport.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert error.value.sentence("vi") != error.value.sentence("en")
    return error.value.code


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b",,,\n;;;\n"])
def test_an_empty_file(bring_in: Importer, content: bytes) -> None:
    """Nothing, a byte order mark, blank lines and bare separators are an empty file."""
    assert refused(bring_in, content) == "R001"


def test_an_empty_workbook(bring_in: Importer) -> None:
    """A workbook without a filled cell is an empty file."""
    assert refused(bring_in, workbook([]), "ho.xlsx") == "R001"


@pytest.mark.parametrize(
    "content",
    [
        table(HEAD).decode().encode("utf-16"),
        f"{CANONICAL}\n01906-01,H1,Nguyễn".encode().replace("ễ".encode(), b"\xd4"),
        f"{CANONICAL}\n01906-01,H1,Dao".encode() + b"\xf2\xe3\xec",
    ],
    ids=["utf-16", "TCVN3", "windows-1258"],
)
def test_wrong_encoding(bring_in: Importer, content: bytes) -> None:
    """A csv that is not UTF-8 is refused, not guessed at."""
    assert refused(bring_in, content) == "R002"


def test_wrong_encoding_says_where(bring_in: Importer) -> None:
    """The sentence names the line of the first byte that is no UTF-8."""
    with pytest.raises(InputError) as error:
        bring_in(table(HEAD) + b"\n\xd4")
    assert error.value.where["line"] == 3


@pytest.mark.parametrize("name", ["ho.xls", "ho.xlsx"])
def test_an_old_or_locked_workbook(bring_in: Importer, name: str) -> None:
    """The old Excel container, which also wraps workbooks with a password, is refused whatever it is called."""
    assert refused(bring_in, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name) == "R003"


def test_a_csv_renamed_to_xlsx(bring_in: Importer) -> None:
    """A file that is called xlsx and is none says so."""
    assert refused(bring_in, table(HEAD), "ho.xlsx") == "R004"


def test_a_truncated_workbook(bring_in: Importer) -> None:
    """Half a workbook is refused."""
    whole = workbook([CANONICAL.split(","), HEAD.split(",")])
    assert refused(bring_in, whole[: len(whole) // 2], "ho.xlsx") == "R004"


def test_a_zip_that_is_no_workbook(bring_in: Importer) -> None:
    """An archive of something else is refused."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refused(bring_in, buffer.getvalue(), "ho.xlsx") == "R004"


def test_a_workbook_that_unpacks_too_large(bring_in: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is measured before it is unpacked."""
    monkeypatch.setattr(reading, "UNPACKED_LIMIT", 0)
    rows = [[f"{i}-{j}" for j in range(10)] for i in range(9000)]
    assert refused(bring_in, workbook(rows), "ho.xlsx") == "R012"


def test_a_kind_of_file_that_is_not_known(bring_in: Importer) -> None:
    """A picture is no roster."""
    assert refused(bring_in, b"\x89PNG\r\n", "ho.png") == "R005"


def test_no_heading_row(bring_in: Importer) -> None:
    """A table without headings is refused, not guessed at."""
    assert refused(bring_in, HEAD.encode()) == "R006"


def test_a_missing_column(bring_in: Importer) -> None:
    """A missing column is named."""
    content = table(HEAD, headings=CANONICAL.replace("birth_date", "when"))
    with pytest.raises(InputError) as error:
        bring_in(content)
    assert (error.value.code, error.value.where["columns"]) == ("R007", "birth_date")


def test_a_column_twice(bring_in: Importer) -> None:
    """Two headings of one meaning are refused, whichever words they use."""
    assert refused(bring_in, table(HEAD, headings=CANONICAL + ",Giới tính")) == "R008"


def test_only_headings(bring_in: Importer) -> None:
    """A file of headings and blank rows holds no household."""
    assert refused(bring_in, table(",,,,,,,,", "")) == "R009"


def test_the_same_file_again(bring_in: Importer) -> None:
    """The same bytes again for one round are refused, under any file name."""
    content = table(HEAD)
    bring_in(content)
    with pytest.raises(InputError) as error:
        bring_in(content, file_name="other.csv")
    assert (error.value.code, Household.objects.count()) == ("R010", 1)


def test_a_file_of_which_nothing_went_in_may_come_again(bring_in: Importer) -> None:
    """A file is remembered only when some household of it went in."""
    content = table(HEAD.replace("01906-01", "99999"))
    assert bring_in(content).counts["households"] == 0
    assert bring_in(content).counts["households"] == 0


def test_a_quote_that_never_closes(bring_in: Importer) -> None:
    """An open quote swallows the rest of the file; past the size of any cell that is refused."""
    assert refused(bring_in, table(HEAD, '01906-01,H2,"Triệu' + "\nx,y" * 60_000)) == "R011"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators(bring_in: Importer, separator: str) -> None:
    """Comma, semicolon and tab all separate cells."""
    result = bring_in(table(HEAD).replace(b",", separator.encode()))
    assert result.counts["members"] == 1


def test_byte_order_mark(bring_in: Importer) -> None:
    """The mark Excel puts before UTF-8 is no part of the first heading."""
    assert bring_in(b"\xef\xbb\xbf" + table(HEAD)).counts["members"] == 1


def test_only_the_first_sheet_is_read(bring_in: Importer) -> None:
    """Further sheets are named in the report, not silently left out."""
    book = openpyxl.Workbook()
    for cells in (CANONICAL.split(","), HEAD.split(",")):
        book.worksheets[0].append(cells)
    book.create_sheet("Hộ thoát nghèo").append(["x"])
    buffer = io.BytesIO()
    book.save(buffer)
    result = bring_in(buffer.getvalue(), file_name="ho.xlsx")
    assert [(line.code, line.where["others"]) for line in result.lines] == [("R022", "Hộ thoát nghèo")]
