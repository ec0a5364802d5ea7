"""What pages, feeds and sitemaps are rendered from: plain values, already decided. Rendering reads nothing else.

Addresses are paths on the site ("/ja/…") unless named `absolute`; times are aware; texts are plain
text except `body_html`, which is safe HTML with pictures pointing at our own copies.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from wireroom.core.disclosure import Disclosure
from wireroom.core.searching.highlights import Piece


@dataclass(frozen=True, slots=True)
class Site:
    """The newsroom as pages show it. `timezone` is an IANA name; `sections` the language's sections in order.

    `comments_held` says that a person reads each comment before it appears. Empty feed addresses stand for
    /<language>/feed.rss, feed.atom and feed.json.
    """

    name: str
    base_url: str
    language: str
    languages: tuple[str, ...]
    timezone: str
    comments_open: bool = True
    sections: tuple["Link", ...] = ()
    comments_held: bool = True
    rss_url: str = ""
    atom_url: str = ""
    json_url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One size of a picture, in pixels; `url` a path on the site; `type` its media type; `size` in bytes."""

    url: str
    width: int
    height: int
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture ready to show, sizes smallest first."""

    sources: tuple[PictureSource, ...]
    alt: str = ""
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article as lists and related blocks show it. `corrected` when its log has a correction. `article_id` and
    `copy_id` are the rows it was made from (Article, ArticleVersion)."""

    url: str
    headline: str
    published: datetime
    standfirst: str | None = None
    section: Link | None = None
    provider_name: str | None = None
    picture: PictureView | None = None
    corrected: bool = False
    article_id: int = 0
    copy_id: int = 0


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A story as an article's page names it: its page, the name an editor gave it (or ""), the time of its first
    article, the number of all (or more where it `is_exact` not), the other languages that it is told in.
    """

    url: str
    name: str
    began: datetime
    count: int
    is_exact: bool = True
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunningStory:
    """A story as the front page lists it: its page, its name or newest headline, the time of its newest article."""

    url: str
    headline: str
    latest: datetime


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A dated entry of the correction log; `kind` is correction or update.

    `before` and `after` are the changed sentences, one a line.
    """

    at: datetime
    kind: str
    note: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CommentView:
    """An approved comment: never more than this of its writer."""

    id: int
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaidView:
    """A statement as its article's page shows it: who (or ""), how, in which words; `anchor` is its place in the text.

    `stance` is one of docs/annotating.md; `reviewed`: an editor confirmed or corrected it; `speaker_url` is the
    speaker's own page, `kind` what the speaker is, "" where nobody knows. `exact` are the words alone where they are
    surely the speaker's own, in one piece, else "".
    """

    anchor: str
    speaker: str
    stance: str
    words: str
    quoted: bool = False
    reviewed: bool = False
    speaker_url: str = ""
    kind: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class LaterView:
    """What a later article says against this one: who, how (denies or no_evidence), where. The ids are those of a
    Teaser."""

    speaker: str
    stance: str
    url: str
    headline: str
    at: datetime
    article_id: int = 0
    copy_id: int = 0


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything of one live article. `guid` is its stable id in our own feeds (a urn or absolute address).

    `comments_state` is open, closed or frozen; `canonical_absolute` is where search engines should
    look (ours or the source's); `extent` full, excerpt or headline; `tdm_reserved`: text and data mining is reserved.
    """

    guid: str
    url: str
    language: str
    headline: str
    published: datetime
    updated: datetime
    disclosure: Disclosure
    provider_name: str
    extent: str
    comment_key: str
    canonical_absolute: str
    noindex: bool
    section: Link | None = None
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credit: str | None = None
    provider_url: str | None = None
    copyright_notice: str | None = None
    copyright_holder: str | None = None
    original_url: str | None = None
    body_html: str = ""
    words: int = 0
    subjects: tuple[str, ...] = ()
    picture: PictureView | None = None
    corrections: tuple[CorrectionView, ...] = ()
    story: StoryLink | None = None
    said: tuple[SaidView, ...] = ()
    later: tuple[LaterView, ...] = ()
    marked_html: str = ""
    related: tuple[Teaser, ...] = ()
    comments: tuple[CommentView, ...] = ()
    comments_state: str = "open"
    alternates: tuple[tuple[str, str], ...] = ()
    tdm_reserved: bool = False


@dataclass(frozen=True, slots=True)
class GoneView:
    """A killed or expired article: what the 410 page may still say, and what the feeds' tombstones say.

    With its `comment_key` the page offers the complaint form.
    """

    guid: str
    url: str
    language: str
    gone_at: datetime
    provider_name: str
    reason: str = ""
    comment_key: str = ""


@dataclass(frozen=True, slots=True)
class MovedView:
    """An address whose copy stands at another one now: the path there, the page's language, the headline there.

    Without a headline it is the page of a story, which then has no name, or of an actor.
    """

    url: str
    language: str
    headline: str
    is_story: bool = False
    is_actor: bool = False


@dataclass(frozen=True, slots=True)
class ListView:
    """A list page. `kind` is home, section or day; `number` is None on the newest page, else counted from the oldest.

    `older` and `newer` are paths, None at the ends; `day` for day lists; `days` links to day lists and `running` the
    stories with most articles of late (home).
    `rss_url` and `atom_url` are the list's own feeds, empty for the site's.
    """

    kind: str
    language: str
    url: str
    teasers: tuple[Teaser, ...]
    title: str | None = None
    number: int | None = None
    older: str | None = None
    newer: str | None = None
    day: date | None = None
    groups: tuple[tuple[Link, tuple[Teaser, ...]], ...] = ()
    days: tuple[date, ...] = ()
    running: tuple[RunningStory, ...] = ()
    rss_url: str = ""
    atom_url: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """An outgoing feed, newest first: the site's or a section's. `updated` is the newest change."""

    language: str
    url: str
    home: str
    title: str
    updated: datetime
    articles: tuple[ArticleView, ...]
    gone: tuple[GoneView, ...] = field(default=())
    hub: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One live, indexable page; in an index a sitemap, with no time while there is nothing in it."""

    url: str
    updated: datetime | None
    headline: str = ""
    language: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A live article that was found, in pieces of which those that were searched for are marked."""

    url: str
    language: str
    headline: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    published: datetime
    provider_name: str = ""
    section: Link | None = None


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of a search. `words`, the form's days and `order` (newest, best) are as asked; `language` is the page's,
    `searched` that of what is looked for, "" for all. `total` counts what was found, of which `hits` are page `number`
    from the `first`-th; `is_cut`: there are more. `read_as` are words searched for instead, spelled otherwise;
    `suggestions` other queries that find something; `ignored` what could not be read. `is_stopped`: it took too long.
    """

    language: str
    searched: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    order: str = "newest"
    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    number: int = 1
    first: int = 1
    has_more: bool = False
    is_asked: bool = False
    is_cut: bool = False
    is_stopped: bool = False
    read_as: str = ""
    suggestions: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingStory:
    """An article as other programs get it (ninjs, NewsML-G2): every address absolute, also those of `picture`.

    `status` is usable or canceled; a canceled story says nothing of its copy. `version` grows with every change,
    odd while live, even once canceled. `summary` is all that an excerpt shows; `body_html` is safe HTML. `usage` holds
    the terms of use, the source's and ours; `data_mining` the address of the PLUS term that reserves text and data
    mining, "" when nothing does. `signal` is correction or update, "" for a first version; `notes` the correction log
    in words, newest last; `disclosure` how the page was made, a sentence a point.
    """

    guid: str
    key: str
    url: str
    language: str
    status: str
    version: int
    published: datetime
    updated: datetime
    site: Link
    provider: Link
    headline: str = ""
    summary: str = ""
    body_html: str = ""
    extent: str = "full"
    words: int = 0
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    slugline: str = ""
    urgency: int | None = None
    copyright_holder: str = ""
    copyright_notice: str = ""
    usage: tuple[str, ...] = ()
    data_mining: str = ""
    digital_source_type: str = ""
    section: str = ""
    subjects: tuple[str, ...] = ()
    located: tuple[str, ...] = ()
    picture: PictureView | None = None
    source_url: str = ""
    source_published: datetime | None = None
    expires: datetime | None = None
    signal: str = ""
    notes: tuple[str, ...] = ()
    disclosure: tuple[str, ...] = ()
