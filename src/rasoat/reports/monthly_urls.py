"""Address of the monthly report."""

from django.urls import path

from rasoat.reports import monthly_views

urlpatterns = [path("bao-cao-thang/<int:pk>/", monthly_views.show, name="monthly")]
