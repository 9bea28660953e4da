"""A set for the printer: as many papers, as they look alone, the same bytes each time."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops

from rasoat.documents.render import render
from rasoat.documents.sets import one_pdf
from rasoat.documents.shapes import Certificate

from .samples import certificate

_OF_PIXELS = 2_000
"""One pixel in so many may differ: the edge of a letter that was laid out elsewhere."""


def _of_commune(commune: str, count: int) -> list[Certificate]:
    """Return certificates of a commune, with a household of more members each time."""
    papers = []
    for n in range(count):
        paper = certificate(n, practice=False)
        paper["head"] = {
            **paper["head"],
            "issuer": f"ỦY BAN NHÂN DÂN\n{commune}",
            "number": f"{n + 1}/GCN-HN.HCN",
        }
        paper["link"] = f"https://rasoat.example.vn/xac-minh/{n:022d}"
        papers.append(paper)
    return papers


def _pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def _differing(one: Image.Image, other: Image.Image) -> int:
    return sum(ImageChops.difference(one, other).histogram()[128:])


def test_a_paper_of_a_set_looks_as_it_does_alone() -> None:
    """What many have in common is laid out once; front and back are the same picture as of one printed alone."""
    papers = _of_commune("XÃ KHANG NINH", 10)
    pages = _pictures(one_pdf("certificate", papers))
    assert len(pages) == 20
    for n in (0, 9):
        alone = _pictures(render("certificate", papers[n]))
        for of_set, of_one in zip(pages[2 * n : 2 * n + 2], alone, strict=True):
            assert _differing(of_set, of_one) * _OF_PIXELS < of_set.width * of_set.height


def test_papers_of_several_communes_keep_their_names_and_order() -> None:
    """A set across communes, of many papers and of few, prints each under its own commune and number."""
    papers = _of_commune("XÃ KHANG NINH", 9) + _of_commune("XÃ MỸ PHƯƠNG", 9) + _of_commune("XÃ CHU HƯƠNG", 2)
    pages = pypdfium2.PdfDocument(one_pdf("certificate", papers))
    fronts = [pages[n].get_textpage().get_text_range() for n in range(0, len(pages), 2)]
    assert [
        f"Số: {n + 1}/GCN" in front for n, front in zip([*range(9), *range(9), 0, 1], fronts, strict=True)
    ] == [True] * 20
    communes = [
        next(name for name in ("KHANG NINH", "MỸ PHƯƠNG", "CHU HƯƠNG") if name in front) for front in fronts
    ]
    assert communes == ["KHANG NINH"] * 9 + ["MỸ PHƯƠNG"] * 9 + ["CHU HƯƠNG"] * 2


def test_a_set_is_the_same_bytes_each_time() -> None:
    """The same papers are the same file, whichever thread laid out which part."""
    papers = _of_commune("XÃ KHANG NINH", 60)
    assert one_pdf("certificate", papers) == one_pdf("certificate", papers)
