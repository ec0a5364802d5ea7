"""The live addresses for readers, providers and hubs. Pages are the edition's files, served without Django."""

from django.urls import path, re_path

from wireroom.public import api, comments, complaints, ledger, push, search, websub

urlpatterns = [
    path("api/articles.json", api.articles, name="api-articles"),
    re_path(r"^api/articles/(?P<key>[a-z0-9]{1,20})\.ninjs\.json$", api.ninjs, name="api-ninjs"),
    re_path(r"^api/articles/(?P<key>[a-z0-9]{1,20})\.newsml\.xml$", api.newsml_g2, name="api-newsml"),
    re_path(r"^api/", api.nothing),
    path("comments/", comments.comment, name="comments"),
    path("comments/thanks/", comments.thanks, name="comments-thanks"),
    path("complaints/", complaints.complaint, name="complaints"),
    path("complaints/thanks/", complaints.thanks, name="complaints-thanks"),
    path("ledger.csv", ledger.ledger_csv, name="ledger-csv"),
    path("ledger.json", ledger.ledger_json, name="ledger-json"),
    re_path(r"^push/(?P<slug>[-\w]{1,80})/?$", push.push, name="push"),
    re_path(r"^search/?$", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    re_path(r"^websub/(?P<token>[-\w]{20,64})$", websub.call_back, name="websub"),
]
