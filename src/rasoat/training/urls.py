"""Addresses of training."""

from django.urls import path

from rasoat.training import conference_views, views

urlpatterns = [
    path("tap-huan/<int:pk>/", views.index, name="training"),
    path("tap-huan/<int:pk>/bai/<slug:key>/", views.topic, name="training-topic"),
    path("tap-huan/<int:pk>/bai/<slug:key>/da-doc/", views.read, name="training-read"),
    path("tap-huan/<int:pk>/thuc-hanh/<int:number>/", views.practise, name="training-practice"),
    path("tap-huan/<int:pk>/tien-do/", views.progress, name="training-progress"),
    path("tap-huan/<int:pk>/trieu-tap/", conference_views.call, name="conference-call"),
    path("hoi-nghi/<int:pk>/", conference_views.show, name="conference"),
    path("hoi-nghi/<int:pk>/khach/", conference_views.guest, name="conference-guest"),
    path("hoi-nghi/<int:pk>/diem-danh/<str:code>/", conference_views.attendance, name="attendance"),
    path("hoi-nghi/<int:pk>/theo-ten/", conference_views.by_name, name="attendance-name"),
    path("hoi-nghi/<int:pk>/giay-moi/", conference_views.print_letters, name="conference-letters"),
    path("hoi-nghi/<int:pk>/danh-sach/", conference_views.print_sheets, name="conference-sheets"),
    path(
        "hoi-nghi/<int:pk>/chung-nhan/", conference_views.print_certificates, name="conference-certificates"
    ),
    path("diem-danh/<str:code>/", conference_views.by_code, name="attendance-code"),
]
