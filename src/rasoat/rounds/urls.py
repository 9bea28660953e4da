"""Addresses of the round."""

from django.urls import path

from rasoat.rounds import views

urlpatterns = [
    path("tien-do/<int:pk>/", views.show, name="progress"),
    path("tien-do/<int:pk>/ngay-thuc-hanh/", views.move_day, name="practice-day"),
    path("dot/", views.choose, name="choose-round"),
]
