"""Addresses of reports."""

from django.urls import path

from rasoat.reports import behind_views, country_views, published_views, set_views, views
from rasoat.reports.ownform import views as own

urlpatterns = [
    path("mau-bang-tinh/<int:round_id>/<str:code>/", own.show, name="own-forms"),
    path("mau-bang-tinh/<int:round_id>/<str:code>/tai-len/", own.upload, name="own-form-upload"),
    path(
        "mau-bang-tinh/<int:round_id>/<str:code>/bat-dau/<str:key>.xlsx", own.starting, name="own-form-start"
    ),
    path("mau-bang-tinh/mau/<int:pk>/tep.xlsx", own.original, name="own-form-file"),
    path("mau-bang-tinh/mau/<int:pk>/thu/<int:round_id>.xlsx", own.trial, name="own-form-trial"),
    path("mau-bang-tinh/mau/<int:pk>/duyet/<int:round_id>/", own.approve, name="own-form-approve"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>/mau-rieng.xlsx", own.live, name="own-form-report"),
    path("bo-so-lieu/<int:pk>/mau-rieng/<str:key>.xlsx", own.frozen, name="own-form-set"),
    path("da-cong-bo/<int:round_id>/<str:code>/", published_views.show, name="published"),
    path("da-cong-bo/<int:round_id>/<str:code>/ghi/", published_views.record, name="published-record"),
    path("bo-so-lieu/dot/<int:round_id>/<str:code>/", set_views.show_all, name="report-sets"),
    path("bo-so-lieu/dot/<int:round_id>/<str:code>/chot/", set_views.freeze, name="report-freeze"),
    path("bo-so-lieu/<int:pk>/", set_views.show, name="report-set"),
    path("bo-so-lieu/<int:pk>/ky-xac-nhan/", set_views.sign_off, name="report-sign-off"),
    path("bo-so-lieu/<int:pk>/tep/<str:key>.<str:extension>", set_views.download, name="report-set-file"),
    path("bo-so-lieu/<int:pk>/so-voi/<int:other>/", set_views.differences, name="report-compare"),
    path(
        "bo-so-lieu/<int:pk>/so-voi/<int:other>/khac-biet.<str:extension>",
        set_views.differences_file,
        name="report-compare-file",
    ),
    path("bao-cao/ca-nuoc/", country_views.show, name="country"),
    path("bao-cao/ca-nuoc/tep/", country_views.download, name="country-file"),
    path("bao-cao/", views.begin, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/", views.choose, name="reports"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>.<str:extension>", views.download, name="report-file"),
    path("bao-cao/<int:round_id>/<str:code>/<str:key>/", views.show, name="report"),
    path(
        "bao-cao/<int:round_id>/<str:code>/<str:key>/ho/<str:column>/",
        behind_views.show,
        name="report-households",
    ),
    path(
        "bao-cao/<int:round_id>/<str:code>/<str:key>/ho/<str:column>.<str:extension>",
        behind_views.download,
        name="report-households-file",
    ),
]
