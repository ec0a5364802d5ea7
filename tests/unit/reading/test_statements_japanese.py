"""Statements in Japanese by rules: who says what by which words, how, and who is meant."""

import pytest

from wireroom.core.text.segments import find_sentences
from wireroom.core.text.statements.japanese import find_japanese_statements
from wireroom.core.text.statements.japanese.endings import Form, match_ending
from wireroom.core.text.statements.japanese.endmatter import count_body
from wireroom.core.text.statements.japanese.lexicon import load_lexicon
from wireroom.core.text.statements.values import Stance


def read(text):
    return find_japanese_statements(text, find_sentences(text, "ja"))


def shown(statement):
    """A statement as (source, cue, content, stance), - for what is none."""
    mention = statement.source.mention if statement.source else None
    return (
        mention.text if mention else "-",
        statement.cue.text if statement.cue else "-",
        statement.content.text if statement.content else "-",
        statement.stance.value,
    )


# Each: a text, then what is said in it.
SAID = [
    (
        "磯崎町の浜田正市長は5日、新しい橋の開通を来年3月に延期すると発表した。",
        ("磯崎町の浜田正市長", "発表した", "新しい橋の開通を来年3月に延期する", "asserts"),
    ),
    ("市長は会見で「工事は順調だ」と述べた。", ("市長", "述べた", "「工事は順調だ」", "asserts")),
    ("「橋は安全だ」と建設局の村井局長は強調した。", ("建設局の村井局長", "強調した", "「橋は安全だ」", "asserts")),
    (
        "橋の検査は終わっていないと県の担当者が7日に明らかにした。",
        ("県の担当者", "明らかにした", "橋の検査は終わっていない", "asserts"),
    ),
    ("県警によると、男は9日夜、港の倉庫に侵入した。", ("県警", "によると", "男は9日夜、港の倉庫に侵入した", "asserts")),
    ("県警の調べでは、男は鍵を持っていた。", ("県警", "調べでは", "男は鍵を持っていた", "asserts")),
    ("野党は首相の辞任を求めた。", ("野党", "求めた", "首相の辞任", "requests")),
    ("国土省は住民に避難するよう呼びかけた。", ("国土省", "呼びかけた", "住民に避難する", "requests")),
    ("同社は不正への関与を否定した。", ("同社", "否定した", "不正への関与", "denies")),
    ("組合長は帳簿への関与は否定した。", ("組合長", "否定した", "帳簿への関与", "denies")),
    ("両国とも関与を否定している。", ("両国", "否定している", "関与", "denies")),
    ("社長は賄賂を受け取っていないと述べた。", ("社長", "述べた", "賄賂を受け取っていない", "denies")),
    ("被告は無罪を主張した。", ("被告", "主張した", "無罪", "denies")),
    (
        "大使は捕虜を虐待したという訴えを「宣伝だ」とはねつけた。",
        ("大使", "はねつけた", "捕虜を虐待したという訴えを「宣伝だ」", "denies"),
    ),
    ("社長は辞任を否定していないと語った。", ("社長", "語った", "辞任を否定していない", "asserts")),
    (
        "側近は、大臣が会合に出席したことはないと強調した。",
        ("側近", "強調した", "大臣が会合に出席したことはない", "denies"),
    ),
    ("同社は取材を断った。", ("同社", "取材を断った", "-", "declines_comment")),
    (
        "ダリア軍が病院を撃ったとの報道について、同軍は否定した。",
        ("同軍", "否定した", "ダリア軍が病院を撃ったとの報道", "denies"),
    ),
    ("選手は薬の使用を否定する声明を出した。", ("選手", "声明を出した", "薬の使用を否定する", "denies")),
    ("野党は「責任を果たしていない」と批判を強めた。", ("野党", "批判を強めた", "「責任を果たしていない」", "accuses")),
    ("社長は「そのような事実は一切ない」と話した。", ("社長", "話した", "「そのような事実は一切ない」", "denies")),
    ("知事は敗北を認めていない。", ("知事", "認めていない", "敗北", "denies")),
    ("知事は説明が足りなかったと認めた。", ("知事", "認めた", "説明が足りなかった", "confirms")),
    ("検察は元社長が帳簿を偽造したと非難した。", ("検察", "非難した", "元社長が帳簿を偽造した", "accuses")),
    ("海運会社はコメントを控えた。", ("海運会社", "コメントを控えた", "-", "declines_comment")),
    (
        "造船所はこの報道についてコメントしていない。",
        ("造船所", "コメントしていない", "この報道", "declines_comment"),
    ),
    ("外相はこの疑惑を繰り返し否定してきた。", ("外相", "否定してきた", "この疑惑", "denies")),
    (
        "国防総省は、質問に対し、直ちには回答しなかった。",
        ("国防総省", "回答しなかった", "-", "declines_comment"),
    ),
    ("国防会議はコメント要請に応じなかった。", ("国防会議", "コメント要請に応じなかった", "-", "declines_comment")),
    ("国防省は攻撃の証拠はないと述べた。", ("国防省", "述べた", "攻撃の証拠はない", "no_evidence")),
    ("通信社は映像の真偽を確認できていない。", ("通信社", "確認できていない", "映像の真偽", "no_evidence")),
    (
        "漁協は、市が説明した工事の日程は守られないとの見方を示した。",
        ("漁協", "見方を示した", "市が説明した工事の日程は守られない", "asserts"),
    ),
    ("政府は「遺憾だ」として抗議した。", ("政府", "として", "「遺憾だ」", "accuses")),
    (
        "市民団体は、計画の撤回を求める要望書を県に提出した。",
        ("市民団体", "要望書を県に提出した", "計画の撤回を求める", "requests"),
    ),
    ("浜田市長は「結果を待ちたい」。", ("浜田市長", "-", "「結果を待ちたい」", "asserts")),
    ("社長は辞任の意向を示した。", ("社長", "意向を示した", "辞任", "asserts")),
    ("政府は来月にも支援策をまとめる方針だ。", ("政府", "方針", "来月にも支援策をまとめる", "asserts")),
    ("市長は来週にも議会に説明すると約束した。", ("市長", "約束した", "来週にも議会に説明する", "asserts")),
    ("保健局は、検査を急ぐとしている。", ("保健局", "としている", "検査を急ぐ", "asserts")),
    ("野党からは説明が足りないとの批判が相次いだ。", ("野党", "批判", "説明が足りない", "accuses")),
    ("倉庫には約300人がいたという。", ("-", "という", "倉庫には約300人がいた", "reported")),
    ("船は沖で沈んだとみられる。", ("-", "みられる", "船は沖で沈んだ", "reported")),
    ("新しい駅は来年開業するとされる。", ("-", "とされる", "新しい駅は来年開業する", "reported")),
    ("王子は病気だと伝えられている。", ("-", "伝えられている", "王子は病気だ", "reported")),
    ("新しい艦は来年就役すると報じられた。", ("-", "報じられた", "新しい艦は来年就役する", "reported")),
    ("漁協が県に3億円の賠償を求めた訴訟で、双方が和解した。", ("漁協", "求めた", "県に3億円の賠償", "requests")),
    ("地裁は9日、漁協の請求を退ける判決を言い渡した。", ("地裁", "退ける判決を言い渡した", "漁協の請求", "denies")),
    (
        "地裁は会社に未払い賃金の支払いを命じる判決を出した。",
        ("地裁", "命じる判決を出した", "会社に未払い賃金の支払い", "requests"),
    ),
    ("浜路氏は無実を主張し控訴した。", ("浜路氏", "主張し", "無実", "denies")),
    ("元課長は着服を認め辞職した。", ("元課長", "認め", "着服", "confirms")),
    ("同社は判決を不服として控訴した。", ("同社", "不服として", "判決", "denies")),
    ("住民の被害は今のところ確認されていない。", ("-", "確認されていない", "住民の被害", "no_evidence")),
    ("社内の統計では、売り上げは減ったとみられている。", ("社内の統計", "みられている", "売り上げは減った", "asserts")),
    (
        "運転手が酒を飲んで運転したとして県警に逮捕された。",
        ("県警", "として", "酒を飲んで運転した", "accuses"),
    ),
    ("監督は選手に「泣くな」と諭した。", ("監督", "諭した", "「泣くな」", "asserts")),
    ("同社は新しい港を建設する計画であるという。", ("同社", "計画", "新しい港を建設する", "asserts")),
    (
        "広報担当者は「個別の案件への回答は控える」としている。",
        ("広報担当者", "としている", "「個別の案件への回答は控える」", "declines_comment"),
    ),
    ("副知事は、工場の移転を検討している。", ("副知事", "検討している", "工場の移転", "asserts")),
    ("反対派から権力の乱用を批判されていた。", ("反対派", "批判されていた", "権力の乱用", "accuses")),
    ("父親から「殺してくれ」と頼まれた。", ("父親", "頼まれた", "「殺してくれ」", "requests")),
    (
        "東浜地裁で8日、組合の訴えを認める決定が下された。",
        ("東浜地裁", "認める決定が下された", "組合の訴え", "confirms"),
    ),
    ("ベル氏の退陣を要求する声が高まった。", ("-", "要求する声", "ベル氏の退陣", "requests")),
    ("ファンからは退任を惜しむ声が上がる。", ("ファン", "惜しむ声", "退任", "asserts")),
    ("教頭も辞意を表明している。", ("教頭", "表明している", "辞意", "asserts")),
    ("議員団は協議を再開することで与党と合意した。", ("議員団", "合意した", "協議を再開する", "asserts")),
    ("住民から煙が見えると連絡があった。", ("住民", "連絡", "煙が見える", "asserts")),
    ("会長はこれに反論し、「土地は借りただけだ」と述べた。", ("会長", "述べた", "「土地は借りただけだ」", "denies")),
    ("職員が「酒を飲んだ」と申告していたことが判明した。", ("職員", "申告していた", "「酒を飲んだ」", "asserts")),
]


