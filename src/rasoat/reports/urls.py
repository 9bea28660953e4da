"""Addresses of reports."""

from django.urls import path

from rasoat.reports import behind_views, views

urlpatterns = [
    path("bao-cao/", views.begin, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/", views.choose, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>.<str:extension>", views.download, name="report-file"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>/", views.show, name="report"),
    path(
        "bao-cao/<int:round_id>/<str:code>/<str:key>/ho/<str:column>/",
        behind_views.show,
        name="report-households",
    ),
    path(
        "bao-cao/<int:round_id>/<str:code>/<str:key>/ho/<str:column>.<str:extension>",
        behind_views.download,
        name="report-households-file",
    ),
]
