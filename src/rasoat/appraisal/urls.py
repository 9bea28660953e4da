"""Addresses of the appraisal."""

from django.urls import path

from rasoat.appraisal import inspection_views, views

urlpatterns = [
    path("tham-dinh/", views.index, name="appraisals"),
    path("tham-dinh/<int:pk>/", views.show, name="appraisal"),
    path("tham-dinh/<int:pk>/rut-mau/", views.draw, name="inspection-draw"),
    path("tham-dinh/<int:pk>/y-kien/", views.give_opinion, name="opinion-give"),
    path("bao-cao-xa/<int:pk>/cong-van/", views.letter, name="opinion-letter"),
    path("tham-dinh/<int:pk>/kiem-tra/", views.show, name="inspections"),
    path("kiem-tra/<int:pk>/", inspection_views.record, name="inspection"),
    path("kiem-tra/<int:pk>/ket-qua/", inspection_views.result, name="inspection-result"),
]