@pytest.mark.parametrize(("text", "expected"), SAID, ids=[text for text, _ in SAID])
def test_one_statement(text, expected):
    assert [shown(one) for one in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "労組は賃上げを求めたが、会社側は「難しい」と答えた。",
            [("労組", "求めた", "賃上げ", "requests"), ("会社側", "答えた", "「難しい」", "asserts")],
        ),
        (
            "市長は橋が安全だと述べ、教授は検査が足りないと反論した。",
            [("市長", "述べ", "橋が安全だ", "asserts"), ("教授", "反論した", "検査が足りない", "denies")],
        ),
        (
            "東浜新聞によると、知事は7日、退任すると表明した。",
            [
                ("東浜新聞", "によると", "知事は7日、退任すると表明した", "asserts"),
                ("知事", "表明した", "退任する", "asserts"),
            ],
        ),
        (
            "東浜新聞が関係者の話として伝えたところによると、社長は月内に辞任する。",
            [
                ("関係者", "話として", "社長は月内に辞任する", "asserts"),
                ("東浜新聞", "伝えたところによると", "社長は月内に辞任する", "asserts"),
            ],
        ),
        (
            "クレノフ政府は、国境で兵士が撃たれたというダリア側の主張を退けた。",
            [
                ("クレノフ政府", "退けた", "国境で兵士が撃たれたというダリア側の主張", "denies"),
                ("ダリア側", "主張", "国境で兵士が撃たれた", "asserts"),
            ],
        ),
        (
            "社長は「不正はない」とした上で、「調査を待ちたい」と話した。",
            [("社長", "とした", "「不正はない」", "denies"), ("社長", "話した", "「調査を待ちたい」", "asserts")],
        ),
    ],
    ids=["two speakers", "two joined", "a paper and whom it quotes", "as told by", "a claim denied", "one goes on"],
)
def test_several_statements(text, expected):
    assert sorted(shown(one) for one in read(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "市は「さくら橋」を閉鎖した。",
        "北港市は「海の祭り」と題した催しを開いた。",
        "選手団は船で島に到着し、知事と握手した。",
        "漁協は船の代表として会議に出た。",
        "男は金をだまし取ろうとした。",
        "港湾局は事故との関連を否定していない。",
        "委員会は新しい基準を必要としている。",
        "両国は条約に署名した。",
        "橋を渡ると市場がある。",
    ],
)
def test_what_says_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "北浜国家情報院(KNI)は侵入を確認したと発表した。同庁は「監視を続ける」と述べた。KNIは映像も公開すると付け加えた。",
            ["北浜国家情報院", "北浜国家情報院", "北浜国家情報院"],
        ),
        (
            "北浜国家情報院は侵入があったと発表した。「監視を続ける」とスパイ機関は声明で述べた。",
            ["北浜国家情報院", "北浜国家情報院"],
        ),
        (
            "「危険だ」とマリオ・テルナ下院議員は語った。テルナ氏は調査を求めた。",
            ["マリオ・テルナ下院議員", "マリオ・テルナ下院議員"],
        ),
        (
            "浜田正市長は工事を急ぐと述べた。浜田氏は費用を明かさなかった。浜田市長は会見で「必ず守る」と語った。",
            ["浜田正市長"] * 3,
        ),
        ("国土省は堤防を直すと発表した。同省は住民に避難を求めている。", ["国土省", "国土省"]),
        ("富浦県警は男を逮捕したと発表した。県警は共犯がいるとみている。", ["富浦県警", "富浦県警"]),
        ("知事は橋を直すと述べた。来月には工事を始めると付け加えた。", ["知事", "知事"]),
        (
            "俳優の浜路祐一さんは結婚すると発表した。浜路さんは「幸せだ」と語った。",
            ["俳優の浜路祐一さん", "浜路祐一さん"],
        ),
        (
            "県警は前議長・浜路清容疑者(74)を逮捕したと発表した。浜路前議長は「知らない」と述べた。",
            ["県警", "浜路清容疑者"],
        ),
        ("沢森理事長が辞任した。沢森氏は「責任は重い」と述べた。", ["沢森理事長"]),
        ("同社は不正への関与を否定した。", [None]),
        ("朝日によると、駅は閉じる。", ["朝日新聞"]),
    ],
)
def test_who_is_meant(text, actors):
    assert [one.source.actor for one in read(text)] == actors


