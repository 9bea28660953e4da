"""Addresses of changes of units."""

from django.urls import path

from rasoat.unitchanges import views

urlpatterns = [
    path("thay-doi-don-vi/", views.index, name="unit-changes"),
    path("thay-doi-don-vi/de-nghi/", views.propose, name="unit-change-propose"),
    path("thay-doi-don-vi/<int:pk>/", views.show, name="unit-change"),
    path("thay-doi-don-vi/<int:pk>/xac-nhan/", views.confirm, name="unit-change-confirm"),
    path("thay-doi-don-vi/<int:pk>/rut/", views.withdraw, name="unit-change-withdraw"),
]
