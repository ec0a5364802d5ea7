"""Which language a text is in."""

import pytest

from wireroom.core.text.language import decide_language

TEXTS = {
    "en": "The government said on Tuesday that schools would stay closed in several regions of the country.",
    "de": "Die Bundesregierung hat am Dienstag einen Entwurf vorgelegt, der die Regeln für den Handel ändert.",
    "fr": "Le gouvernement a annoncé mardi que les écoles resteraient fermées dans plusieurs régions du pays.",
    "es": "El gobierno anunció el martes que las escuelas permanecerán cerradas en varias regiones del país.",
    "it": "Il governo ha annunciato martedì che le scuole resteranno chiuse in diverse regioni del paese.",
    "pt": "O governo anunciou na terça-feira que as escolas não vão abrir em várias regiões do país.",
    "nl": "De regering heeft dinsdag bekendgemaakt dat de scholen in verschillende delen van het land dicht blijven.",
    "sv": "Regeringen meddelade på tisdagen att skolorna inte öppnar i flera regioner och att eleverna får vara hemma.",
    "da": "Regeringen meddelte tirsdag, at skolerne ikke åbner i flere regioner, og at eleverne bliver hjemme "
    "efter ferien af hensyn til smitten.",
    "no": "Regjeringen kunngjorde tirsdag at skolene ikke åpner i flere regioner, og at elevene blir hjemme "
    "etter ferien av hensyn til smitten.",
    "fi": "Hallitus ilmoitti tiistaina, että koulut ovat kiinni useilla alueilla ja että oppilaat ovat kotona vielä.",
    "pl": "Rząd ogłosił we wtorek, że szkoły pozostaną zamknięte w kilku regionach kraju i nie jest to koniec.",
    "cs": "Vláda v úterý oznámila, že školy zůstanou zavřené v několika krajích, protože se počet nakažených zvýšil "
    "a jen tak neklesne, jak řekl ministr, který byl také u jednání.",
    "ru": "Правительство во вторник объявило, что школы останутся закрытыми в нескольких регионах страны.",
    "uk": "Уряд у вівторок оголосив, що школи залишаться закритими в кількох регіонах країни та не відкриються.",
    "tr": "Hükümet salı günü okulların birçok bölgede kapalı kalacağını ve bu kararın bir hafta için "
    "geçerli olduğunu duyurdu.",
    "ja": "韓国の国家情報院は、北朝鮮が兵士を派遣したと発表した。",
    "ko": "국가정보원은 북한이 병력을 파견했다고 밝혔다.",
    "zh": "政府星期二宣布全国多个地区的学校将继续关闭一周以防止疫情进一步扩散。",
    "el": "Η κυβέρνηση ανακοίνωσε την Τρίτη",
    "he": "הממשלה הודיעה ביום שלישי",
    "ar": "أعلنت الحكومة يوم الثلاثاء",
    "fa": "دولت روز سه‌شنبه گزارش داد که پنج",
    "th": "รัฐบาลประกาศเมื่อวันอังคาร",
    "hi": "सरकार ने मंगलवार को कहा",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("declared", ["none", "wrong", "right"])
def test_the_text_tells_whatever_is_declared(language, declared):
    wrong = "de" if language == "en" else "en"
    stated = {"none": None, "wrong": wrong, "right": f"{language}-XX"}[declared]
    assert decide_language(TEXTS[language], declared=stated) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("", None, None),
        ("", "en-GB", "en"),
        ("Hello", None, None),
        ("Hello", "fr", "fr"),
        ("1,500 / 13,000", "ja", "ja"),
        ("北朝鮮", None, None),
        ("北朝鮮", "ja", "ja"),
        ("Taylor Swift, Beyoncé, Adele, Rihanna, Drake, Eminem, Madonna, Prince, Bono", None, None),
        ("Москва", "bg", "bg"),
        ("x", "not a tag!", None),
        ("x", "nb_NO", "no"),
    ],
)
def test_too_little_text_decides_nothing(text, declared, language):
    assert decide_language(text, declared=declared) == language


def test_names_in_latin_letters_do_not_hide_the_language():
    text = "Apple は iPhone 16 Pro Max を発表した。Google や Microsoft も参加する。"
    assert decide_language(text, declared="en") == "ja"
