"""Addresses of opening rounds."""

from django.urls import path

from rasoat.rounds import manage_views

urlpatterns = [
    path("dot/danh-sach/", manage_views.index, name="rounds-manage"),
    path("dot/mo/", manage_views.open_round, name="round-open"),
]
