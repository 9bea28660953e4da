"""Addresses of reports."""

from django.urls import path

from rasoat.reports import views

urlpatterns = [
    path("bao-cao/", views.begin, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/", views.choose, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>.<str:extension>", views.download, name="report-file"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>/", views.show, name="report"),
    path(
        "bao-cao/<int:round_id>/<str:code>/<str:key>/ho/<str:column>/",
        views.households,
        name="report-households",
    ),
]
