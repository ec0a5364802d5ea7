"""The readers' live addresses. Pages are the edition's files, served without Django."""

from django.urls import path

from wireroom.public import comments, complaints

urlpatterns = [
    path("comments/", comments.comment, name="comments"),
    path("comments/thanks/", comments.thanks, name="comments-thanks"),
    path("complaints/", complaints.complaint, name="complaints"),
    path("complaints/thanks/", complaints.thanks, name="complaints-thanks"),
]
