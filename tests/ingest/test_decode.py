from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import IngestError
from claimcheck.ingest.decode import decode, looks_binary
from tests.faults import corpus

ENGLISH = "The café in Zürich sells herbal tea – “calming”, it says – for 4 € a cup. " * 6


def codes(warnings: tuple) -> list[str]:
    return [warning.code for warning in warnings]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8-sig", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-32-be", b"\x00\x00\xfe\xff"),
    ],
)
def test_a_byte_order_mark_decides(encoding: str, mark: bytes) -> None:
    body = ENGLISH.encode("utf-8" if encoding == "utf-8-sig" else encoding)
    found = decode(mark + body, source="x")
    assert (found.text, found.encoding, found.warnings) == (ENGLISH, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_read_and_said(encoding: str) -> None:
    for text in (ENGLISH, "Plain tea without an accent. " * 4):
        found = decode(text.encode(encoding), source="x")
        assert (found.text, found.encoding) == (text, encoding)
        assert codes(found.warnings) == ["W102"]


def test_utf8_is_read_without_a_word() -> None:
    found = decode(ENGLISH.encode(), source="x")
    assert (found.text, found.encoding, found.warnings) == (ENGLISH, "utf-8", ())


def test_three_bad_bytes_become_replacement_characters_with_their_places() -> None:
    good = "Fenchel für den Bauch. "
    data = bytearray((good * 3).encode())
    for place in (5, 25, 45):
        data[place] = 0xFF
    found = decode(bytes(data), source="x")
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 3
    assert codes(found.warnings) == ["W102"]
    assert found.warnings[0].message.startswith("3 place(s)")
    assert "byte 5, 25, 45" in found.warnings[0].message


def test_declared_utf8_with_bad_bytes_stays_utf8() -> None:
    found = decode(b"The caf\xe9 was closed. The end.", source="x", declared="utf-8")
    assert found.encoding == "utf-8"
    assert found.text == "The caf\ufffd was closed. The end."
    assert codes(found.warnings) == ["W102"]


def test_windows_1252_is_found_and_said() -> None:
    found = decode(ENGLISH.encode("cp1252"), source="x")
    assert (found.text, found.encoding) == (ENGLISH, "cp1252")
    assert codes(found.warnings) == ["W102"]


def test_a_page_that_declares_latin1_is_believed_until_its_bytes_are_utf8() -> None:
    said = decode("Zürich".encode("latin-1"), source="x", declared="ISO-8859-1")
    assert (said.text, said.encoding, said.warnings) == ("Zürich", "cp1252", ())
    wrong = decode("Zürich".encode(), source="x", declared="ISO-8859-1")
    assert (wrong.text, wrong.encoding) == ("Zürich", "utf-8")
    assert codes(wrong.warnings) == ["W102"]


@pytest.mark.parametrize(
    "name", ["rot13", "utf-7", "zlib", "unicode_escape", "no-such-thing", "idna"]
)
def test_a_page_may_not_name_a_codec_that_is_no_charset(name: str) -> None:
    assert decode(b"plain words", source="x", declared=name).text == "plain words"


def test_another_alphabet_is_guessed_and_said() -> None:
    text = (
        "Чай из фенхеля давали сорока взрослым с вздутием живота. Через две недели боль ослабла. "
        * 5
    )
    found = decode(text.encode("cp1251"), source="x")
    assert found.text == text
    assert codes(found.warnings) == ["W102"]


def test_noise_is_no_text() -> None:
    assert looks_binary(corpus.noise())
    with pytest.raises(IngestError) as caught:
        decode(corpus.noise(), source="x.txt")
    assert caught.value.code == "E201"


def test_a_nul_in_a_text_is_kept() -> None:
    data = b"Fennel tea\0 was given to forty adults with bloating in two clinics."
    assert not looks_binary(data)
    assert decode(data, source="x").text == data.decode()


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "shift_jis"]))
def test_any_bytes_give_text_or_one_refusal(data: bytes, declared: str | None) -> None:
    with suppress(IngestError):
        found = decode(data, source="x", declared=declared)
        assert found.encoding
        if "\ufffd" in found.text and "\ufffd".encode() not in data and found.encoding == "utf-8":
            assert found.warnings


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    if not text.startswith(("\ufeff", "\x00")) and not text.encode().startswith((b"\xff", b"\xfe")):
        assert decode(text.encode(), source="x").text == text
