"""Addresses of the charts."""

from django.urls import path

from rasoat.reports.dashboards import views

_UNIT = "bieu-do/<int:round_id>/<str:code>/"

urlpatterns = [
    path("bieu-do/vega.js", views.vega, name="vega"),
    path("bieu-do/", views.begin, name="charts"),
    path(_UNIT, views.overview, name="charts"),
    path(f"{_UNIT}tinh-hinh.pdf", views.season, name="season-pdf"),
    path(f"{_UNIT}<str:topic>/", views.show, name="chart-topic"),
    path(f"{_UNIT}<str:topic>/<str:chart>/<str:screen>.svg", views.picture, name="chart-picture"),
    path(f"{_UNIT}<str:topic>/<str:chart>.<str:extension>", views.download, name="chart-file"),
]