def test_a_subject_left_away_has_an_actor_and_no_mention():
    second = read("知事は橋を直すと述べた。来月には工事を始めると付け加えた。")[1]
    assert (second.source.mention, second.source.actor) == (None, "知事")


def test_という_right_after_a_source_is_that_ones():
    second = read("港湾局は船が沈んだと発表した。乗組員は全員救助されたという。")[1]
    assert (second.source.mention.text, second.source.actor, second.stance) == ("港湾局", "港湾局", Stance.ASSERTS)


def test_という_after_よると_names_who_it_was_without_words():
    second = read("磯崎新聞によると、橋は来年開通する。費用は3億円だという。")[1]
    assert (second.source.mention, second.source.actor, second.stance) == (None, "磯崎新聞", Stance.ASSERTS)


def test_who_was_arrested_lays_nothing_to_himself():
    assert read("運転手が酒を飲んで運転したとして、道交法違反の疑いで逮捕された。") == []


def test_a_quotation_that_stands_alone_goes_on_in_the_same_voice():
    (one,) = read("「橋は危ない」と教授は書いた。\n「すぐに直すべきだ。」")
    assert [(end - start) for start, end in one.content.spans] == [7, 11]
    assert one.quoted


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("漁協は反対だと述べた。「橋は要らない」。村井組合長は集会でこう訴えた。", "「橋は要らない」"),
        ("村井組合長は次のように述べた。\n「橋は要らない。」\n「港を守ろう。」", "「橋は要らない。」「港を守ろう。」"),
    ],
)
def test_words_in_a_sentence_of_their_own_belong_to_who_said_so(text, content):
    assert [(one.source.mention.text, one.content.text) for one in read(text)][-1] == ("村井組合長", content)


