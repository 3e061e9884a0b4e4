"""Parsing keeps offsets, opens a model once, and says what to do when there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from claimcheck.errors import ModelMissing
from claimcheck.text.syntax import (
    DEFAULT_DIGEST,
    DEFAULT_MODEL,
    describe_language,
    digest_files,
    find_model,
    open_language,
    read_sentences,
    read_syntax,
    straighten,
)


def test_straightening_keeps_every_offset() -> None:
    """A straightened text is as long as the text."""
    text = "“It’s −70 °C”,\u00a0she said – ‘now’…"
    assert straighten(text) == '"It\'s -70 °C", she said – "now"…'
    assert len(straighten(text)) == len(text)


def test_apostrophes_are_no_quotation_marks() -> None:
    """A possessive or a clipped word stays; a quotation in single marks gets double ones."""
    assert straighten("the workers’ ‘third way’ isn’t ours") == "the workers' \"third way\" isn't ours"
    assert straighten("'It's done', he said") == '"It\'s done", he said'


def test_a_model_is_opened_once() -> None:
    """Asking twice gives the same pipeline."""
    assert open_language() is open_language()


def test_offsets_of_a_parse_index_the_text() -> None:
    """Each token stands in the text where the parse says."""
    text = "“Meta’s bridge,” he said."
    for token in read_syntax(open_language(), text):
        assert len(text[token.idx : token.idx + len(token)]) == len(token)
    assert read_syntax(open_language(), "") is not None


def test_one_sentence_stays_one() -> None:
    """A text given as one sentence has one root."""
    docs = list(read_sentences(open_language(), ["It cost No. 4 Corp. $5. Then more.", "A crane fell."]))
    assert [sum(token.dep_ == "ROOT" for token in doc) for doc in docs] == [1, 1]


def test_a_missing_model_says_how_to_install_one() -> None:
    """An unknown model is ModelMissing, with the command that helps, in one line."""
    with pytest.raises(ModelMissing, match="pip install") as caught:
        open_language("no_such_model")
    assert "\n" not in str(caught.value)


def test_a_model_is_told_apart_by_its_bytes() -> None:
    """The description names the model, its version and a digest."""
    name, version, digest = describe_language(open_language()).split()
    assert (name, version.count("."), len(digest)) == ("en_core_web_md", 2, 16)


def test_an_altered_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte in one file of the default model: it isn't opened."""
    model = find_model(DEFAULT_MODEL)
    assert isinstance(model, Path)
    shutil.copytree(model, tmp_path / "model")
    assert digest_files(tmp_path / "model") == DEFAULT_DIGEST
    file = tmp_path / "model" / "meta.json"
    file.write_bytes(file.read_bytes() + b" ")
    monkeypatch.setattr("claimcheck.text.syntax.find_model", lambda name: tmp_path / "model")
    with pytest.raises(ModelMissing, match="is not the language model that was pinned"):
        open_language.__wrapped__()
