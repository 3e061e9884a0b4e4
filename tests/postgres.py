"""A PostgreSQL server of its own for the tests: the system's programs, a throw-away cluster, loopback only unless an address
is given."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

MEMORY = Path("/dev/shm")  # files that are in memory only, where the system has such a place
ROOM = 4_000_000_000  # bytes free there: each test's database takes 9 MB
SETTINGS = {
    "fsync": "off",  # a throw-away cluster need not survive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


@dataclass
class Server:
    """A server that runs; ``create`` gives the address of a new database."""

    host: str
    port: int
    password: str
    programs: Path
    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql://checker:{self.password}@{self.host}:{self.port}/{database}"

    def create(self, template: str = "template1") -> str:
        database = f"ledger_{secrets.token_hex(6)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")
        return self.url(database)


def find_programs() -> Path:
    """The folder of initdb and pg_ctl. Raises FileNotFoundError that says what to install."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise FileNotFoundError("no initdb: these tests need PostgreSQL's programs (apt-get install postgresql)")


def find_place() -> Path | None:
    """Memory, where there is enough: tens of thousands of files are soon written there, and soon gone. None: the usual one."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def as_nobody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "nobody", "--", *command] if os.geteuid() == 0 else command


def run(command: list[str]) -> None:
    answer = subprocess.run(as_nobody(command), cwd="/", capture_output=True, text=True, check=False)
    if answer.returncode:
        raise RuntimeError(f"{command[0]}: {answer.stdout}{answer.stderr}")


@contextmanager
def serve_postgres(host: str = "127.0.0.1") -> Iterator[Server]:
    """A server on a free port of an address, open to that address's network, from an empty cluster, until the end."""
    programs, folder = find_programs(), Path(tempfile.mkdtemp(prefix="postgres-", dir=find_place()))
    with socket.create_server((host, 0)) as free:
        port = free.getsockname()[1]
    server = Server(host, port, secrets.token_hex(12), programs, folder)
    (word := folder / "password").write_text(server.password)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        shutil.chown(word, "nobody")
    data, log = str(folder / "data"), str(folder / "log")
    try:
        run([str(programs / "initdb"), "-D", data, "-U", "checker", "-A", "scram-sha-256", "--pwfile", str(word),
             "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
        with (folder / "data" / "pg_hba.conf").open("a") as access:
            access.write(f"host all all {host}/24 scram-sha-256\n")
        settings = SETTINGS | {"listen_addresses": host}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        run(
            [
                str(programs / "pg_ctl"),
                "-D",
                data,
                "-l",
                log,
                "-w",
                "-o",
                f"-p {port} -k {folder} {options}",
                "start",
            ]
        )
        try:
            yield server
        finally:
            run([str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