def test_who_said_so_without_any_words_is_no_statement():
    assert read("村井組合長はこう述べた。") == []


def test_the_list_of_sources_at_the_end_says_nothing():
    text = (
        "市長は橋を直すと述べた。『市長、橋を直すと発表』。東浜新聞、2009年11月11日。"
        "『橋の工事、始まると報じた』。北の新聞、2009年11月12日。"
    )
    sentences = find_sentences(text, "ja")
    assert count_body(text, sentences) == 1
    assert [shown(one)[0] for one in read(text)] == ["市長"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "港の倉庫で火事があった。東浜新聞、北浜新聞などが伝えた。",
            "東浜新聞、北浜新聞など",
            ["港の倉庫で火事があった"],
        ),
        ("港の倉庫で火事があった。9日、国土省が発表した。", "国土省", ["港の倉庫で火事があった"]),
        ("市が書類を捨てていた。東浜新聞の報道で分かった。", "東浜新聞の報道", ["市が書類を捨てていた"]),
        (
            "画家の浜路祐一さんが死去した。89歳だった。北浜新聞が9日に報じた。",
            "北浜新聞",
            ["画家の浜路祐一さんが死去した", "89歳だった"],
        ),
    ],
)
def test_who_told_the_sentence_before(text, source, content):
    (one,) = read(text)
    assert (one.source.mention.text, one.stance) == (source, Stance.ASSERTS)
    assert [text[start:end] for start, end in one.content.spans] == content


