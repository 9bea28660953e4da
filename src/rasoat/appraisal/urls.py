"""Addresses of the appraisal."""

from django.urls import path

from rasoat.appraisal import dossier_views, finding_views, inspection_views, plan_views, views

urlpatterns = [
    path("tham-dinh/", views.index, name="appraisals"),
    path("tham-dinh/<int:pk>/", views.show, name="appraisal"),
    path("tham-dinh/<int:pk>/ho-so/", dossier_views.show, name="dossier"),
    path("tham-dinh/<int:pk>/ho-so/in/", dossier_views.paper, name="dossier-paper"),
    path("tham-dinh/<int:pk>/tra-lai/", dossier_views.return_with_reasons, name="dossier-return"),
    path("tham-dinh/<int:pk>/y-kien/", views.give_opinion, name="opinion-give"),
    path("bao-cao-xa/<int:pk>/cong-van/", views.letter, name="opinion-letter"),
    path("tham-dinh/<int:pk>/kiem-tra/", plan_views.show, name="inspections"),
    path("tham-dinh/<int:pk>/rut-mau/", plan_views.draw, name="inspection-draw"),
    path("tham-dinh/<int:pk>/kiem-tra/phan-cong/", plan_views.appoint, name="inspection-appoint"),
    path("tham-dinh/<int:pk>/kiem-tra/sai-so/", plan_views.told, name="inspection-errors"),
    path("tham-dinh/<int:pk>/kiem-tra/bien-ban/", plan_views.make_record, name="inspection-minute"),
    path("kiem-tra/<int:pk>/", inspection_views.record, name="inspection"),
    path("kiem-tra/<int:pk>/ket-qua/", inspection_views.result, name="inspection-result"),
    path("tham-dinh/<int:pk>/phat-hien/", finding_views.of_commune, name="findings"),
    path("tham-dinh/<int:pk>/phat-hien/ghi/", finding_views.write, name="finding-raise"),
    path("phat-hien/", finding_views.follow_up, name="follow-up"),
    path("phat-hien/<int:pk>/", finding_views.show, name="finding"),
    path("phat-hien/<int:pk>/yeu-cau/", finding_views.order, name="finding-order"),
    path("phat-hien/<int:pk>/khac-phuc/", finding_views.mend, name="finding-mend"),
    path("phat-hien/<int:pk>/xac-nhan/", finding_views.close, name="finding-close"),
    path("phat-hien/<int:pk>/lam-lai/", finding_views.reopen, name="finding-reopen"),
]
