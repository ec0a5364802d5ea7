"""Who says what on a story's page: claims with their sides, the drawings and their tables. Chooses no statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.edition.render import course_plot, timeline
from wireroom.edition.render.catalogs import N_
from wireroom.edition.render.course_plot import Plotted, draw_course, order_speakers
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.said import stance_label
from wireroom.edition.render.timeline import Axis, Spoken, draw_timeline
from wireroom.edition.render.voices import VoiceHtml, voices_html
from wireroom.edition.said_values import CourseView, StandingView, StorySaidView, VoiceView

_SIDES = (
    ("asserted", N_("Who says so")),
    ("denied", N_("Who denies it")),
    ("unconfirmed", N_("Who sees no evidence of it")),
    ("declined", N_("Who declines to comment")),
)


@dataclass(frozen=True, slots=True)
class SideHtml:
    """Those on one side of a claim."""

    kind: str
    label: Safe
    voices: tuple[VoiceHtml, ...]


@dataclass(frozen=True, slots=True)
class StandingHtml:
    """A claim with its sides."""

    words: Safe
    opposed: bool
    sides: tuple[SideHtml, ...]


@dataclass(frozen=True, slots=True)
class KeyHtml:
    """What a shape of a drawing means."""

    shape: Safe
    label: Safe


@dataclass(frozen=True, slots=True)
class PointHtml:
    """A line of a figure's table."""

    speaker: Safe
    text: Safe
    url: Safe
    iso: str
    time: str


@dataclass(frozen=True, slots=True)
class CourseHtml:
    """A figure over time: the plot and its table."""

    heading: Safe
    drawing: Safe
    key: tuple[KeyHtml, ...]
    points: tuple[PointHtml, ...]


@dataclass(frozen=True, slots=True)
class StorySaidHtml:
    """What story.html shows of statements."""

    standings: tuple[StandingHtml, ...]
    drawing: Safe
    key: tuple[KeyHtml, ...]
    voices: tuple[VoiceHtml, ...]
    courses: tuple[CourseHtml, ...]


def story_said_html(said: StorySaidView | None, furniture: Furniture) -> StorySaidHtml | None:
    """What a story's page shows; None where there is nothing. Raises KeyError for a stance without words."""
    if said is None:
        return None
    drawing = _drawing(said.voices, furniture)
    courses = tuple(_course(one, furniture) for one in said.courses)
    if not (said.standings or drawing or courses):
        return None
    stances = dict.fromkeys(voice.stance for voice in said.voices) if drawing else {}
    return StorySaidHtml(
        standings=tuple(_standing(one, furniture) for one in said.standings),
        drawing=drawing,
        key=tuple(KeyHtml(timeline.draw_key(one), html_text(stance_label(one, furniture))) for one in stances),
        voices=voices_html(said.voices, furniture) if drawing else (),
        courses=courses,
    )


def _standing(one: StandingView, furniture: Furniture) -> StandingHtml:
    words = furniture.wording.catalog
    sides = {
        "asserted": one.asserted,
        "denied": one.denied,
        "unconfirmed": one.unconfirmed,
        "declined": one.declined,
    }
    return StandingHtml(
        words=html_text(one.words),
        opposed=bool(one.denied or one.unconfirmed or one.declined),
        sides=tuple(
            SideHtml(kind, html_text(words.gettext(label)), voices_html(sides[kind], furniture))
            for kind, label in _SIDES
            if sides[kind]
        ),
    )


def _drawing(voices: Sequence[VoiceView], furniture: Furniture) -> Safe:
    if not voices:
        return Safe("")
    spoken = [Spoken(voice.speaker, voice.stance, voice.at) for voice in voices]
    title = furniture.wording.catalog.gettext("Who said what when")
    dates = furniture.dates
    return draw_timeline(spoken, Axis(title, dates.clock(voices[0].at), dates.clock(voices[-1].at)))


def _course(one: CourseView, furniture: Furniture) -> CourseHtml:
    words, dates = furniture.wording.catalog, furniture.dates
    unit = one.unit if one.unit and one.unit not in one.counts else ""
    heading = f"{one.counts} ({unit})" if unit else one.counts
    nobody = words.gettext("the article itself")
    plotted = [Plotted(p.speaker or nobody, p.value, p.high, p.text, p.at) for p in one.points]
    title = words.gettext("How a figure moved: %(what)s", what=heading)
    axis = Axis(title, dates.clock(one.points[0].at), dates.clock(one.points[-1].at))
    return CourseHtml(
        heading=html_text(heading),
        drawing=draw_course(plotted, axis),
        key=tuple(
            KeyHtml(course_plot.draw_key(number), html_text(name))
            for number, name in enumerate(order_speakers(plotted))
        ),
        points=tuple(
            PointHtml(
                html_text(point.speaker or nobody),
                html_text(point.text),
                html_text(point.url),
                dates.iso(point.at),
                dates.clock(point.at),
            )
            for point in one.points
        ),
    )
