"""Addresses of the boundaries."""

from django.urls import path

from rasoat.maps import views

urlpatterns = [path("ranh-gioi/<str:code>/", views.boundaries, name="boundaries")]
