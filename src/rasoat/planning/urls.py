"""Addresses of planning."""

from django.urls import path

from rasoat.planning import board_views, committee_views, views

urlpatterns = [
    path("ke-hoach/<int:pk>/", views.index, name="plans"),
    path("ke-hoach/<int:pk>/han/", views.last_days, name="plan-last-days"),
    path("ke-hoach/<int:pk>/soan/<str:code>/", views.draft, name="plan-draft"),
    path("ke-hoach/ban/<int:pk>/", views.show, name="plan"),
    path("ke-hoach/ban/<int:pk>/trinh/", views.submit, name="plan-submit"),
    path("ke-hoach/ban/<int:pk>/phe-duyet/", views.approve, name="plan-approve"),
    path("ke-hoach/ban/<int:pk>/tra-lai/", views.give_back, name="plan-return"),
    path("ban-chi-dao/<int:pk>/", committee_views.show, name="committee"),
    path("ban-chi-dao/<int:pk>/ghi/", committee_views.enter, name="committee-enter"),
    path("ban-chi-dao/<int:pk>/dac-biet-kho-khan/", committee_views.designate, name="designate"),
    path("ban-chi-dao/<int:pk>/bang-phan-cong/", committee_views.print_charges, name="charges-issue"),
    path("ban-chi-dao/<int:pk>/phu-trach/", committee_views.supervise, name="charge-supervise"),
    path("ban-chi-dao/<int:pk>/tang-cuong/", committee_views.support, name="charge-support"),
    path("phan-cong/<int:pk>/ket-thuc/", committee_views.end, name="charge-end"),
    path("don-doc/<int:pk>/", board_views.show, name="board"),
    path("don-doc/<int:pk>/gui/", board_views.send, name="reminders-send"),
    path("don-doc/<int:pk>/thu-dien-tu/", board_views.contact, name="reminder-contact"),
    path("don-doc/loi-nhac/<int:pk>/", board_views.seen, name="reminder-seen"),
]
