"""Times every page people live in, with the whole district loaded: ``python benchmarks/pages.py DATA [REQUESTS]``.

DATA is a folder that ``rasoat demo`` or ``rasoat demo --headless`` has filled. Prints milliseconds (median, p95),
each beside the sign-in page of the same run, and the number of queries.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

REQUESTS = 30


def main(data: str, requests: int) -> None:
    """Time the pages and print a table."""
    os.environ["RASOAT_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from rasoat.accounts.models import User
    from rasoat.cli.serving import collect_static

    settings.ALLOWED_HOSTS = ["testserver"]
    collect_static()
    base = 0.0
    print(f"{'page':<18}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}")
    for name, (username, path) in pages().items():
        client = Client()
        if username:
            client.force_login(
                User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
            )
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        queries = len(captured)
        assert response.status_code == 200, (name, path, response.status_code)
        times = sorted(_time(client, path) for _ in range(requests))
        median, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
        base = base or median
        print(f"{name:<18}{queries:>8}{median:>11.1f}{p95:>9.1f}{median / base:>8.1f}")


def pages() -> dict[str, tuple[str, str]]:
    """Return the pages: who asks for them, and where they are."""
    from rasoat.rounds.models import Round
    from rasoat.survey.models import Listing

    round_ = Round.objects.get()
    village = max(round_.villages.select_related("unit", "commune"), key=lambda row: row.listings.count())
    household = Listing.objects.filter(village=village, answered__isnull=False).first()
    officer = "huyen-can-bo"
    found = {
        "sign-in": ("", "/dang-nhap/"),
        "tasks": (officer, "/"),
        "progress": (officer, f"/tien-do/{round_.pk}/"),
        "commune": (officer, f"/xa/{village.commune.pk}/"),
        "village": (officer, f"/thon/{village.pk}/"),
        "meeting": (officer, f"/hop-thon/{village.pk}/"),
        "posting": (officer, f"/niem-yet/{village.pk}/"),
        "board": (officer, f"/don-doc/{round_.pk}/"),
        "plans": (officer, f"/ke-hoach/{round_.pk}/"),
        "appraisals": (officer, "/tham-dinh/"),
        "results": (officer, f"/bao-cao/{round_.pk}/{round_.unit.code}/results/"),
        "poor flows": (officer, f"/bao-cao/{round_.pk}/{round_.unit.code}/poor_flows/"),
        "documents": (officer, "/van-ban/"),
        "log": ("kiem-toan", "/nhat-ky/"),
        "people": ("quan-tri", "/nguoi-dung/"),
    }
    if household is not None:
        found["household"] = (officer, f"/ho/{household.household_id}/")
    return found


def _time(client: object, path: str) -> float:
    begun = time.perf_counter()
    client.get(path)  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else REQUESTS)
