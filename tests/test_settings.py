"""Settings: defaults, a file, the environment before the file; a fault is one line, and no secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import UsageError
from claimcheck.settings import Settings


def test_the_environment_goes_before_the_file_and_the_file_before_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('contact = "desk@a.example"\ntimeout = 7\nfetches = 2\n', "utf-8")
    found = Settings.from_environment({"CLAIMCHECK_SETTINGS": str(path), "CLAIMCHECK_FETCHES": "3"})
    assert (found.contact, found.timeout, found.fetches, found.max_redirects) == (
        "desk@a.example",
        7.0,
        3,
        10,
    )
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("contct = 'x'\n", "contct"),
        ("timeout = 'soon'\n", "timeout"),
        ("timeout = true\n", "timeout"),
        ("contact = 3\n", "contact"),
        ("fetches = [1]\n", "fetches"),
        ("fetches = 2.7\n", "whole number"),
        ("[", "settings.toml"),
    ],
)
def test_a_fault_in_the_file_is_one_line_that_names_it(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=word) as raised:
        Settings.from_environment({"CLAIMCHECK_SETTINGS": str(path)})
    assert "\n" not in str(raised.value)


def test_a_fault_in_the_environment_names_the_variable() -> None:
    with pytest.raises(UsageError, match="CLAIMCHECK_FETCHES must be a whole number, not 'many'"):
        Settings.from_environment({"CLAIMCHECK_FETCHES": "many"})
    with pytest.raises(UsageError, match="CLAIMCHECK_SETTINGS"):
        Settings.from_environment({"CLAIMCHECK_SETTINGS": "/nowhere/settings.toml"})


def test_a_key_is_never_printed() -> None:
    found = Settings.from_environment({"CLAIMCHECK_BRAVE_KEY": "a-secret"})
    assert found.brave_key == "a-secret" and "a-secret" not in repr(found)
