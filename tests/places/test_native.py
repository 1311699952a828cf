"""Names in reports that are not in English: found by the gazetteer, judged by their neighbours."""

from __future__ import annotations

import pytest

from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer

pytestmark = pytest.mark.model


@pytest.fixture
def places(reader):
    def find(text):
        document = Document(id="d", text=text)
        (parsed,) = reader.read_names([document])
        mentions = locate(parsed, Gazetteer.open())
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.text
        return [(m.text, m.place.country if m.place else None) for m in mentions]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل ثلاثة جنود في مدينة دير الزور مساء الاثنين.", [("دير الزور", "SY")]),
        ("دارت معارك بالخرطوم وأم درمان.", [("بالخرطوم", "SD"), ("وأم درمان", "SD")]),
        ("سقطت قذائف على مخيم جباليا في غزة.", [("جباليا", "PS"), ("غزة", "PS")]),
        ("انفجرت عبوة ناسفة في مأرب.", [("مأرب", "YE")]),
        ("در انفجاری در کابل دو نفر کشته شدند.", [("کابل", "AF")]),
        (
            "Двоє людей загинули в Авдіївці Донецької області.",
            [("Авдіївці", "UA"), ("Донецької області", "UA")],
        ),
        (
            "Штурм триває: ворог обстріляв Авдіївку та Часів Яр.",
            [("Авдіївку", "UA"), ("Часів Яр", "UA")],
        ),
        ("Бої точилися під Часовим Яром.", [("Часовим Яром", "UA")]),
        ("Обстріляно околиці Куп'янська.", [("Куп'янська", "UA")]),
        ("Бои идут под Бахмутом и в Мариуполе.", [("Бахмутом", "UA"), ("Мариуполе", "UA")]),
        ("Взрыв прогремел в Дейр-эз-Зоре.", [("Дейр-эз-Зоре", "SY")]),
        ("שניים נהרגו בירושלים.", [("בירושלים", "IL")]),
        ("በመቀሌ ከተማ ሁለት ሰዎች ሞቱ።", [("በመቀሌ", "ET")]),
        ("炸弹在喀布尔爆炸。", [("喀布尔", "AF")]),
        ("アレッポで戦闘が続く。", [("アレッポ", "SY")]),
        ("카불에서 폭발이 일어났다.", [("카불에서", "AF")]),
        ("A report from Marib (مأرب) said so.", [("Marib", "YE"), ("مأرب", "YE")]),
    ],
)
def test_places_are_found_in_reports_in_other_scripts(places, text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الدفاع إن الجيش سيرد على الهجمات خلال ساعات.",
        "أعلن المتحدث باسم الشرطة مقتل خمسة مسلحين وإصابة عشرات.",
        "Министр обороны Сергей Шойгу доложил о потерях.",
        "Представник штабу Олександр Штупун сказав, що атаку відбито.",
        "Во вторник Владимир Зеленский выступил с речью.",
        "דובר הצבא אמר כי שני חיילים נפצעו.",
        "سخنگوی وزارت دفاع گفت که دو سرباز زخمی شدند.",
        "国防部长说，双方都有伤亡。",
        "大統領は交渉を続けると述べた。",
        "국방부는 병사 두 명이 다쳤다고 밝혔다.",
    ],
)
def test_ordinary_words_and_persons_are_no_places(places, text):
    assert places(text) == []


def test_a_katakana_word_is_not_cut_to_find_a_name_in_it(places):
    """ "マリア" holds "マリ", Mali."""
    assert places("マリアさんは無事だった。") == []
