"""The furniture's words in each language, from the package's gettext catalogs. Formats no times and knows no page."""

from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files

from wireroom.core.errors import SettingError

DOMAIN = "edition"
# Each language's own name for itself, as a language switch shows it.
ENDONYMS = {"en": "English", "ja": "日本語"}


def N_(message: str) -> str:
    """Marks a message for extraction where it is only named; it is translated where it is used."""
    return message


LANGUAGE_NAMES = {
    "ar": N_("Arabic"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "el": N_("Greek"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "nl": N_("Dutch"),
    "no": N_("Norwegian"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sv": N_("Swedish"),
    "th": N_("Thai"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's words. Messages are English; values fill %(name)s places after translation."""

    language: str
    translations: GNUTranslations

    def gettext(self, message: str, **values: object) -> str:
        """`message` in this language, its places filled."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The form for `count`, which also fills %(count)d, with its other places filled."""
        return self.translations.ngettext(one, many, count) % {"count": count, **values}

    def language_name(self, tag: str) -> str:
        """What this language calls the language of `tag`; the tag itself when it has no word for it."""
        name = LANGUAGE_NAMES.get(tag.partition("-")[0].lower())
        return self.translations.gettext(name) if name else tag


@lru_cache
def open_catalog(language: str) -> Catalog:
    """Load the words of `language`. Raises SettingError naming the languages there are."""
    if language not in ENDONYMS:
        known = ", ".join(sorted(ENDONYMS))
        raise SettingError(f"languages: the site's furniture is not translated into {language!r} (there is: {known})")
    path = files("wireroom") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with path.open("rb") as file:
        return Catalog(language, GNUTranslations(file))
