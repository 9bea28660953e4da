"""Addresses of documents."""

from django.urls import path

from rasoat.documents import signed_views, views

urlpatterns = [
    path("van-ban/", views.index, name="documents"),
    path("van-ban/<int:pk>/", views.show, name="document"),
    path("van-ban/<int:pk>/ban-ky/", signed_views.show, name="signed-copy"),
    path("ban-ky/<int:pk>/rut/", signed_views.withdraw, name="signed-copy-withdraw"),
    path("tep/<int:pk>/", views.attachment, name="attachment"),
]
