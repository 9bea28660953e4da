"""Addresses of the law."""

from django.urls import path

from rasoat.lawbook import local_views, proposal_views, propose_views, views

urlpatterns = [
    path("quy-dinh/", views.index, name="law"),
    path("quy-dinh/de-xuat/<int:pk>/", proposal_views.show, name="law-proposal"),
    path("quy-dinh/de-xuat/<int:pk>/ban-quet/", proposal_views.source, name="law-source"),
    path("quy-dinh/de-xuat/<int:pk>/doi-chieu/", proposal_views.verify, name="law-verify"),
    path("quy-dinh/de-xuat/<int:pk>/rut/", proposal_views.withdraw, name="law-withdraw"),
    path("quy-dinh/de-xuat/<int:pk>/khong-khop/", proposal_views.dispute, name="law-dispute"),
    path("quy-dinh/o/<int:pk>/sua/", proposal_views.correct, name="law-correct"),
    path("quy-dinh/<str:code>/chuan-rieng/lap/", local_views.found, name="law-found"),
    path("quy-dinh/<str:code>/<slug:pack>/", views.show, name="law-pack"),
    path("quy-dinh/<str:code>/<slug:pack>/lich-su/", views.history, name="law-history"),
    path("quy-dinh/<str:code>/<slug:pack>/mau.xlsx", propose_views.template, name="law-template"),
    path("quy-dinh/<str:code>/<slug:pack>/bang-diem/", propose_views.workbook_page, name="law-propose"),
    path("quy-dinh/<str:code>/<slug:pack>/tung-o/", propose_views.cells_page, name="law-propose-cells"),
    path("quy-dinh/<str:code>/<slug:pack>/xem-lai/", propose_views.look, name="law-draft"),
    path("quy-dinh/<str:code>/<slug:pack>/gui/", propose_views.send, name="law-send"),
]
