import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.runs import build_hostile_run, build_run

from claimcheck.model.claim import Extraction, Modality
from claimcheck.model.evidence import Capture, CaptureKind, Outcome, Stance
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label, Shortfall
from claimcheck.report.rows import describe_extraction, describe_run, load_schema

CONTRACT = {
    "": "schema article run accounting references claims",
    "article": "title url sha256 published text",
    "run": "id started finished engine",
    "accounting": "sentences claims duplicates furniture not_checkable",
    "reference": "n further title publisher url state captures",
    "capture": "url final_url outcome status sha256 media_type fetched kind",
    "claim": "id text source section block kind modality worth duplicate_of"
    " mentions quantities dates references verdict",
    "source": "exact prefix suffix start end",
    "mention": "text label",
    "quantity": "text value low high unit currency counted approximate",
    "partial_date": "text start end",
    "verdict": "label confidence shortfall rule justification evidence",
    "evidence": "stance score quote start end reference url capture_sha256 kind rule",
}


@pytest.fixture(scope="module")
def row() -> dict[str, Any]:
    return describe_run(build_run())


def validator() -> Draft202012Validator:
    return Draft202012Validator(load_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def parts(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """One object of each sort."""
    cost = row["claims"][1]
    return {
        "": row,
        "article": row["article"],
        "run": row["run"],
        "accounting": row["accounting"],
        "reference": row["references"][0],
        "capture": row["references"][0]["captures"][0],
        "claim": cost,
        "source": cost["source"],
        "mention": cost["mentions"][0],
        "quantity": cost["quantities"][0],
        "partial_date": row["claims"][0]["dates"][0],
        "verdict": cost["verdict"],
        "evidence": cost["verdict"]["evidence"][0],
    }


@pytest.mark.parametrize("sort", CONTRACT)
def test_keys(row: dict[str, Any], sort: str) -> None:
    """Each object has the contract's keys first and in the contract's order; the schema requires every one."""
    keys = CONTRACT[sort].split()
    assert list(parts(row)[sort])[: len(keys)] == keys
    schema = load_schema()
    assert set(keys) <= set((schema["$defs"][sort] if sort else schema)["required"])


@pytest.mark.parametrize("run", [build_run(), build_hostile_run()], ids=["plain", "hostile"])
def test_valid(run: Any) -> None:
    """Any run validates against the published schema, and survives a JSON file."""
    found = describe_run(run)
    validator().validate(found)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_schema_is_sound() -> None:
    """The schema is itself valid, names every value of our enums, and no other."""
    schema = load_schema()
    Draft202012Validator.check_schema(schema)
    defs = schema["$defs"]
    assert set(defs["capture"]["properties"]["outcome"]["enum"]) == set(Outcome)
    assert set(defs["capture"]["properties"]["kind"]["enum"]) == set(CaptureKind)
    assert set(defs["reference"]["properties"]["state"]["enum"]) == {None, *ReferenceState}
    assert set(defs["claim"]["properties"]["modality"]["enum"]) == set(Modality)
    assert set(defs["verdict"]["properties"]["label"]["enum"]) == set(Label)
    assert set(defs["verdict"]["properties"]["shortfall"]["enum"]) == {None, *Shortfall}
    assert set(defs["evidence"]["properties"]["stance"]["enum"]) == set(Stance)


@pytest.mark.parametrize("sort", CONTRACT)
def test_missing_key_is_invalid(row: dict[str, Any], sort: str) -> None:
    """A contract key that is left out is an error, never taken for null."""
    for key in CONTRACT[sort].split():
        copy = json.loads(json.dumps(row))
        del parts(copy)[sort][key]
        assert not validator().is_valid(copy), f"{sort}.{key}"


def test_decisive_label_without_quote_is_invalid(row: dict[str, Any]) -> None:
    """The schema refuses a decisive label without evidence that takes a side, and a shortfall beside one."""
    for key, value in (("evidence", []), ("shortfall", "silent"), ("label", "Not Enough Evidence")):
        copy = json.loads(json.dumps(row))
        copy["claims"][1]["verdict"][key] = value
        assert not validator().is_valid(copy), key


def test_offsets(row: dict[str, Any]) -> None:
    """Offsets of claims index the article's text, in code points."""
    text = row["article"]["text"]
    for claim in row["claims"]:
        source = claim["source"]
        assert text[source["start"] : source["end"]] == source["exact"]


def test_accounting(row: dict[str, Any]) -> None:
    """Every sentence is in exactly one bucket, and as many verdicts come out as claims went in."""
    account = row["accounting"]
    assert account["sentences"] == sum(
        (account["claims"], account["duplicates"], account["furniture"], *account["not_checkable"].values())
    )
    assert account["sentences"] == len(row["sentences"])
    assert account["claims_in"] == account["verdicts_out"] == 6
    assert account["not_checkable"] == {"heading": 3, "opinion": 1, "question": 1, "vague": 1}


def test_verdict_is_null_when_none_is_due(row: dict[str, Any]) -> None:
    """An opinion, a question or a prediction has no verdict, not even one that somebody handed in."""
    assert [claim["verdict"] for claim in row["claims"] if claim["modality"] in ("opinion", "predicted")] == [
        None
    ] * 2
    run = build_run()
    lovely = run.extraction.claims[3]
    stray = replace(run, verdicts=(*run.verdicts, replace(run.verdicts[0], claim=lovely.id)))
    assert describe_run(stray)["claims"][3]["verdict"] is None


def test_duplicate_shows_the_verdict_of_its_original(row: dict[str, Any]) -> None:
    """A claim made twice is judged once; both places show that verdict, and it is counted once."""
    first, again = row["claims"][0], row["claims"][5]
    assert again["duplicate_of"] == first["id"]
    assert again["verdict"]["label"] == first["verdict"]["label"]


def test_missing_verdict_is_counted() -> None:
    """A verdict that never came shows as a gap between claims in and verdicts out."""
    run = build_run()
    account = describe_run(replace(run, verdicts=run.verdicts[1:]))["accounting"]
    assert (account["claims_in"], account["verdicts_out"]) == (6, 5)


def test_claims_only() -> None:
    """Claims without a run are a valid object too: no run, no verdicts, references without a state."""
    run = build_run()
    article = replace(run.article, references=tuple(source.reference for source in run.sources))
    found = describe_extraction(article, run.extraction)
    validator().validate(found)
    assert found["run"] is None
    assert {claim["verdict"] for claim in found["claims"]} == {None}
    assert [(one["n"], one["state"], one["captures"]) for one in found["references"]] == [
        (n, None, []) for n in range(1, 5)
    ]
    assert (found["accounting"]["claims_in"], found["accounting"]["verdicts_out"]) == (6, 0)


def test_unfinished_run() -> None:
    """A run that was cut short is valid, its end null and its verdicts missing."""
    found = describe_run(replace(build_run(), sources=(), verdicts=(), finished=None))
    validator().validate(found)
    assert found["run"]["finished"] is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("820E9", "820000000000"),
        ("14.25", "14.25"),
        ("0", "0"),
        ("-3", "-3"),
        ("1E+2", "100"),
        ("0.10", "0.1"),
    ],
)
def test_numbers(value: str, written: str) -> None:
    """Quantities are JSON numbers; whole values keep every digit."""
    run = build_run()
    cost = run.extraction.claims[1]
    quantity = replace(cost.quantities[0], value=Decimal(value), low=None, high=Decimal(value))
    claims = (replace(cost, quantities=(quantity,)),)
    found = describe_run(replace(run, extraction=Extraction(claims, ())))["claims"][0]["quantities"][0]
    assert json.dumps(found["value"]) == json.dumps(found["high"]) == written
    assert found["low"] is None


def test_unread_source_is_told_with_its_attempts(row: dict[str, Any]) -> None:
    """A source that was not read keeps its state and each attempt; what is unknown is null."""
    third = row["references"][2]
    assert third["state"] == "unreachable"
    assert third["captures"][0]["outcome"] == "forbidden"
    assert third["captures"][0]["sha256"] is None
    assert row["references"][3]["further"] is True


def test_capture_without_an_answer_has_no_status() -> None:
    """No HTTP answer is a null status, not 0."""
    run = build_run()
    lost = Capture("https://lost.example/", "", Outcome.TIMEOUT, run.started)
    source = replace(run.sources[2], captures=(lost,))
    found = describe_run(replace(run, sources=(source,)))["references"][0]["captures"][0]
    assert (found["status"], found["final_url"]) == (None, None)
