"""Makes hostile and broken inputs in memory; nothing here comes from elsewhere."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

PROSE = (
    "Fennel tea was given to forty adults with bloating. After two weeks the pain score fell by "
    "1.2 points. The trial had no control group, so the fall may be chance. "
)


def noise(size: int = 20_000, *, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(size)


def page(body: str, *, head: str = '<meta charset="utf-8"><title>Fennel notes</title>') -> bytes:
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return text.encode("utf-8")


def article_page(*, extra: str = "", head: str | None = None) -> bytes:
    paragraphs = "".join(f"<p>{PROSE * 2}Part {i} of the notes ends here.</p>" for i in range(4))
    body = f"<main><article><h1>Fennel notes</h1>{paragraphs}{extra}</article></main>"
    return page(body) if head is None else page(body, head=head)


def deep_page(depth: int = 100_000) -> bytes:
    return page("<div>" * depth + PROSE + "</div>" * depth)


def wide_attribute_page(size: int = 12_000_000) -> bytes:
    return article_page(extra=f'<p data-x="{"a" * size}">The end of the notes.</p>')


def colspan_page() -> bytes:
    return article_page(
        extra=f"<table><tr><td colspan={2**53}>Dose</td><td rowspan={2**53}>2 g</td></tr></table>"
    )


def many_cells_page(cells: int = 60_000) -> bytes:
    rows = "".join(f"<tr><td>{i}</td><td>x</td></tr>" for i in range(cells // 2))
    return article_page(extra=f"<table>{rows}</table>")


def pdf(*streams: bytes, trailer: bytes = b"", pages: int | None = None) -> bytes:
    """A PDF with one page a content stream, built by hand."""
    count = len(streams)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages or count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i)
        )
        objects.append(stream)
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF" % table)
    return out.getvalue()


def content(text: str) -> bytes:
    body = b"BT /F1 12 Tf 72 720 Td (" + text.encode("latin-1") + b") Tj ET"
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def good_pdf() -> bytes:
    return pdf(content("Fennel tea was given to forty adults with bloating."))


def picture_pdf() -> bytes:
    return pdf(b"<< /Length 29 >>\nstream\n0 0 1 rg 72 72 200 200 re f  \nendstream")


def flate_bomb_pdf(size: int = 1_300_000_000) -> bytes:
    """A page of two nested flate layers that unpack to about ``size`` bytes."""
    packer = zlib.compressobj(9)
    block = b"( ) Tj " * 150_000
    inner = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    outer = zlib.compress(inner, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(outer)
    return pdf(head + b"\nstream\n" + outer + b"\nendstream")


def cyclic_pdf() -> bytes:
    """A page tree that is its own child."""
    return good_pdf().replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def encrypted_pdf() -> bytes:
    """A PDF that says it is encrypted, by a method and password nobody has."""
    words = b"/Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>" % (b"0" * 64, b"1" * 64)
    return pdf(
        content("Fennel tea was given."), trailer=b"/Encrypt << %s >> /ID [<00> <00>]" % words
    )


def long_pdf(pages: int = 2_500) -> bytes:
    return pdf(*([content("Fennel tea was given to forty adults with bloating.")] * pages))


def truncated_pdf() -> bytes:
    return b"%PDF-1.7\n" + good_pdf()[9:120]


def docx(*paragraphs: str) -> bytes:
    import docx as python_docx

    document = python_docx.Document()
    for paragraph in paragraphs or (PROSE,):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rezip(
    data: bytes, changes: dict[str, bytes], *, extra: dict[str, bytes] | None = None
) -> bytes:
    """A zip file with some parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name, body in (extra or {}).items():
            new.writestr(name, body)
    return out.getvalue()


def docx_with_body(xml: bytes) -> bytes:
    return rezip(docx(), {"word/document.xml": xml})


def renamed_docx() -> bytes:
    """A zip file without the part that makes it a Word document."""
    return rezip(docx(), {}).replace(b"word/document.xml", b"word/documend.xml")


def bomb_docx(size: int = 600_000_000) -> bytes:
    """A document whose one text node is as long as ``size``, from a few hundred kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(b"a" * 1_000_000)
    return out.getvalue()


def crowded_docx(count: int = 20_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i in range(count):
            archive.writestr(f"{i}.xml", b"")
    return out.getvalue()


def encrypted_docx() -> bytes:
    """Sets the flag that says a part is encrypted, in both of its headers."""
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            flags = struct.unpack_from("<H", data, place + offset)[0]
            struct.pack_into("<H", data, place + offset, flags | 1)
            place = data.find(mark, place + 4)
    return bytes(data)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
