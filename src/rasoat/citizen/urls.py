"""Addresses of the citizens' door; every one begins with ``cong-dan/`` and is listed as public in tests/routes."""

from django.urls import path

from rasoat.citizen import complaining, views

urlpatterns = [
    path("cong-dan/", views.door, name="citizen"),
    path("cong-dan/thon/<int:pk>/y-kien/", complaining.complain, name="citizen-complain"),
    path("cong-dan/bien-nhan/", views.receipt, name="citizen-receipt"),
]
