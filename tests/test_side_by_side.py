"""Jobs side by side: what each makes, in order, and what one that fails says."""

import pickle
from functools import partial
from pathlib import Path

import pytest

from kg.annotations import BadRecord
from kg.side_by_side import side_by_side


def failing() -> int:
    raise BadRecord(Path("gold.jsonl"), 3, "no stance")


def test_jobs_give_what_they_would_one_after_another() -> None:
    pytest.importorskip("threadpoolctl", reason="comes with kg[train], which learns side by side")
    words = ["kelp", "levy", "quota", "salt", "ferry"]  # of the process, not sent to the copies
    assert side_by_side([partial(lambda n: words[n].upper(), n) for n in range(5)]) == [w.upper() for w in words]
    assert side_by_side([]) == []


def test_a_job_that_fails_says_why() -> None:
    pytest.importorskip("threadpoolctl", reason="comes with kg[train], which learns side by side")
    with pytest.raises(BadRecord, match=r"^gold\.jsonl, line 3: no stance$") as failed:
        side_by_side([failing, failing])
    assert (failed.value.line, failed.value.exit_code) == (3, 2)


def test_a_refusal_is_the_same_in_another_process() -> None:
    error = BadRecord(Path("gold.jsonl"), 3, "no stance")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.path, again.line) == (str(error), error.path, 3)
