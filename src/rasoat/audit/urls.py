"""Addresses of the log and of people."""

from django.urls import path

from rasoat.audit import people_views, views

urlpatterns = [
    path("nhat-ky/", views.index, name="audit-log"),
    path("nguoi-dung/", people_views.index, name="people"),
    path("nguoi-dung/moi/", people_views.create, name="person-new"),
    path("nguoi-dung/<int:pk>/", people_views.show, name="person"),
    path("nguoi-dung/<int:pk>/vai-tro/", people_views.grant, name="role-grant"),
    path("vai-tro/<int:pk>/ket-thuc/", people_views.end, name="role-end"),
]
