"""Every word of the desk exists in Japanese, and what is compiled is what was written."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from desk_messages import DESK, find_messages
from published_rows import add_article, add_feed, add_hold, add_item

from wireroom.accounts.actions import add_user
from wireroom.comments.actions import complain, submit_comment
from wireroom.comments.models import Comment, Complaint
from wireroom.core.commenting import Draft
from wireroom.core.visitors import hash_visitor


def read_catalog(language):
    with (DESK / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def test_every_message_has_japanese_words():
    catalog = read_catalog("ja")
    written = {each for message in catalog if message.id and message.string for each in _ids(message)}
    assert find_messages() - written == set()


def test_places_in_a_message_survive_translation():
    for message in read_catalog("ja"):
        for string in (message.string,) if isinstance(message.string, str) else message.string:
            if message.id:
                assert set(re.findall(r"%\(\w+\)s", string)) == set(re.findall(r"%\(\w+\)s", _ids(message)[0]))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_compiled_catalog_is_the_written_one(language):
    path = DESK / "locale" / language / "LC_MESSAGES" / "django.mo"
    fresh = BytesIO()
    write_mo(fresh, read_catalog(language))
    fresh.seek(0)
    with path.open("rb") as file:
        compiled = GNUTranslations(file)
    expected = GNUTranslations(fresh)
    for message in read_catalog(language):
        for each in _ids(message):
            if each:
                assert compiled.gettext(each) == expected.gettext(each)


def test_a_japanese_editor_reads_no_english_furniture(administrator):
    """Latin letters may come from copy, names, keys and times; whole English words of ours may not."""
    add_user("mio", role="editor", password="tide-table-harbour")
    add_hold(item=add_item(headline="見出し"))
    article = add_article(headline="記事")
    add_feed(name="配信社", url="https://x.example/f")
    reader = hash_visitor("192.0.2.1", key="k")
    draft = Draft(name="彩", email="a@b.example", text="コメント www. www. www.")
    submit_comment(article, draft, visitor=reader, hold=True, now=article.sort_at)
    complain(article, draft, visitor=reader, now=article.sort_at, comment=Comment.objects.get())
    assert Complaint.objects.exists()
    screens = (
        "holds",
        "search",
        "copies",
        "stories",
        "actors",
        f"item/{article.item_id}",
        "comments",
        "complaints",
        "destinations",
        "feeds",
        "users",
        "keys",
        "password",
    )
    ours = {message for message in find_messages() if re.fullmatch(r"[A-Za-z ,.:;']+", message) and len(message) > 3}
    for path in ("", *(f"{screen}/" for screen in screens)):
        page = administrator.get(f"/desk/{path}", headers={"accept-language": "ja"}).content.decode()
        words = {text.strip() for text in re.findall(r">([^<>]+)<", page)}
        assert words & ours == set(), path
        assert '<html lang="ja">' in page


def _ids(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)