@pytest.mark.parametrize(
    "text",
    [
        "港の倉庫で火事があった。\n\n東浜新聞が伝えた。",
        "東浜新聞が伝えた。",
        "港の倉庫で火事があった。結果が発表した。",
        "港の倉庫で火事があった。会場の倉庫は昔からの場所で、市民に新聞が伝えた。",
    ],
)
def test_nobody_told_the_sentence_before(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("浜路容疑者は倉庫に放火した疑いが持たれている。", [("疑いが持たれている", "浜路容疑者は倉庫に放火した")]),
        ("男には放火の疑いがもたれ、県警が調べている。", [("疑いがもたれ", "男には放火")]),
        ("市長が書類を捨てたとの疑いも持たれていた。", [("疑いも持たれていた", "市長が書類を捨てた")]),
        ("放火の疑いが持たれている男が逃げた。", []),
    ],
)
def test_what_somebody_is_suspected_of_is_hearsay(text, told):
    found = read(text)
    assert [(one.cue.text, one.content.text) for one in found] == told
    assert all(one.source is None and one.stance is Stance.REPORTED for one in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("堤防庁によると、暑い日が続いたためとしている。", [("堤防庁", "としている")]),
        ("堤防庁によると、7日に54度を観測したと発表した。", [("堤防庁", "発表した")]),
        ("東浜新聞によると、7日に火事があったと報じた。", [("東浜新聞", "によると")]),
        # A paper says what another one explains; who, is left away.
        ("東浜新聞によると、8日には直せないと説明した。", [(None, "説明した"), ("東浜新聞", "によると")]),
    ],
)
def test_what_is_said_twice_of_one_is_told_once(text, told):
    found = [(one.source.mention, one.cue.text) for one in read(text)]
    assert [(source.text if source else None, cue) for source, cue in found] == told


def test_titles_in_the_list_of_sources_make_no_names_longer():
    text = "堤防庁は工事を止めると発表した。『事故で工事停止命令堤防庁』。東浜新聞、2009年11月11日。"
    assert [one.source.actor for one in read(text)] == ["堤防庁"]


@pytest.mark.parametrize(
    ("text", "stem", "kind", "form"),
    [
        ("述べた。", 2, "v1", Form.FINAL),
        ("述べている。", 2, "v1", Form.FINAL),
        ("述べ、", 2, "v1", Form.JOINED),
        ("述べており", 2, "v1", Form.JOINED),
        ("語った。", 1, "r", Form.FINAL),
        ("語られた。", 1, "r", Form.PASSIVE),
        ("書いた。", 1, "k", Form.FINAL),
        ("言った。", 1, "u", Form.FINAL),
        ("望んだ。", 1, "m", Form.FINAL),
        ("話している。", 1, "s", Form.FINAL),
        ("発表した。", 2, "suru", Form.FINAL),
        ("発表。", 2, "suru", Form.BARE),
        ("発表されていない。", 2, "suru", Form.PASSIVE_DENIED),
        ("確認できていない。", 2, "suru", Form.DENIED),
        ("認めておらず", 2, "v1", Form.DENIED),
        ("発表会", 2, "suru", None),
        ("述べ方", 2, "v1", None),
    ],
)
def test_endings(text, stem, kind, form):
    found = match_ending(text, stem, kind)
    assert (found.form if found else None) is form


def test_the_lexicon_knows_many_predicates_and_every_stance_has_words():
    lexicon = load_lexicon()
    assert len(lexicon.verbs) >= 150
    stances = {verb.stance for verbs in lexicon.verbs.values() for verb in verbs} | set(lexicon.nouns.values())
    stances |= {stance for words in lexicon.fixed.values() for stance in words.values()}
    assert stances - {None} == set(Stance)
