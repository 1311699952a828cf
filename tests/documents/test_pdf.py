"""PDF files, made here by hand."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter


def pdf(*pages, title=None):
    """Return a PDF with a line of text on each page; an empty line gives a blank page."""
    texts = [f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "" for text in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(texts):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
        )
        objects += [
            f"{page} >> >> /Contents {5 + 2 * n} 0 R >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        ]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    if title is None:
        return out.getvalue()
    writer = PdfWriter(clone_from=PdfReader(out))
    writer.add_metadata({"/Title": title, "/CreationDate": "D:20200101000000Z"})
    titled = io.BytesIO()
    writer.write(titled)
    return titled.getvalue()


def test_the_text_of_all_pages_and_the_title_are_read(tmp_path, read):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Gunmen fired at a bus.", "Nobody was hurt.", title="Bus attacked"))
    ([document], skipped) = read(path)
    assert document.text == "Gunmen fired at a bus.\n\nNobody was hurt."
    assert document.title == "Bus attacked"
    assert skipped == []


def test_the_day_the_file_was_made_is_not_the_day_of_publication(tmp_path, read):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Gunmen fired at a bus.", title="x"))
    ([document], _) = read(path)
    assert document.published is None


def test_a_dateline_in_the_text_dates_it(tmp_path, read):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("HILLTOWN, 3 May 2016 - Gunmen fired at a bus."))
    ([document], _) = read(path)
    assert str(document.published) == "2016-05-03"


def test_a_scan_without_text_is_skipped_and_told_what_to_do(tmp_path, read):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("", ""))
    documents, [skipped] = read(path)
    assert documents == []
    assert "run OCR first" in skipped.reason


@pytest.mark.parametrize("raw", [b"%PDF-1.4\ngarbage", b"no pdf at all", pdf("Gunmen")[:200], b""])
def test_a_broken_pdf_is_skipped_and_the_next_file_read(tmp_path, read, raw):
    (tmp_path / "a.pdf").write_bytes(raw)
    (tmp_path / "b.txt").write_text("A mine went off.")
    documents, [skipped] = read(tmp_path)
    assert len(documents) == 1
    assert "PDF" in skipped.reason
    assert "\n" not in skipped.reason


def test_a_locked_pdf_is_skipped(tmp_path, read):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Gunmen"))))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "a.pdf"
    writer.write(path)
    documents, [skipped] = read(path)
    assert documents == []
    assert "PDF" in skipped.reason
