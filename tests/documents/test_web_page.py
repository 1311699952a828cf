"""Web pages."""

from __future__ import annotations

import pytest

ARTICLE = """
<p>Gunmen opened fire on a bus near the dam on Tuesday, and three passengers were wounded before
the army arrived, the district's governor said in a statement read on local radio.</p>
<p>Nobody claimed the attack. The road was closed for two days last week after a mine was found
under a bridge, and traders had asked for an escort, which the army says it cannot give.</p>
"""


def page(head="", body=ARTICLE, menu=""):
    return (
        f"<!doctype html><html lang='en'><head>{head}</head><body><nav>{menu}</nav>"
        f"<article><h1>Bus attacked</h1>{body}</article>"
        "<footer>© 2009 Hill Post</footer></body></html>"
    )


def test_the_article_is_read_with_what_the_page_says_of_itself(tmp_path, read):
    head = (
        "<title>Bus attacked - Hill Post</title>"
        "<meta property='og:title' content='Bus attacked'>"
        "<meta property='og:site_name' content='Hill Post'>"
        "<link rel='canonical' href='https://hill.example/1'>"
        "<meta property='article:published_time' content='2016-05-03T22:00:00+03:00'>"
    )
    path = tmp_path / "a.html"
    path.write_text(page(head, menu="<a href='/'>Subscribe now</a>"))
    ([document], skipped) = read(path)
    assert "three passengers were wounded" in document.text
    assert "Subscribe" not in document.text
    assert (document.title, document.source) == ("Bus attacked", "Hill Post")
    assert (document.url, str(document.published)) == ("https://hill.example/1", "2016-05-03")
    assert skipped == []


def test_a_page_without_a_date_has_none(tmp_path, read):
    """Neither the copyright year nor the day of reading is a publication date."""
    path = tmp_path / "a.htm"
    path.write_text(page())
    ([document], _) = read(path)
    assert document.published is None


def test_scripts_and_styles_never_get_into_the_text(tmp_path, read):
    evil = "<script>steal()</script><style>p{}</style><script type='application/json'>{}</script>"
    path = tmp_path / "a.html"
    path.write_text(page(evil * 50, body=evil + ARTICLE + evil * 50))
    ([document], _) = read(path)
    assert "steal" not in document.text
    assert "Gunmen opened fire" in document.text


def test_a_page_of_scripts_alone_is_skipped_with_the_reason(tmp_path, read):
    path = tmp_path / "a.html"
    path.write_text("<html><head><script>var a = 1;</script></head><body></body></html>")
    documents, [skipped] = read(path)
    assert documents == []
    assert "no article text" in skipped.reason


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8"])
def test_the_encoding_a_page_names_is_used(tmp_path, read, encoding):
    body = "<p>" + "Боевики обстреляли автобус у плотины, трое ранены, сообщил глава района. " * 4
    path = tmp_path / "a.html"
    path.write_bytes(page(f"<meta charset='{encoding}'>", body=body).encode(encoding))
    ([document], _) = read(path)
    assert "Боевики обстреляли автобус" in document.text


def test_an_xml_declaration_does_not_stop_the_reader(tmp_path, read):
    path = tmp_path / "a.html"
    path.write_text('<?xml version="1.0" encoding="utf-8"?>' + page())
    documents, _ = read(path)
    assert len(documents) == 1
