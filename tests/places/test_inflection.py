"""Declined and prefixed place names lead back to the names that the gazetteer knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.gazetteer import Gazetteer
from geo.places.inflection import base_forms
from geo.places.names import fold

UKRAINIAN = """
Авдіївка: Авдіївки Авдіївці Авдіївку Авдіївкою | Бахмут: Бахмута Бахмуту Бахмутом Бахмуті
Харків: Харкова Харкову Харковом Харкові | Київ: Києва Києву Києвом Києві
Львів: Львова Львову Львовом Львові | Миколаїв: Миколаєва Миколаєву Миколаєві
Чернігів: Чернігова Чернігову Чернігові | Тернопіль: Тернополя Тернополю Тернополі
Маріуполь: Маріуполя Маріуполю Маріуполем Маріуполі | Одеса: Одеси Одесі Одесу Одесою
Суми: Сум Сумам Сумами Сумах | Черкаси: Черкас Черкасам Черкасах
Запоріжжя: Запоріжжю Запоріжжям Запоріжжі | Луганськ: Луганська Луганську Луганськом
Херсон: Херсона Херсону Херсоном Херсоні | Кременчук: Кременчука Кременчуку Кременчуці
Попасна: Попасної Попасній Попасну Попасною | Полтава: Полтави Полтаві Полтаву Полтавою
Донецька область: Донецької області Донецькій області Донецькою областю
Прага: Праги Празі Прагу Прагою | Сирія: Сирії Сирію Сирією | Керч: Керчі Керчю
"""
RUSSIAN = """
Донецк: Донецка Донецку Донецком Донецке | Москва: Москвы Москве Москву Москвой
Мариуполь: Мариуполя Мариуполю Мариуполем Мариуполе | Казань: Казани Казанью
Авдеевка: Авдеевки Авдеевке Авдеевку Авдеевкой | Сирия: Сирии Сирию Сирией
Алеппо: Алеппо | Багдад: Багдада Багдаду Багдадом Багдаде | Грозный: Грозного Грозному Грозным
Белгород: Белгорода Белгороду Белгородом Белгороде | Сумы: Сум Сумам Сумами Сумах
Харьковская область: Харьковской области Харьковскую область Харьковской областью
Дейр-эз-Зор: Дейр-эз-Зора Дейр-эз-Зору Дейр-эз-Зоре | Газа: Газы Газе Газу Газой
Череповец: Череповца Череповцу Череповце | Кабул: Кабула Кабулу Кабулом Кабуле
"""
PREFIXED = """
الخرطوم: بالخرطوم والخرطوم للخرطوم وبالخرطوم | دير الزور: بدير الزور ودير الزور لدير الزور
بغداد: ببغداد وبغداد لبغداد | غزة: بغزة وغزة لغزة فغزة | حلب: بحلب وحلب وبحلب
الحديدة: بالحديدة والحديدة للحديدة | أم درمان: بأم درمان وأم درمان
ירושלים: בירושלים לירושלים מירושלים וירושלים ובירושלים | עזה: בעזה לעזה מעזה ועזה
חברון: בחברון מחברון ובחברון | መቀሌ: በመቀሌ ከመቀሌ የመቀሌ ወደመቀሌ
카불: 카불에서 카불은 카불의 카불을 카불에 | 서울: 서울에서는 서울로 서울과
"""


def cases(table):
    for entry in filter(str.strip, table.replace("\n", "|").split("|")):
        base, _, forms = entry.strip().partition(":")
        count = len(base.split())
        words = forms.split()
        for at in range(0, len(words), count):
            form = " ".join(words[at : at + count])
            if form != base:
                yield base, form


@pytest.mark.parametrize(("base", "form"), [*cases(UKRAINIAN), *cases(RUSSIAN), *cases(PREFIXED)])
def test_an_inflected_name_has_its_base_among_its_base_forms(base, form):
    assert fold(base) in base_forms(fold(form))


@pytest.mark.parametrize("name", ["Авдіївці", "بالخرطوم", "בחברון", "Дейр-эз-Зоре", "카불에서"])
def test_the_gazetteer_finds_the_place_of_an_inflected_name(name):
    assert Gazetteer.open().candidates(name)


def test_a_name_that_is_known_as_it_stands_is_not_bent_further():
    """ "Суми" is a city; that it could be a form of "сума" does not matter."""
    found = Gazetteer.open().candidates("Суми")
    assert {c.entry.country for c in found} == {"UA"}


def test_names_in_latin_letters_have_no_base_forms():
    assert base_forms("aleppo") == ()


@given(st.text(alphabet="абвгдеикоруыьяіє الخبوغزةدלבמחהשבעזካቡልበ카불에서", max_size=24))
def test_base_forms_are_other_names_than_the_one_given(name):
    folded = fold(name)
    forms = base_forms(folded)
    assert folded not in forms
    assert len(forms) <= 400


def test_four_spellings_of_one_town_are_one_place():
    gazetteer = Gazetteer.open()
    found = {
        next(c.entry.id for c in gazetteer.candidates(name) if c.entry.feature.startswith("PPL"))
        for name in ("Deir Ezzor", "Dayr az Zawr", "دير الزور", "بدير الزور", "Дейр-эз-Зор")
    }
    assert len(found) == 1
