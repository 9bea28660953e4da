"""Addresses of the result of a province; each is named by a round of the year."""

from django.urls import path

from rasoat.reports import province_views as views

urlpatterns = [
    path("ket-qua-tinh/<int:pk>/", views.show, name="province"),
    path("ket-qua-tinh/<int:pk>/tong-hop/", views.consolidate, name="province-consolidate"),
    path("ket-qua-tinh/<int:pk>/ky-so-bo/", views.sign, name="province-sign"),
    path("ket-qua-tinh/<int:pk>/phe-duyet/", views.approve, name="province-approve"),
    path("ket-qua-tinh/<int:pk>/bao-cao-bo/", views.report, name="province-report"),
]
