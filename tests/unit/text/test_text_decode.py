"""The codec of a document by the order of evidence."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.core.text.decode import decode_feed

JAPANESE = "韓国の国家情報院は、北朝鮮が兵士を派遣したと発表した。詳しい人数は明らかにしていない。"
RUSSIAN = "Правительство во вторник объявило, что школы останутся закрытыми до конца недели."
FRENCH = "Le gouvernement a décidé que les écoles resteraient fermées « jusqu’à nouvel ordre »."


def document(text: str, codec: str, *, declared: str | None) -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return (head + f"<rss><title>{text}</title></rss>").encode(codec)


@pytest.mark.parametrize(
    ("text", "codec", "declared", "read_as"),
    [
        (JAPANESE, "utf-8", "utf-8", "utf-8"),
        (JAPANESE, "utf-8", None, "utf-8"),
        (JAPANESE, "utf-8", "Shift_JIS", "utf-8"),
        (JAPANESE, "utf-8", "iso-8859-1", "utf-8"),
        (JAPANESE, "utf-8", "utf-16", "utf-8"),
        (JAPANESE, "utf-8", "no-such-set", "utf-8"),
        (JAPANESE, "utf-8-sig", "iso-8859-1", "utf-8"),
        (JAPANESE, "utf-16", "utf-8", "utf-16-le"),
        (JAPANESE, "utf-16-le", "utf-16", "utf-16-le"),
        (JAPANESE, "utf-16-be", None, "utf-16-be"),
        (JAPANESE, "utf-32", None, "utf-32-le"),
        (JAPANESE, "cp932", "Shift_JIS", "cp932"),
        (JAPANESE + "①㈱髙", "cp932", "Shift_JIS", "cp932"),
        (JAPANESE, "euc_jp", "EUC-JP", "euc_jp"),
        (JAPANESE, "euc_jp", "utf-8", "euc_jp"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP", "iso2022_jp"),
        ("정부는 화요일 학교를 닫는다고 밝혔다 똠방각하", "cp949", "euc-kr", "cp949"),
        ("政府星期二宣布全国多个地区的学校将继续关闭一周", "gb18030", "gb2312", "gb18030"),
        (RUSSIAN, "cp1251", "windows-1251", "cp1251"),
        (RUSSIAN, "cp1251", None, "cp1251"),
        (RUSSIAN, "koi8_r", "koi8-r", "koi8_r"),
        (FRENCH, "cp1252", "iso-8859-1", "cp1252"),
        ("รัฐบาลประกาศเมื่อวันอังคาร", "cp874", "tis-620", "cp874"),
    ],
)
def test_evidence_decides(text, codec, declared, read_as):
    decoded = decode_feed(document(text, codec, declared=declared))
    assert text in decoded.text
    assert decoded.encoding == read_as


def test_the_content_type_counts_before_the_declaration():
    body = document(RUSSIAN, "cp1251", declared="koi8-r")
    assert RUSSIAN in decode_feed(body, label='text/xml; charset="windows-1251"').text
    assert RUSSIAN in decode_feed(body, label="windows-1251").text


def test_a_few_bad_bytes_do_not_make_it_another_set():
    body = document(JAPANESE, "utf-8", declared=None) + b"\xff\xfe"
    decoded = decode_feed(body)
    assert JAPANESE in decoded.text
    assert decoded.encoding == "utf-8"
    assert [damage.code for damage in decoded.damage] == ["bad_bytes"]


def test_what_no_document_may_hold_is_gone():
    assert decode_feed("a\x00\x08b\x0c\x7f\ufffec\ttab\nline".encode()).text == "abc\ttab\nline"
    assert decode_feed("it\x92s".encode()).text == "it’s"


def test_gzip_is_unpacked_in_bounds():
    assert decode_feed(gzip.compress(b"<rss/>")).text == "<rss/>"
    with pytest.raises(ParseError):
        decode_feed(gzip.compress(b" " * 20_000_000))
    with pytest.raises(ParseError):
        decode_feed(b"\x1f\x8b" + b"no gzip at all")
    whole = gzip.compress(bytes(range(32, 127)) * 3)
    cut = decode_feed(whole[:-30])
    assert cut.text.startswith(" !")
    assert [damage.code for damage in cut.damage] == ["cut_off"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1))
def test_utf_8_comes_back_as_it_went_in(text):
    assert decode_feed(b"<" + text.encode()).text == "<" + text


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "shift_jis", "gb2312", "iso-2022-jp", "hex", "utf-7", "idna"]),
)
def test_any_bytes_give_text_that_can_be_stored(body, label):
    try:
        decoded = decode_feed(body, label=label)
    except ParseError:
        return
    assert "\x00" not in decoded.text
    decoded.text.encode("utf-8")
