"""Views for the renderer's tests: invented providers, people and events, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from wireroom.core.disclosure import MakingFacts, decide_disclosure
from wireroom.edition.story_values import Elsewhere, StoryView
from wireroom.edition.values import (
    ArticleView,
    CommentView,
    CorrectionView,
    FeedView,
    GoneView,
    Link,
    ListView,
    PictureSource,
    PictureView,
    RunningStory,
    Site,
    SitemapEntry,
    StoryLink,
    Teaser,
)

NOW = datetime(2024, 10, 18, 1, 30, tzinfo=UTC)

_SECTIONS = {
    "en": (Link("World", "/en/world/"), Link("Politics", "/en/politics/"), Link("Science", "/en/science/")),
    "ja": (Link("国際", "/ja/world/"), Link("政治", "/ja/politics/"), Link("科学", "/ja/science/")),
}
_NAMES = {"en": "The Harbour Ledger", "ja": "みなと通信"}
_PROVIDERS = {"en": "Northline Agency", "ja": "北斗通信"}
_HEADLINES = {
    "en": "Harbour city weighs a second tidal barrier after record autumn surge",
    "ja": "記録的な高潮を受け、港湾都市が第二防潮堤を検討　市長「年内に結論」",
}
_STORIES = {"en": "The barrier debate", "ja": "防潮堤をめぐる議論"}
_STANDFIRSTS = {
    "en": "Engineers put the cost at 1.2 billion crowns; the mayor wants a decision before the year ends.",
    "ja": "技術者は費用を約12億クローネと見積もる。市長は年内に結論を出したい考えだ。",
}
_PARAGRAPHS = {
    "en": (
        "The council of Vessmouth met in emergency session on Thursday night to hear engineers describe how close the"
        " water had come to the old customs house, and what it would take to keep it out next time.",
        "“We had forty minutes in hand,” said Ada Lindqvist, who heads the port authority. “Next autumn we may have"
        " none.” Her office puts the cost of a second barrier at 1.2 billion crowns.",
        "Opponents on the council deny that the figure is complete. Marten Oake, who speaks for the fishing quarter,"
        " said the estimate leaves out the dredging that would have to follow.",
    ),
    "ja": (
        "ベスマス市議会は木曜夜に緊急会合を開き、高潮が旧税関のすぐ手前まで達した経緯と、次に備えるために何が必要かについて、"
        "技術者から説明を受けた。",
        "「残された時間は40分だった」と港湾局のアダ・リンドクビスト局長は語った。「来年の秋には、1分も残らないかもしれない。」"
        "同局は第二防潮堤の費用を約12億クローネと見積もっている。",
        "市議会の反対派は、この見積もりに漏れがあると指摘する。漁業地区を代表するマルテン・オーク議員は、"
        "その後に必要となるしゅんせつの費用が含まれていないと述べた。",
    ),
}


def make_site(language: str, **changes: object) -> Site:
    """A bilingual site in Tokyo's zone."""
    site = Site(
        name=_NAMES[language],
        base_url="https://news.example",
        language=language,
        languages=("ja", "en"),
        timezone="Asia/Tokyo",
        sections=_SECTIONS[language],
    )
    return replace(site, **changes)


