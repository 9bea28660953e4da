"""Addresses of the village meeting."""

from django.urls import path

from rasoat.meeting import invitation_views, minutes_views, views

urlpatterns = [
    path("hop-thon/<int:pk>/", views.show, name="meeting"),
    path("hop-thon/<int:pk>/moi-hop/", invitation_views.invite, name="meeting-invite"),
    path("hop-thon/<int:pk>/trinh-chieu/", views.projector, name="meeting-projector"),
    path("hop-thon/<int:pk>/bien-ban/", views.record, name="meeting-record"),
    path("bien-ban-hop/<int:pk>/", minutes_views.show, name="minutes"),
    path("bien-ban-hop/trang/<int:pk>/rut/", minutes_views.withdraw_page, name="minutes-withdraw"),
    path("dot/<int:pk>/bien-ban-hop/", minutes_views.of_round, name="minutes-of-round"),
]
