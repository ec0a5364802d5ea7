"""The live addresses for readers, providers and hubs. Pages are the edition's files, served without Django."""

from django.urls import path, re_path

from wireroom.public import comments, complaints, push, websub

urlpatterns = [
    path("comments/", comments.comment, name="comments"),
    path("comments/thanks/", comments.thanks, name="comments-thanks"),
    path("complaints/", complaints.complaint, name="complaints"),
    path("complaints/thanks/", complaints.thanks, name="complaints-thanks"),
    re_path(r"^push/(?P<slug>[-\w]{1,80})/?$", push.push, name="push"),
    re_path(r"^websub/(?P<token>[-\w]{20,64})$", websub.call_back, name="websub"),
]
