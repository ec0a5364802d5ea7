"""Invented stories in several tellings, and the edits that feeds make of a text."""

FIRE = (
    "A fire broke out early on Tuesday in the timber harbour of Port Alden and burned for nine hours before crews "
    "from four districts brought it under control. Two dock workers were taken to hospital with burns, the harbour "
    "office said. The flames began in a drying shed behind the northern quay shortly after three in the morning. "
    "Wind from the sea carried sparks to a row of stacked pine, and within an hour a third of the yard stood in "
    "flames. Residents of the fishermen's quarter were told to keep their windows shut. Harbour master Ingrid "
    "Sollum said the shed had been inspected in March without complaint. The owner, Halden Timber, declined to "
    "comment on the cause. Investigators from the provincial fire institute are expected on Wednesday. The ferry to "
    "Skarvo ran from the southern pier."
)
FIRE_OTHER_WORDS = (
    "Investigators are searching the ruins of a drying shed in Port Alden after flames destroyed much of the timber "
    "harbour overnight. Halden Timber, which owns the yard, has not said how much pine was lost. The two dock workers "
    "who suffered burns are in a stable condition, according to the hospital. Ingrid Sollum, the harbour master, told "
    "reporters that crews would stay at the northern quay for another day because embers might flare up in the wind."
)
MAYOR = (
    "Voters in Lindvale chose the schoolteacher Marta Okonjo as mayor on Sunday, ending sixteen years of rule by the "
    "Civic Union. With all ballots counted she had 54 per cent, the electoral board announced. Her opponent, the "
    "incumbent Peter Hale, conceded shortly before midnight and wished her luck. Okonjo had promised to reopen the "
    "tram line along the river and to publish every contract of the city. Turnout was 61 per cent, nine points more "
    "than four years ago. She takes office on the first of June, when the new council meets for the first time."
)
MAYOR_OTHER_WORDS = (
    "Lindvale's next mayor, Marta Okonjo, began talks about the tram line with the city council on Monday. The "
    "schoolteacher beat the incumbent Peter Hale of the Civic Union in an election that drew more voters than any in "
    "a generation. The electoral board will confirm the count this week. Okonjo said contracts of the city would be "
    "published before the summer, and that Hale had offered to help during the change of office."
)
QUAKE = (
    "白浜県の沖合で12日未明、マグニチュード6.2の地震があり、沿岸の三つの町で震度5強を観測した。県の災害対策本部によると、"
    "湊町で住宅12棟の屋根瓦が落ち、住民4人が軽いけがをした。津波の心配はないという。鉄道の白浜線は始発から運転を見合わせ、"
    "正午すぎに再開した。町立湊中学校の体育館には一時およそ80人が避難した。町長の大野まさる氏は記者団に対し、水道管の点検を"
    "急ぐと述べた。気象台は今後一週間ほど同じ程度の揺れに注意するよう呼びかけている。"
)
FESTIVAL = (
    "緑川市の中心部で15日、三年ぶりに提灯行列が行われ、市民ら約2千人が商店街を練り歩いた。実行委員会によると、提灯は地元の"
    "小学生が一つずつ手作りした。沿道では焼き菓子や甘酒の屋台が並び、子ども連れでにぎわった。市の観光課は来年から二日間に"
    "広げる考えを示した。行列は午後九時に川辺の広場で終わり、最後に花火が打ち上げられた。"
)


def sentences(text: str) -> list[str]:
    """The sentences of an invented text, ends included."""
    parts = text.replace("。", "。|").replace(". ", ". |").split("|")
    return [part for part in parts if part.strip()]


def cut(text: str) -> str:
    """The first half of the sentences."""
    found = sentences(text)
    return "".join(found[: (len(found) + 1) // 2])


def reordered(text: str) -> str:
    """The sentences after the first, back to front."""
    first, *others = sentences(text)
    return " ".join([first, *reversed(others)])


def wrapped_in_html(text: str) -> str:
    """Each sentence a paragraph, with tags, entities and a share block."""
    body = "".join(f"<p>{part.strip().replace('-', '&#45;')}</p>\n" for part in sentences(text))
    return f'<div class="story">{body}<p><a href="/s">Share this article</a>&nbsp;&hellip;</p></div>'


def widened(text: str) -> str:
    """Figures and Latin letters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
