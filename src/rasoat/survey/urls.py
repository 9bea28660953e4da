"""Addresses of the list and the survey."""

from django.urls import path

from rasoat.survey import (
    committee_views,
    draft_views,
    list_views,
    program_views,
    request_views,
    sheets,
    version_views,
    views,
)

urlpatterns = [
    path("xa/<int:pk>/", views.commune, name="commune"),
    path("thon/<int:pk>/", views.village, name="village"),
    path("thon/<int:pk>/lap-danh-sach/", views.build, name="list-build"),
    path("thon/<int:pk>/chot-danh-sach/", views.close, name="list-close"),
    path("thon/<int:pk>/ket-thuc-khao-sat/", views.finish, name="survey-finish"),
    path("thon/<int:pk>/de-xuat/", views.propose, name="list-propose"),
    path("thon/<int:pk>/giay-de-nghi/", request_views.receive, name="list-request"),
    path("thon/<int:pk>/xac-nhan-giay/", request_views.confirm, name="requests-confirm"),
    path("thon/<int:pk>/danh-sach/<slug:which>.<slug:suffix>", list_views.of_village, name="village-list"),
    path("xa/<int:pk>/danh-sach/<slug:which>.<slug:suffix>", list_views.of_commune, name="commune-list"),
    path("xa/<int:pk>/lap-danh-sach/", committee_views.build, name="list-build-commune"),
    path("xa/<int:pk>/khong-khao-sat/", committee_views.left_out, name="left-out"),
    path("xa/<int:pk>/giay-de-nghi/", request_views.desk, name="requests"),
    path("giay-de-nghi/<int:pk>/", request_views.show, name="request"),
    path("giay-de-nghi/<int:pk>/tiep-nhan/", request_views.take_in, name="request-take-in"),
    path("giay-de-nghi/<int:pk>/khong-tiep-nhan/", request_views.refuse, name="request-refuse"),
    path("giay-de-nghi/<int:pk>/bien-nhan.pdf", list_views.receipt, name="request-receipt"),
    path("giay-de-nghi/<int:pk>/in/", list_views.paper, name="request-paper"),
    path("phieu-a/<int:pk>/quyet-dinh/", committee_views.decide, name="list-decide"),
    path("phieu-a/<int:pk>/", sheets.screen, name="screen"),
    path("phieu-a/<int:pk>/luu/", draft_views.save_screen, name="screen-draft"),
    path("phieu-a/<int:pk>/chon/", draft_views.choose_screen, name="screen-choose"),
    path("phieu-b/<int:pk>/", sheets.answers, name="answers"),
    path("phieu-b/<int:pk>/tinh/", sheets.preview, name="answers-preview"),
    path("phieu-b/<int:pk>/luu/", draft_views.save, name="answers-draft"),
    path("phieu-b/<int:pk>/chon/", draft_views.choose, name="answers-choose"),
    path("phieu-b/<int:pk>/cac-lan/", version_views.versions, name="answers-versions"),
    path("phieu-b/<int:pk>/tra/", version_views.send_back, name="answers-return"),
    path("quy-dinh/<slug:pack>/<slug:hash_>/<str:day>.json", program_views.show, name="program"),
]
