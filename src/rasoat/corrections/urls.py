"""Addresses of corrections after publication."""

from django.urls import path

from rasoat.corrections import views

urlpatterns = [
    path("dinh-chinh/", views.index, name="corrections"),
    path("dinh-chinh/ho/<uuid:pk>/", views.ask, name="correction-request"),
    path("dinh-chinh/<int:pk>/", views.show, name="correction"),
    path("dinh-chinh/<int:pk>/kiem-tra/", views.check, name="correction-check"),
    path("dinh-chinh/<int:pk>/quyet-dinh/", views.decide, name="correction-decide"),
]
