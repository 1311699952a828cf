"""Our own components say of every word what spaCy's own components say."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.language import readable
from geo.model import Document
from geo.tagging import components
from geo.tagging.entities import EntityTagger
from geo.tagging.vectors import SharedVectors, WordVectors
from geo.tagging.word_forms import WordForms

pytestmark = pytest.mark.model

EVERYTHING = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
REPORT = """KHARTOUM, Sudan, 4 May 2023 -- There were clashes on Tuesday in the Bahri district.

The Rapid Support Forces, led by General Mohamed Hamdan Dagalo, said they'd got ta leave; "let's
go", a fighter told the BBC. There is no food   left, Amina Yusuf Ibrahim of Doctors Without Borders
said.   "You're gonna see," she said. Two U.N. convoys left Port Sudan for Addis Ababa on May 3."""
WORDS = (
    "the of in there is are gon na let 's ca n't United Nations Kabul Kandahar March 2011 killed "
    "soldiers Ahmad Shah Massoud province said \n \n\n . , ( ) two hundred on Friday New York Times"
).split(" ")


def _annotations(doc):
    return doc.to_array(EVERYTHING).tolist()


def _spacys_own(reader, text):
    return reader._nlp(readable(text))


def _ours(reader, *texts):
    documents = [Document(id=str(n), text=text) for n, text in enumerate(texts)]
    return [parsed.doc for parsed in reader.read_all(documents)]


def test_the_shipped_model_is_read_with_our_components(reader):
    kinds = {type(component) for _, component in reader._components}
    assert {EntityTagger, SharedVectors, WordForms} <= kinds


def test_a_report_gets_the_annotations_of_spacys_own_pipeline(reader):
    (doc,) = _ours(reader, REPORT)
    assert _annotations(doc) == _annotations(_spacys_own(reader, REPORT))
    assert {e.label_ for e in doc.ents} >= {"GPE", "ORG", "PERSON", "DATE"}


def test_each_report_of_a_batch_keeps_its_own_annotations(reader):
    texts = ["Gunmen from Mali", "killed two in Gao.", "!", REPORT, "There are no dead."]
    for text, doc in zip(texts, _ours(reader, *texts), strict=True):
        assert _annotations(doc) == _annotations(_spacys_own(reader, text)), text


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_run_of_words_gets_the_annotations_of_spacys_own_pipeline(reader, words):
    text = f"{' '.join(words)} Mali"
    (doc,) = _ours(reader, text)
    assert _annotations(doc) == _annotations(_spacys_own(reader, text))


def test_names_alone_are_those_of_the_tagger_without_a_parse(reader):
    (parsed,) = reader.read_names([Document(id="1", text=REPORT)])
    with reader._nlp.select_pipes(enable=["geo_paragraphs", "ner"]):
        own = _spacys_own(reader, REPORT)
    assert [(e.text, e.label_) for e in parsed.doc.ents] == [(e.text, e.label_) for e in own.ents]


def test_forms_are_learned_anew_when_too_many_are_kept(reader, monkeypatch):
    monkeypatch.setattr("geo.tagging.word_forms._MOST_KEPT", 3)
    for _ in range(2):
        (doc,) = _ours(reader, REPORT)
        assert _annotations(doc) == _annotations(_spacys_own(reader, REPORT))


def test_components_of_another_build_stay_as_they_are(reader):
    own = dict(reader._nlp.pipeline)
    looks_around = SimpleNamespace(
        patterns=[{"patterns": [[{"TAG": "NN", "ENT_TYPE": "ORG"}]], "attrs": {}}]
    )
    layered = SimpleNamespace(layers=[SimpleNamespace(name="transformer")])
    assert WordForms.of(looks_around, own["lemmatizer"]) is None
    assert WordVectors.of(layered) is None
    beam = SimpleNamespace(model=own["ner"].model, cfg={"beam_width": 4})
    assert EntityTagger.of(beam) is None
    lone = [("lemmatizer", own["lemmatizer"]), ("attribute_ruler", own["attribute_ruler"])]
    assert components(lone) == lone
