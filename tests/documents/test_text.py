"""Text and Markdown files: encodings, titles, header lines, and files that are no text."""

from __future__ import annotations

import pytest

SENTENCES = "Les habitants ont été évacués après l'explosion près du marché; où était l'armée? "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_or_usual_encoding_is_read_without_its_mark(tmp_path, read, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCES.encode(encoding))
    ([document], _) = read(path)
    assert document.text == SENTENCES


@pytest.mark.parametrize(
    "case",
    [
        (SENTENCES, "cp1252"),
        ("“Nobody was hurt”, the mayor’s aide said – twice.", "cp1252"),
        ("Жители сообщили о взрыве на окраине города, пострадавших нет. " * 5, "cp1251"),
    ],
)
def test_another_encoding_is_guessed_and_said(tmp_path, read, caplog, case):
    text, encoding = case
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    ([document], skipped) = read(path)
    assert document.text == text
    assert skipped == []
    assert "a guess" in caplog.text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "an empty file"),
        (b" \n\t ", "no text"),
        (b"\0" * 5000, "NUL bytes"),
        (b"PK\3\4\0\0binary", "NUL bytes"),
        (b"\xff\xfe\x00\xd8", "not utf-16-le"),
    ],
)
def test_a_file_that_is_no_text_is_skipped_with_the_reason(tmp_path, read, raw, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    (tmp_path / "b.txt").write_text("A mine went off.")
    documents, [skipped] = read(tmp_path)
    assert [d.text for d in documents] == ["A mine went off."]
    assert skipped.source == str(path)
    assert reason in skipped.reason


def test_fifty_megabytes_of_one_line_are_refused_by_name_of_the_limit(tmp_path, read):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"boom " * 200_000)
    documents, [skipped] = read(path)
    assert documents == []
    assert "4,000,000 bytes" in skipped.reason


def test_a_text_just_above_the_limit_of_characters_is_refused(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_text("x" * 1_000_001)
    _, [skipped] = read(path)
    assert "1,000,000" in skipped.reason


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bus attacked near the dam\n\nGunmen fired at a bus.", "Bus attacked near the dam"),
        (
            "Tuesday, 27 February 2018\n\nBus attacked near the dam\n\nGunmen.",
            "Bus attacked near the dam",
        ),
        ("Bus attacked near the dam\nHILLTOWN, 3 May 2016 - Gunmen", "Bus attacked near the dam"),
        ("Gunmen fired at a bus near the dam\nand left.", None),
        ("Gunmen fired at a bus near the dam.\n\nThey left.", None),
        ("Flash\n\nGunmen fired at a bus.", None),
        ("Gunmen fired at a bus", None),
    ],
)
def test_a_headline_of_its_own_is_the_title(tmp_path, read, text, title):
    path = tmp_path / "a.txt"
    path.write_text(text)
    ([document], _) = read(path)
    assert document.title == title


def test_the_first_heading_is_a_markdown_files_title(tmp_path, read):
    path = tmp_path / "a.md"
    path.write_text("Monitors\n\n# Daily *summary* #\n\n## North\n\nGunmen fired.\n")
    ([document], _) = read(path)
    assert document.title == "Daily *summary*"


def test_header_lines_are_read_and_stay_in_the_text(tmp_path, read):
    text = (
        "Title: Bus attacked\nBy: A. Writer\nDate: 3 May 2016\nSource: Hill Post\n"
        "URL: https://hill.example/1\n\nGunmen fired. Source: police\n"
    )
    path = tmp_path / "a.txt"
    path.write_text(text)
    ([document], _) = read(path)
    assert document.text == text
    assert (document.title, str(document.published)) == ("Bus attacked", "2016-05-03")
    assert (document.source, document.url) == ("Hill Post", "https://hill.example/1")


def test_a_sentence_with_a_colon_is_no_header(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_text("Gunmen fired at a bus.\nSource: police\n")
    ([document], _) = read(path)
    assert document.source is None
