"""Addresses of the district's approval."""

from django.urls import path

from rasoat.reports import approval_views as views

urlpatterns = [
    path("phe-duyet/<int:pk>/", views.show, name="approval"),
    path("phe-duyet/<int:pk>/ky/", views.approve, name="district-approve"),
    path("phe-duyet/<int:pk>/ky-cap-xa/", views.conclude, name="commune-conclude"),
    path("phe-duyet/<int:pk>/dinh-chinh/", views.correct, name="district-correct"),
    path("phe-duyet/<int:pk>/dinh-chinh-cap-xa/", views.correct_commune, name="commune-correct"),
    path("phe-duyet/<int:pk>/gui-so-bo/", views.send_preliminary, name="preliminary-send"),
    path("phe-duyet/<int:pk>/nhan-so-bo/", views.receive_preliminary, name="preliminary-receive"),
    path("phe-duyet/<int:pk>/gui-tinh/", views.send, name="result-send"),
    path("phe-duyet/<int:pk>/tinh-nhan/", views.receive, name="result-receive"),
]
