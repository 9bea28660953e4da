"""The law as it stands: the packs, one pack cell by cell, and its editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat import law
from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit, scope
from rasoat.accounts.roles import Permission
from rasoat.audit.desk import language, page, sheet
from rasoat.lawbook import editions, queries
from rasoat.lawbook.crumbs import trail
from rasoat.lawbook.models import Edition, Proposal
from rasoat.lawbook.naming import GROUPS, group_of
from rasoat.lawbook.queries import STATES, Book, Wish

PAGE = 50


@permitted(Permission.LAW_VIEW)
@require_GET
def index(request: Visit) -> HttpResponse:
    """Every pack, as it stands in the visitor's province."""
    within = scope(request)
    shelves = [(province, queries.books(province)) for province in queries.provinces(within)]
    waiting = queries.counted(Proposal.objects.seen_from(within).open())
    return page(
        request, "lawbook/packs.html", {"shelves": shelves, "proposals": waiting, "many": len(shelves) > 1}
    )


@permitted(Permission.LAW_VIEW)
@require_GET
def show(request: Visit, code: str, pack: str) -> HttpResponse:
    """One pack: how far it is verified, its cells by group, area and state, and what is proposed."""
    book = queries.book(pack, queries.find_province(request, code))
    wish = wish_of(request)
    found = sheet(request, queries.rows_of(book, wish), PAGE)
    proposals = Proposal.objects.filter(pack=pack, province=book.province).open()
    context = {
        **shelf(book),
        **filters(book, wish),
        "statuses": [(row, row.provenance.label(language())) for row in queries.statuses(book.cells)],
        "proposals": queries.counted(proposals),
        "rows": queries.in_words(book, found.object_list),
        "page": found,
        "searchable": True,
        "may_propose": may_propose(request, book),
        "crumbs": trail(book.pack, book.province),
    }
    return page(request, "lawbook/pack.html", context)


def wish_of(request: Visit) -> Wish:
    """Return what the visitor filters by."""
    names = ("loai", "vung", "trang-thai", "nguon", "tim")
    return Wish(*(request.GET.get(name, "") for name in names))


def shelf(book: Book) -> dict[str, Any]:
    """Return what every page of a pack shows at its head."""
    return {"book": book, "pack": book.pack, "province": book.province, "title": book.pack.title(language())}


def filters(book: Book, wish: Wish) -> dict[str, Any]:
    """Return what the filter offers: only groups and areas the pack has."""
    groups = {group_of(cell.key) for cell in book.cells}
    labels = {
        "open": _("Chưa đủ hai người đối chiếu"),
        "verified": _("Hai người đã đối chiếu"),
        "missing": _("Chưa có giá trị"),
    }
    return {
        "wish": wish,
        "groups": [(key, label) for key, label in GROUPS.items() if key in groups],
        "areas": [(area.key, area.label(language())) for area in book.pack.areas],
        "states": [(state, labels[state]) for state in STATES],
        "sources": [(each, each.label(language())) for each in law.Provenance],
    }


def may_propose(request: Visit, book: Book) -> bool:
    """Whether the visitor may propose for the province or for a district of it."""
    paths = request.access.scope(Permission.LAW_PROPOSE).paths
    return any(path.startswith(book.province.path) for path in paths)


@permitted(Permission.LAW_VIEW)
@require_GET
def history(request: Visit, code: str, pack: str) -> HttpResponse:
    """The editions of a pack in a province, the newest first, with their hashes and who brought them in."""
    book = queries.book(pack, queries.find_province(request, code))
    adopted = (
        Edition.objects.filter(pack=pack, province=book.province)
        .defer("files")
        .select_related("proposal__proposed_by")
        .prefetch_related("proposal__cells__verified_by")
    )
    closed = queries.counted(Proposal.objects.filter(pack=pack, province=book.province).exclude(state="open"))
    context = {
        **shelf(book),
        "editions": [(edition, verifiers(edition.proposal)) for edition in adopted],
        "first": editions.first(pack, book.province),
        "proposals": closed,
        "crumbs": trail(book.pack, book.province, _("Các bản đã áp dụng")),
    }
    return page(request, "lawbook/history.html", context)


def verifiers(proposal: Proposal | None) -> list[str]:
    """Return the names of who verified a proposal, in the order of its cells."""
    cells = proposal.cells.all() if proposal else ()
    return list(dict.fromkeys(cell.verified_by.full_name for cell in cells if cell.verified_by))
