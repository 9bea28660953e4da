"""Addresses of background work."""

from django.urls import path

from rasoat.jobs import views

urlpatterns = [
    path("viec-dang-chay/", views.index, name="jobs"),
    path("viec-dang-chay/<int:pk>/", views.show, name="job"),
    path("viec-dang-chay/<int:pk>/tep/", views.result, name="job-file"),
    path("viec-dang-chay/<int:pk>/lam-lai/", views.repeat, name="job-again"),
]
