"""Addresses of the commune: report, decision, certificates."""

from django.urls import path

from rasoat.recognition import certificate_views, features_views, opening_views, scan_views, views

urlpatterns = [
    path("xa/<int:pk>/ho-so/", views.show, name="decision"),
    path("xa/<int:pk>/bao-cao/", views.submit_report, name="report-submit"),
    path("xa/<int:pk>/quyet-dinh/", views.sign, name="decision-sign"),
    path("xa/<int:pk>/giay-chung-nhan/", views.issue_certificates, name="certificates-issue"),
    path("giay-chung-nhan/<int:pk>/", certificate_views.paper, name="certificate"),
    path("giay-chung-nhan/<int:pk>/so/", certificate_views.show, name="certificate-record"),
    path("giay-chung-nhan/<int:pk>/so/<slug:step>/", certificate_views.step, name="certificate-step"),
    path("xa/<int:pk>/so-giay-chung-nhan/", certificate_views.index, name="certificates"),
    path("xa/<int:pk>/so-giay-chung-nhan/in/", certificate_views.print_all, name="certificates-print"),
    path(
        "xa/<int:pk>/so-giay-chung-nhan/so.<slug:extension>", certificate_views.file, name="certificates-file"
    ),
    path("xa/<int:pk>/so-giay-chung-nhan/ban-ky/", scan_views.send, name="certificate-scans"),
    path("xa/<int:pk>/so-giay-chung-nhan/ban-ky/luu/", scan_views.keep, name="certificate-scans-keep"),
    path("dot/<int:pk>/danh-sach-dau-ky/", opening_views.build, name="opening-build"),
    path("thon/<int:pk>/phieu-c/", features_views.village, name="features-village"),
    path("phieu-c/<int:pk>/", features_views.show, name="features"),
    path("phieu-c/<int:pk>/ghi/", features_views.record, name="features-record"),
    path("phieu-c/<int:pk>/luu/", features_views.save, name="features-draft"),
    path("phieu-c/<int:pk>/chon/", features_views.choose, name="features-choose"),
]
