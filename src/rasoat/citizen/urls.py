"""Addresses of the citizens' door; every one begins with ``cong-dan/``, but for the short one that a QR code carries, and is
listed as public in tests/routes.
"""

from django.urls import path

from rasoat.citizen import complaining, request_views, review_views, verify_views, views

urlpatterns = [
    path("cong-dan/", views.door, name="citizen"),
    path("cong-dan/ra-soat/", review_views.communes, name="citizen-review"),
    path("cong-dan/ra-soat/<int:pk>/", review_views.villages, name="citizen-villages"),
    path("cong-dan/cham-diem/<int:pk>/<slug:area>/", review_views.scoring, name="citizen-scoring"),
    path("cong-dan/thon/<int:pk>/", review_views.village, name="citizen-village"),
    path("cong-dan/thon/<int:pk>/y-kien/", complaining.complain, name="citizen-complain"),
    path("cong-dan/de-nghi/", request_views.places, name="citizen-places"),
    path("cong-dan/de-nghi/<int:pk>/", request_views.commune, name="citizen-commune"),
    path("cong-dan/de-nghi/<int:pk>/<slug:form>/", request_views.ask, name="citizen-request"),
    path("xac-minh/<str:token>/", verify_views.show, name="verify"),
    path("cong-dan/bien-nhan/", views.receipt, name="citizen-receipt"),
]
