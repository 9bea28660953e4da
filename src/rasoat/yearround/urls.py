"""Addresses of requests in the year."""

from django.urls import path

from rasoat.yearround import views

urlpatterns = [
    path("trong-nam/", views.index, name="cases"),
    path("trong-nam/thon/<int:pk>/nhan/", views.take_in, name="case-take-in"),
    path("trong-nam/<int:pk>/", views.show, name="case"),
    path("trong-nam/<int:pk>/bien-nhan.pdf", views.receipt, name="case-receipt"),
    path("trong-nam/tu-giay/<int:pk>/", views.hand_over, name="case-from-request"),
    path("trong-nam/<int:pk>/ho/", views.match, name="case-household"),
    path("trong-nam/<int:pk>/phieu-b/", views.fill, name="case-fill"),
    path("trong-nam/<int:pk>/quyet-dinh/", views.decide, name="case-decide"),
    path("trong-nam/<int:pk>/niem-yet/", views.post, name="case-post"),
    path("trong-nam/<int:pk>/giay-chung-nhan/", views.certify, name="case-certify"),
]