def make_picture(language: str) -> PictureView:
    """A picture in three sizes."""
    return PictureView(
        sources=tuple(
            PictureSource(f"/pictures/ab/barrier-{width}.jpg", width, width * 9 // 16, "image/jpeg", width * 90)
            for width in (480, 960, 1600)
        ),
        alt={"en": "A grey sea wall under a low sky", "ja": "曇り空の下の灰色の防潮堤"}[language],
        caption={"en": "The first barrier, closed on Thursday", "ja": "木曜日に閉じられた第一防潮堤"}[language],
        credit=_PROVIDERS[language],
    )


def make_facts(language: str, **changes: object) -> MakingFacts:
    """Copy that was received, published by the machine and checked by nobody."""
    facts = MakingFacts(
        provider_name=_PROVIDERS[language],
        received_at=NOW,
        published_at=NOW + timedelta(seconds=2),
        version_number=1,
        version_received_at=NOW,
        extent="full",
        language=language,
        source_published=NOW - timedelta(minutes=12),
        original_url="https://agency.example/stories/barrier",
    )
    return replace(facts, **changes)


def make_article(language: str, *, paragraphs: int = 8, **changes: object) -> ArticleView:
    """A whole article: picture, corrections, related articles, comments."""
    body = "".join(f"<p>{_PARAGRAPHS[language][n % 3]}</p>" for n in range(paragraphs))
    facts = make_facts(
        language, version_number=3, pictures=1, corrections=1, byline={"en": "Ada Marsh", "ja": "丸山渚"}[language]
    )
    view = ArticleView(
        guid=f"urn:uuid:00000000-0000-4000-8000-00000000000{1 if language == 'en' else 2}",
        url=f"/{language}/2024/10/18/barrier/",
        language=language,
        headline=_HEADLINES[language],
        published=NOW,
        updated=NOW + timedelta(hours=2),
        disclosure=decide_disclosure(facts),
        provider_name=_PROVIDERS[language],
        extent="full",
        comment_key="a17",
        canonical_absolute=f"https://news.example/{language}/2024/10/18/barrier/",
        noindex=True,
        section=_SECTIONS[language][0],
        standfirst=_STANDFIRSTS[language],
        byline=facts.byline,
        dateline={"en": "VESSMOUTH", "ja": "ベスマス"}[language],
        credit=_PROVIDERS[language],
        provider_url="https://agency.example/",
        copyright_notice={"en": "© 2024 Northline Agency", "ja": "© 2024 北斗通信"}[language],
        copyright_holder=_PROVIDERS[language],
        original_url=facts.original_url,
        body_html=body,
        words=480,
        subjects={"en": ("floods", "ports"), "ja": ("高潮", "港湾")}[language],
        picture=make_picture(language),
        corrections=(
            CorrectionView(
                at=NOW + timedelta(hours=2),
                kind="correction",
                note={"en": "The cost was given in the wrong currency.", "ja": "費用の通貨に誤りがありました。"}[
                    language
                ],
                before={"en": "1.2 billion dollars", "ja": "約12億ドル"}[language],
                after={"en": "1.2 billion crowns", "ja": "約12億クローネ"}[language],
            ),
        ),
        story=StoryLink(f"/{language}/story/barrier/", _STORIES[language], NOW - timedelta(days=2), 7),
        related=make_teasers(language, 4),
        comments=(
            CommentView(
                7, {"en": "Rosalind", "ja": "さくら"}[language], _PARAGRAPHS[language][2], NOW + timedelta(hours=3)
            ),
            CommentView(
                9, {"en": "P. Quill", "ja": "港の住人"}[language], _PARAGRAPHS[language][1], NOW + timedelta(hours=4)
            ),
        ),
    )
    return replace(view, **changes)


def make_teasers(language: str, count: int) -> tuple[Teaser, ...]:
    """Teasers of several kinds: with and without picture, standfirst, section, correction."""
    titles = {
        "en": (
            "Ferry line reopens the island route",
            "Why the old weather station is being listened to again",
            "Council approves night buses",
            "Astronomers time a faint repeating signal to the second",
            "Grain prices ease as northern harvest comes in",
        ),
        "ja": (
            "離島航路の定期船が運航を再開",
            "旧測候所の観測記録にいま耳を傾ける理由",
            "市議会が深夜バスの運行を承認",
            "天文学者らがかすかな反復信号の周期を特定",
            "北部の収穫期を迎え、穀物価格が落ち着く",
        ),
    }[language]
    return tuple(
        Teaser(
            url=f"/{language}/2024/10/18/story-{number}/",
            headline=titles[number % len(titles)],
            published=NOW - timedelta(minutes=17 * number),
            standfirst=_STANDFIRSTS[language] if number % 3 != 2 else None,
            section=_SECTIONS[language][number % 3] if number % 4 != 3 else None,
            provider_name=_PROVIDERS[language],
            picture=make_picture(language) if number % 2 == 0 else None,
            corrected=number == 1,
        )
        for number in range(count)
    )


def make_home(language: str, **changes: object) -> ListView:
    """A full front page."""
    teasers = make_teasers(language, 30)
    view = ListView(
        kind="home",
        language=language,
        url=f"/{language}/",
        teasers=teasers[:13],
        older=f"/{language}/page/1/",
        groups=tuple((section, teasers[13 + 4 * n : 17 + 4 * n]) for n, section in enumerate(_SECTIONS[language])),
        days=tuple(date(2024, 10, 18 - n) for n in range(7)),
        running=(RunningStory(f"/{language}/story/barrier/", _STORIES[language], NOW),),
    )
    return replace(view, **changes)


def make_story(language: str, **changes: object) -> StoryView:
    """A story's page that an editor named and closed."""
    teasers = make_teasers(language, 7)
    view = StoryView(
        language=language,
        url=f"/{language}/story/barrier/",
        headline=_STORIES[language],
        began=teasers[-1].published,
        latest=NOW,
        count=7,
        providers=(_PROVIDERS[language], {"en": "Strait News", "ja": "海峡新報"}[language]),
        teasers=teasers,
        elsewhere=tuple(Elsewhere(tag, f"/{tag}/story/barrier/", 3) for tag in ("ja", "en") if tag != language),
        closed_at=NOW,
    )
    return replace(view, **changes)


def make_gone(language: str) -> GoneView:
    """An article killed an hour after it appeared."""
    return GoneView(
        guid="urn:uuid:00000000-0000-4000-8000-00000000000f",
        url=f"/{language}/2024/10/18/withdrawn/",
        language=language,
        gone_at=NOW + timedelta(hours=1),
        provider_name=_PROVIDERS[language],
        reason={"en": "The source withdrew it.", "ja": "配信元が取り下げました。"}[language],
    )


def make_feed(language: str, **changes: object) -> FeedView:
    """The site's feed: a full article, an excerpt, a headline, a withdrawal."""
    full = make_article(language, paragraphs=3)
    excerpt = replace(
        make_article(language, paragraphs=1, standfirst=None),
        guid="urn:uuid:00000000-0000-4000-8000-000000000003",
        extent="excerpt",
        disclosure=decide_disclosure(make_facts(language, extent="excerpt")),
    )
    headline = replace(
        excerpt,
        guid="urn:uuid:00000000-0000-4000-8000-000000000004",
        extent="headline",
        body_html="",
        picture=None,
        disclosure=decide_disclosure(make_facts(language, extent="headline", original_url=None)),
    )
    view = FeedView(
        language=language,
        url=f"/{language}/feed.rss",
        home=f"/{language}/",
        title=_NAMES[language],
        updated=NOW + timedelta(hours=2),
        articles=(full, excerpt, headline),
        gone=(make_gone(language),),
        hub="https://hub.example/",
    )
    return replace(view, **changes)


def make_entries(count: int) -> tuple[SitemapEntry, ...]:
    """Sitemap entries, newest first."""
    return tuple(
        SitemapEntry(
            url=f"/en/2024/10/18/story-{number}/",
            updated=NOW - timedelta(minutes=number),
            headline=f"Story {number} & more",
            language="en",
            published=NOW - timedelta(minutes=number),
        )
        for number in range(count)
    )
