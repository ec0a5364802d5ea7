"""Statements away from their article, as templates write them: escaped, worded, dated. Chooses none."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.said import stance_label
from wireroom.edition.said_values import VoiceView


@dataclass(frozen=True, slots=True)
class VoiceHtml:
    """A statement, escaped; `label` is its stance in words, `elsewhere` the same as other providers tell it."""

    speaker: Safe
    speaker_url: Safe
    stance: str
    label: Safe
    words: Safe
    url: Safe
    iso: str
    time: str
    headline: Safe
    provider: Safe
    elsewhere: tuple["VoiceHtml", ...]


def voices_html(voices: Sequence[VoiceView], furniture: Furniture) -> tuple[VoiceHtml, ...]:
    """Statements in the order given. Raises KeyError for a stance without words."""
    return tuple(
        VoiceHtml(
            speaker=html_text(voice.speaker),
            speaker_url=html_text(voice.speaker_url),
            stance=voice.stance,
            label=html_text(stance_label(voice.stance, furniture)),
            words=html_text(voice.words),
            url=html_text(voice.url),
            iso=furniture.dates.iso(voice.at),
            time=furniture.dates.clock(voice.at),
            headline=html_text(voice.headline),
            provider=html_text(voice.provider_name),
            elsewhere=voices_html(voice.elsewhere, furniture),
        )
        for voice in voices
    )
