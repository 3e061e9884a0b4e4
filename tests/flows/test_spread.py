"""An article as a task of its own, as Dask's processes run it. A real cluster runs in `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest
from flows.spread import check_one, open_runner

from claimcheck.corpus import Fate
from claimcheck.desk import Options


def test_an_article_is_one_task_and_a_bad_one_is_told(tmp_path: Path) -> None:
    """It is checked once, however often it is asked for; what can't be read fails with its cause, and raises nothing."""
    (good := tmp_path / "tower.txt").write_text("Tower\n\nThe tower is 300 metres tall.\n")
    (bad := tmp_path / "empty.txt").write_text("")
    db = f"sqlite:///{tmp_path / 'ledger.db'}"
    done = [
        check_one.fn(db, Options(offline=True), str(path), str(tmp_path / "out"))
        for path in (good, good, bad)
    ]
    assert [one.fate for one in done] == [Fate.CHECKED, Fate.UNCHANGED, Fate.FAILED]
    assert (tmp_path / "out" / done[0].run_id / "report.html").exists()
    assert done[2].detail


@pytest.mark.parametrize("scheduler", [None, "tcp://127.0.0.1:8786"])
def test_a_process_has_one_thread(scheduler: str | None) -> None:
    """Threads can't share the models; a scheduler that is there is used as it is."""
    runner = open_runner(scheduler, 3)
    assert runner.address == scheduler
    assert scheduler or (runner.cluster_kwargs["n_workers"], runner.cluster_kwargs["threads_per_worker"]) == (
        3,
        1,
    )
