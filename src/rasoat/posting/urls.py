"""Addresses of posting and complaints."""

from django.urls import path

from rasoat.posting import complaint_views, notice_views, recheck_views, set_views, views

urlpatterns = [
    path("niem-yet/dot/<int:pk>/", set_views.of_round, name="postings"),
    path("thong-bao/<int:pk>/", notice_views.index, name="notices"),
    path("thong-bao/<int:pk>/<slug:step>/soan/", notice_views.write, name="notice-write"),
    path("thong-bao/bai/<int:pk>/", notice_views.show, name="notice"),
    path("thong-bao/bai/<int:pk>/doc/", notice_views.read_out, name="notice-read"),
    path("niem-yet/<int:pk>/", views.show, name="posting"),
    path("niem-yet/<int:pk>/mo/", views.open_posting, name="posting-open"),
    path("niem-yet/<int:pk>/ket-thuc/", views.close_posting, name="posting-close"),
    path("niem-yet/<int:pk>/xac-nhan/", views.prove, name="posting-prove"),
    path("niem-yet/<int:pk>/bai-doc/", views.script, name="posting-script"),
    path("niem-yet/<int:pk>/khieu-nai/", complaint_views.receive, name="complaint-receive"),
    path("niem-yet/<int:pk>/khieu-nai/danh-sach/", complaint_views.index, name="complaints"),
    path("khieu-nai/", complaint_views.index, name="all-complaints"),
    path("khieu-nai/<int:pk>/", complaint_views.show, name="complaint"),
    path("khieu-nai/<int:pk>/ho/", complaint_views.name_household, name="complaint-household"),
    path("khieu-nai/<int:pk>/han/", complaint_views.set_due, name="complaint-due"),
    path("khieu-nai/<int:pk>/phan-cong/", complaint_views.assign, name="complaint-assign"),
    path("khieu-nai/<int:pk>/phuc-tra/", recheck_views.recheck, name="recheck"),
    path("khieu-nai/<int:pk>/tra-loi/", complaint_views.decide, name="complaint-decide"),
    path("cong-khai/<str:token>/", views.public_page, name="public-posting"),
]
