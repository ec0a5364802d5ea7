"""The desk's addresses: one folder a screen. Every change is a POST."""

from django.urls import path, re_path

from wireroom.desk.actors.views import actor, actors
from wireroom.desk.actors.views import change as change_actor
from wireroom.desk.assets import asset
from wireroom.desk.comments.views import comments, moderate
from wireroom.desk.complaints.views import answer, complaints
from wireroom.desk.copies.views import judge, lead, pair, pairs
from wireroom.desk.destinations.views import again, destinations
from wireroom.desk.door.views import enter, keys, leave, password
from wireroom.desk.feeds.views import feeds, reset_feed
from wireroom.desk.holds.views import holds
from wireroom.desk.item.views import decide, item, purge
from wireroom.desk.search.views import search
from wireroom.desk.statements.views import review
from wireroom.desk.stories.changes import change, put
from wireroom.desk.stories.views import stories, story
from wireroom.desk.users.views import activate, add, reset, users
from wireroom.desk.wire.views import wire

urlpatterns = [
    path("", wire, name="desk-wire"),
    path("search/", search, name="desk-search"),
    path("holds/", holds, name="desk-holds"),
    re_path(r"^item/(?P<item_id>\d{1,18})/\Z", item, name="desk-item"),
    re_path(
        r"^item/(?P<item_id>\d{1,18})/(?P<verb>kill|withhold|release|correct|quiet)/\Z", decide, name="desk-decide"
    ),
    re_path(r"^item/(?P<item_id>\d{1,18})/purge/\Z", purge, name="desk-purge"),
    re_path(r"^item/(?P<item_id>\d{1,18})/lead/(?P<answer>same|different)/\Z", lead, name="desk-lead"),
    re_path(r"^item/(?P<item_id>\d{1,18})/story/\Z", put, name="desk-put"),
    re_path(
        r"^item/(?P<item_id>\d{1,18})/statements/(?P<key>[0-9a-f]{32})/(?P<verb>confirm|correct|reject|back)/\Z",
        review,
        name="desk-statement",
    ),
    path("actors/", actors, name="desk-actors"),
    re_path(r"^actors/(?P<key>[a-z2-7]{1,20})/\Z", actor, name="desk-actor"),
    re_path(
        r"^actors/(?P<key>[a-z2-7]{1,20})/(?P<verb>rename|alias|merge|split)/\Z", change_actor, name="desk-actor-change"
    ),
    path("copies/", pairs, name="desk-pairs"),
    re_path(r"^copies/(?P<item_id>\d{1,18})/(?P<other_id>\d{1,18})/\Z", pair, name="desk-pair"),
    re_path(
        r"^copies/(?P<item_id>\d{1,18})/(?P<other_id>\d{1,18})/(?P<answer>same|different|unsure)/\Z",
        judge,
        name="desk-judge",
    ),
    path("stories/", stories, name="desk-stories"),
    re_path(r"^stories/(?P<key>[a-z2-7]{1,20})/\Z", story, name="desk-story"),
    re_path(
        r"^stories/(?P<key>[a-z2-7]{1,20})/(?P<verb>name|close|open|join|split|move|take)/\Z",
        change,
        name="desk-story-change",
    ),
    path("comments/", comments, name="desk-comments"),
    re_path(r"^comments/(?P<comment_id>\d{1,18})/(?P<verb>approve|reject|spam)/\Z", moderate, name="desk-moderate"),
    path("complaints/", complaints, name="desk-complaints"),
    re_path(r"^complaints/(?P<complaint_id>\d{1,18})/answer/\Z", answer, name="desk-answer"),
    path("feeds/", feeds, name="desk-feeds"),
    re_path(r"^feeds/(?P<feed_id>\d{1,18})/reset/\Z", reset_feed, name="desk-feed-reset"),
    path("destinations/", destinations, name="desk-destinations"),
    path("destinations/again/", again, name="desk-destination-again"),
    path("users/", users, name="desk-users"),
    path("users/add/", add, name="desk-user-add"),
    re_path(r"^users/(?P<user_id>\d{1,18})/reset/\Z", reset, name="desk-user-reset"),
    re_path(r"^users/(?P<user_id>\d{1,18})/activate/\Z", activate, {"active": True}, name="desk-user-activate"),
    re_path(r"^users/(?P<user_id>\d{1,18})/deactivate/\Z", activate, {"active": False}, name="desk-user-deactivate"),
    path("login/", enter, name="desk-login"),
    path("logout/", leave, name="desk-logout"),
    path("password/", password, name="desk-password"),
    path("keys/", keys, name="desk-keys"),
    path("static/<str:name>", asset, name="desk-asset"),
]
