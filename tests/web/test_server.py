from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from claimcheck.cli import main
from claimcheck.errors import UsageError
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger
from claimcheck.store.people import find_token
from claimcheck.web.server import is_loopback, open_socket, serve_site


@pytest.mark.slow
def test_the_command_serves_and_stops(tmp_path: Path) -> None:
    """`claimcheck review` says where it is, serves an empty ledger, and ends at Ctrl-C."""
    command = "from claimcheck.cli import main; main()"
    words = [sys.executable, "-c", command, "review", "--port", "0", "--db", str(tmp_path / "new.db")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[2]
        answer = httpx.get(address, timeout=30)
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert answer.status_code == 200
    assert "claimcheck check" in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org"])
def test_only_this_computer_is_served(tmp_path: Path, host: str) -> None:
    """Where nobody signs in, no address that others reach is served."""
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, pytest.raises(UsageError, match="others"):
        serve_site(ledger, host, 0, print)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


def test_people_are_let_in_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`claimcheck people add` and `token`: the account is there, the token is its; a short password is one clear line."""
    db = str(tmp_path / "ledger.db")

    def call(*words: str, password: str = "correct horse battery") -> tuple[int, str, str]:
        monkeypatch.setenv("CLAIMCHECK_PASSWORD", password)
        monkeypatch.setattr(sys, "argv", ["claimcheck", "people", *words, "--db", db])
        with pytest.raises(SystemExit) as stopped:
            main()
        caught = capsys.readouterr()
        return int(stopped.value.code or 0), caught.out, caught.err

    assert call("add", "Ana", "--role", "admin")[0] == 0
    code, token, _ = call("token", "Ana")
    assert code == 0
    with Ledger(f"sqlite:///{db}") as ledger, reading(ledger.database) as connection:
        account = find_token(connection, token.strip())
    assert account is not None
    assert (account.name, account.role) == ("Ana", "admin")
    code, _, line = call("add", "Ida", password="short")
    assert (code, line.count("\n")) == (2, 1)
    assert call("token", "Nobody")[0] == 2


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="can't serve"):
        open_socket("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(UsageError, match="no port"):
        open_socket("127.0.0.1", 70_000)
