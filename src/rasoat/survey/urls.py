"""Addresses of the list and the survey."""

from django.urls import path

from rasoat.survey import draft_views, program_views, sheets, version_views, views

urlpatterns = [
    path("xa/<int:pk>/", views.commune, name="commune"),
    path("thon/<int:pk>/", views.village, name="village"),
    path("thon/<int:pk>/lap-danh-sach/", views.build, name="list-build"),
    path("thon/<int:pk>/chot-danh-sach/", views.close, name="list-close"),
    path("thon/<int:pk>/ket-thuc-khao-sat/", views.finish, name="survey-finish"),
    path("thon/<int:pk>/de-xuat/", views.propose, name="list-propose"),
    path("thon/<int:pk>/giay-de-nghi/", views.receive, name="list-request"),
    path("phieu-a/<int:pk>/", sheets.screen, name="screen"),
    path("phieu-b/<int:pk>/", sheets.answers, name="answers"),
    path("phieu-b/<int:pk>/tinh/", sheets.preview, name="answers-preview"),
    path("phieu-b/<int:pk>/luu/", draft_views.save, name="answers-draft"),
    path("phieu-b/<int:pk>/chon/", draft_views.choose, name="answers-choose"),
    path("phieu-b/<int:pk>/cac-lan/", version_views.versions, name="answers-versions"),
    path("phieu-b/<int:pk>/tra/", version_views.send_back, name="answers-return"),
    path("quy-dinh/<slug:pack>/<slug:hash_>/<str:day>.json", program_views.show, name="program"),
]
