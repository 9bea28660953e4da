"""Addresses of the village meeting."""

from django.urls import path

from rasoat.meeting import views

urlpatterns = [
    path("hop-thon/<int:pk>/", views.show, name="meeting"),
    path("hop-thon/<int:pk>/trinh-chieu/", views.projector, name="meeting-projector"),
    path("hop-thon/<int:pk>/bien-ban/", views.record, name="meeting-record"),
]
