"""Addresses of the commune: report, decision, certificates."""

from django.urls import path

from rasoat.recognition import features_views, views

urlpatterns = [
    path("xa/<int:pk>/ho-so/", views.show, name="decision"),
    path("xa/<int:pk>/bao-cao/", views.submit_report, name="report-submit"),
    path("xa/<int:pk>/quyet-dinh/", views.sign, name="decision-sign"),
    path("xa/<int:pk>/giay-chung-nhan/", views.issue_certificates, name="certificates-issue"),
    path("giay-chung-nhan/<int:pk>/", views.certificate, name="certificate"),
    path("thon/<int:pk>/phieu-c/", features_views.village, name="features-village"),
    path("phieu-c/<int:pk>/", features_views.show, name="features"),
    path("phieu-c/<int:pk>/ghi/", features_views.record, name="features-record"),
]
