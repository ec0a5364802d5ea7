"""The few live addresses. Everything else a visitor sees is a file of the edition."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("wireroom.desk.urls")),
    path("", include("wireroom.public.urls")),
]
