"""Addresses of the roster import."""

from django.urls import path

from rasoat.roster import import_views as views

urlpatterns = [
    path("nhap-danh-sach/<int:pk>/", views.upload, name="roster-import"),
    path("nhap-danh-sach/<int:pk>/chay-thu/", views.trial, name="roster-import-trial"),
    path("nhap-danh-sach/<int:pk>/nhap/", views.bring_in, name="roster-import-run"),
    path("nhap-danh-sach/<int:pk>/bao-cao.csv", views.download, name="roster-import-report"),
]
