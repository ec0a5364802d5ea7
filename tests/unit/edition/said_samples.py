"""Statements for the renderer's tests: invented speakers and words, in both languages."""

from dataclasses import replace
from datetime import timedelta

from edition_samples import NOW

from wireroom.edition.said_values import (
    ActorView,
    CourseView,
    PointView,
    StandingView,
    StorySaidView,
    VoiceView,
)
from wireroom.edition.values import LaterView, SaidView

SPEAKERS = {
    "en": ("Ada Lindqvist", "Marten Oake", "the port authority", "the fishing quarter"),
    "ja": ("アダ・リンドクビスト", "マルテン・オーク", "港湾局", "漁業地区"),
}
WORDS = {
    "en": ("the barrier is safe", "that the figure leaves out the dredging", "“We had forty minutes in hand”"),
    "ja": ("防潮堤は安全だ", "しゅんせつの費用が漏れている", "「残された時間は40分だった」"),
}
STANCES = ("asserts", "denies", "no_evidence", "declines_comment", "accuses", "confirms", "requests", "reported")


def make_said(language: str, count: int = 8) -> tuple[SaidView, ...]:
    """Statements of every stance, in turn."""
    return tuple(
        SaidView(
            anchor=f"said-{number + 1}",
            speaker=SPEAKERS[language][number % 4],
            stance=STANCES[number % 8],
            words=WORDS[language][number % 3],
            quoted=number % 3 == 2,
            speaker_url=f"/{language}/actor/oake/" if number % 4 == 1 else "",
            kind="person" if number % 4 < 2 else "organisation",
            exact=WORDS[language][2][1:-1] if number % 3 == 2 else "",
        )
        for number in range(count)
    )


def make_later(language: str) -> tuple[LaterView, ...]:
    """Two later words against an article."""
    headline = {"en": "Port authority corrects the minutes", "ja": "港湾局、時間の発表を訂正"}[language]
    return tuple(
        LaterView(SPEAKERS[language][2], stance, f"/{language}/later/#said-2", headline, NOW + timedelta(hours=5))
        for stance in ("denies", "no_evidence")
    )


def make_voices(language: str, count: int = 8) -> tuple[VoiceView, ...]:
    """The same away from their article, an hour apart."""
    headline = {"en": "Harbour weighs a barrier", "ja": "港湾都市が防潮堤を検討"}[language]
    return tuple(
        VoiceView(
            speaker=one.speaker,
            stance=one.stance,
            words=one.words,
            url=f"/{language}/2024/10/18/barrier/#{one.anchor}",
            at=NOW + timedelta(hours=number),
            speaker_url=one.speaker_url,
            headline=headline,
            provider_name={"en": "Northline Agency", "ja": "北斗通信"}[language],
        )
        for number, one in enumerate(make_said(language, count))
    )


def make_story_said(language: str, **changes: object) -> StorySaidView:
    """A claim that is opposed, eight statements, a figure that moved."""
    voices = make_voices(language)
    points = tuple(
        PointView(SPEAKERS[language][number % 2], text, value, NOW + timedelta(hours=number), f"/{language}/x/#said-1")
        for number, (text, value) in enumerate((("1,500", 1500.0), ("4,000", 4000.0), ("10,000", 10_000.0)))
    )
    view = StorySaidView(
        standings=(
            StandingView(WORDS[language][0], voices[:1], voices[1:2], voices[2:3], voices[3:4]),
            StandingView(WORDS[language][1], voices[4:6]),
        ),
        voices=voices,
        courses=(CourseView({"en": "houses", "ja": "家屋"}[language], {"en": "", "ja": "棟"}[language], points),),
    )
    return replace(view, **changes)


def make_actor(language: str, **changes: object) -> ActorView:
    """The page of somebody quoted, with more than is shown."""
    view = ActorView(
        language=language,
        url=f"/{language}/actor/oake/",
        name=SPEAKERS[language][1],
        kind="person",
        voices=tuple(replace(voice, speaker=SPEAKERS[language][1]) for voice in make_voices(language)),
        count=80,
        kept=8,
        alternates=tuple((tag, f"/{tag}/actor/oake/") for tag in ("ja", "en") if tag != language),
    )
    return replace(view, **changes)
