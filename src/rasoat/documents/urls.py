"""Addresses of documents."""

from django.urls import path

from rasoat.documents import views

urlpatterns = [
    path("van-ban/", views.index, name="documents"),
    path("van-ban/<int:pk>/", views.show, name="document"),
    path("tep/<int:pk>/", views.attachment, name="attachment"),
]
