"""Addresses of the roster."""

from django.urls import path

from rasoat.roster import views

urlpatterns = [
    path("ho/<uuid:pk>/bien-dong/<slug:kind>/", views.event, name="event"),
]
