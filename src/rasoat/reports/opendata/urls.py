"""Addresses of open data."""

from django.urls import path

from rasoat.reports.opendata import views

urlpatterns = [path("du-lieu-mo/<int:round_id>/<str:code>/", views.show, name="open-data")]
