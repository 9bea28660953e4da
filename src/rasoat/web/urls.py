"""All addresses: the frame's own, then each feature's."""

from __future__ import annotations

from django.urls import include, path

from rasoat.web import household, household_sheet, views

FEATURES = (
    "rounds",
    "planning",
    "training",
    "roster",
    "survey",
    "meeting",
    "posting",
    "appraisal",
    "recognition",
    "yearround",
    "unitchanges",
    "reports",
    "corrections",
    "maps",
    "documents",
    "jobs",
    "lawbook",
    "audit",
    "accounts",
    "citizen",
)
ALSO = (
    "rounds.manage_urls",
    "roster.import_urls",
    "reports.approval_urls",
    "reports.province_urls",
    "reports.monthly_urls",
    "reports.dashboards.urls",
    "reports.opendata.urls",
)

urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("ngon-ngu/", views.set_language, name="set-language"),
    path("healthz", views.healthz, name="healthz"),
    path("ho/<uuid:pk>/", household.show, name="household"),
    path("ho/<uuid:pk>/phieu-giai-thich/", household_sheet.show, name="household-sheet"),
    *(path("", include(f"rasoat.{feature}.urls")) for feature in FEATURES),
    *(path("", include(f"rasoat.{module}")) for module in ALSO),
]

handler404 = views.not_found
