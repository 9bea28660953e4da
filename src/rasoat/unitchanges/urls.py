"""Addresses of changes of units."""

from django.urls import path

urlpatterns: list[object] = []
