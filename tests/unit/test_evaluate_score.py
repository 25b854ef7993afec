"""A document scored against gold, and one version against another."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from protokoll_extract import extract
from protokoll_extract.cli.app import cli
from protokoll_extract.errors import InputError
from protokoll_extract.evaluate.blocks import Heading, Table, to_html, to_markdown
from protokoll_extract.evaluate.changes import changes
from protokoll_extract.evaluate.corrections import corrected
from protokoll_extract.evaluate.figures import Tally, by_group, faultless, without_wrong, word_for_word
from protokoll_extract.evaluate.gold import Gold, find_gold
from protokoll_extract.evaluate.report import share
from protokoll_extract.evaluate.score import Scored, score

Json = dict[str, Any]

TEXT = """Norrviks kommun
Kommunstyrelsen
Sammanträdesprotokoll
2031-02-19

Beslutande
Ada Ek (S), ordförande
Bo Ås (M)

§ 3 Översyn av taxan

Beslut

1. Taxan höjs till 40 kronor.
2. Kontoret får i uppdrag att informera.

§ 4 Läget

Informationen läggs till handlingarna.
"""


def gold_of(pred: Json, **changed: Any) -> Json:
    """Gold that says exactly what the prediction says."""
    meeting = pred["meeting"]
    flat = {
        "body": meeting["body"]["name"], "issuer": meeting["body"]["issuer"],
        "place": meeting["place"]["raw"], "diary_numbers": [x["raw"] for x in meeting["diary_numbers"]],
        "first_paragraph": meeting["paragraphs"]["first"], "last_paragraph": meeting["paragraphs"]["last"],
        "adjustment_date": meeting["adjustment"]["date"],
    }  # fmt: skip
    same = (
        "title",
        "number",
        "date",
        "end_date",
        "start_time",
        "end_time",
        "chair",
        "secretary",
        "adjusters",
    )
    rows = [
        {**row, "party": row["party"]["id"], "presence": " ".join(x["raw"] for x in row["presence"]) or None}
        for row in pred["attendance"]
    ]
    gold = {
        "file": "a/a.txt", "scope": "whole", "kind": "municipal",
        "meeting": flat | {key: meeting[key] for key in same},
        "attendance": rows, "contents": pred["contents"],
        "items": [item_of(pred, item) for item in pred["items"]],
        "people": [x["name"] for x in pred["people"]],
        "organisations": [x["name"] for x in pred["organisations"]],
        "all_numbers": [x["number"] for x in pred["items"] if x["number"]],
    }  # fmt: skip
    return copy.deepcopy(gold | changed)


def item_of(pred: Json, item: Json) -> Json:
    here = item["number"]
    names = {person["id"]: person["name"] for person in pred["people"]}
    return item | {
        "present": [names[ident] for ident in item["present"]],
        "deciding": [names[ident] for ident in item["deciding"]],
        "diary_numbers": [x["raw"] for x in item["diary_numbers"]],
        "amounts": [{"raw": x["raw"], "sek": x["value"]} for x in pred["amounts"] if x["item"] == here],
        "percentages": [x["raw"] for x in pred["percentages"] if x["item"] == here],
        "laws": [x["raw"] for x in pred["references"] if x["item"] == here and x["kind"] == "law"],
    }


@pytest.fixture(scope="module")
def pred() -> Json:
    return extract(TEXT.encode(), "a.txt").model_dump(mode="json", by_alias=True)


def scored(gold: Json, pred: Json | str) -> Scored:
    return score(Gold(Path("a/gold.json"), Path("a/a.txt"), gold), pred)


def wrong(document: Scored) -> list[tuple[str, str | None, str | None]]:
    return [
        (x.field, x.gold.shown if x.gold else None, x.pred.shown if x.pred else None)
        for x in document.outcomes
        if not x.right
    ]


def test_presence_is_scored_cell_by_cell(pred: Json) -> None:
    gold = gold_of(pred)
    gold["items"][0]["present"].remove("Bo Ås")
    found = [x for x in wrong(scored(gold, pred)) if x[0].startswith("presence")]
    assert found == [
        ("presence", "Bo Ås: False", "Bo Ås: True"),
        ("presence.changed", "Bo Ås: False", "Bo Ås: True"),
    ]


def test_money_facts_are_scored_where_the_gold_has_them(pred: Json) -> None:
    gold = gold_of(pred)
    assert not [x for x in scored(gold, pred).outcomes if x.field == "amounts.facts"]
    gold["items"][0]["amounts"] = [{"raw": "40 kronor", "sek": "40", "decided": True, "status": "fee"}]
    assert ("amounts.facts", "40 kronor: status fee", None) in wrong(scored(gold, pred))


def test_the_same_values_are_all_right(pred: Json) -> None:
    document = scored(gold_of(pred), pred)
    assert wrong(document) == []
    assert without_wrong([document]) == faultless([document]) == 1
    assert {x.micro.f1 for x in by_group([document])} == {1.0}


def test_one_wrong_header_value_is_one_outcome(pred: Json) -> None:
    gold = gold_of(pred)
    gold["meeting"]["date"] = "2031-02-20"
    document = scored(gold, pred)
    assert wrong(document) == [("meeting.date", "2031-02-20", "2031-02-19")]
    assert without_wrong([document]) == 0


def test_what_is_missing_is_no_wrong_claim(pred: Json) -> None:
    gold = gold_of(pred)
    gold["meeting"]["adjusters"] = ["Cia Öhn"]
    document = scored(gold, pred)
    assert without_wrong([document]) == 1
    assert faultless([document]) == 0


def test_a_row_is_wrong_with_its_party(pred: Json) -> None:
    gold = gold_of(pred)
    gold["attendance"][1]["party"] = "C"
    assert [x[0] for x in wrong(scored(gold, pred))] == ["attendance", "parties"]


def test_only_items_in_scope_count(pred: Json) -> None:
    gold = gold_of(pred, scope=["4"])
    gold["items"] = [x for x in gold["items"] if x["number"] == "4"]
    inside = {field: _named_inside(pred, field, "4") for field in ("people", "organisations")}
    assert wrong(scored({**gold, **inside}, pred)) == []


def _named_inside(pred: Json, field: str, number: str) -> list[str]:
    """Who is named before the first § or in the § of that number, by the places of the mentions."""
    places = {x["pointer"]: [part["start"] for part in x["parts"]] for x in pred["evidence"]}
    heads = [min(places[f"/items/{i}/number"]) for i in range(len(pred["items"]))]
    at = [x["number"] for x in pred["items"]].index(number)
    reach = ((0, heads[0]), (heads[at], heads[at + 1] if at + 1 < len(heads) else 10**9))
    return [
        entry["name"]
        for i, entry in enumerate(pred[field])
        if any(
            a <= start < b
            for j in range(len(entry["mentions"]))
            for start in places[f"/{field}/{i}/mentions/{j}/text"]
            for a, b in reach
        )
    ]


def test_an_extra_item_is_wrong_when_all_count(pred: Json) -> None:
    gold = gold_of(pred)
    gold["items"] = [x for x in gold["items"] if x["number"] == "4"]
    fields = {x[0] for x in wrong(scored(gold, pred))}
    assert {"items.title", "decisions.text", "amounts.raw", "amounts.value"} <= fields


def test_items_without_their_number_are_found_by_title(pred: Json) -> None:
    gold = gold_of(pred)
    gold["items"][1]["number"] = None
    assert "items.title" not in {x[0] for x in wrong(scored(gold, pred))}


def test_tasks_of_associations_are_apart(pred: Json) -> None:
    gold = gold_of(pred, kind="association")
    groups = {x.name: x.micro for x in by_group([scored(gold, pred)])}
    assigned = sum(x["kind"] == "assigned" for item in pred["items"] for x in item["decisions"])
    assert assigned == groups["informal tasks"].gold == groups["informal tasks"].right == 1


@pytest.mark.parametrize(
    ("stated", "claimed", "is_right"),
    [
        ("approved", "granted", True), ("other", "discharged", True), ("other", "immediate_adjustment", True),
        ("granted", "granted", True), ("granted", "approved", False), ("rejected", "granted", False),
    ],
)  # fmt: skip
def test_finer_kinds_are_right_in_gold_with_fewer(
    pred: Json, stated: str, claimed: str, is_right: bool
) -> None:
    gold, other = gold_of(pred), copy.deepcopy(pred)
    gold["items"][0]["decisions"][0]["kind"] = stated
    other["items"][0]["decisions"][0]["kind"] = claimed
    assert (wrong(scored(gold, other)) == []) is is_right


def test_alike_texts_are_right_but_not_word_for_word(pred: Json) -> None:
    gold = gold_of(pred)
    gold["items"][0]["decisions"][0]["text"] = "Taxan höjs till 40 kronor nu"
    document = scored(gold, pred)
    assert wrong(document) == []
    same, alike = word_for_word([document])
    assert same == alike - 1


def test_nothing_said_about_a_text_is_no_value(pred: Json) -> None:
    gold, other = gold_of(pred), copy.deepcopy(pred)
    gold["items"][0]["decisions"][0]["kind"] = other["items"][0]["decisions"][0]["kind"] = None
    figures = by_group([scored(gold, other)])
    assert all(x.micro.right <= min(x.micro.claimed, x.micro.gold) for x in figures)


def test_no_prediction_misses_everything(pred: Json) -> None:
    document = scored(gold_of(pred), "unreadable")
    assert not any(x.right or x.pred for x in document.outcomes)
    assert without_wrong([document]) == 0


def test_claims_know_their_rule_and_words(pred: Json) -> None:
    document = scored(gold_of(pred), pred)
    (date,) = (x.pred for x in document.outcomes if x.field == "meeting.date")
    assert date is not None
    assert date.rule.endswith("(stated)")
    assert "2031-02-19" in date.quote


def test_nothing_tested_has_no_figure() -> None:
    assert Tally().precision is Tally().recall is Tally().f1 is None
    assert share(None) == "–"
    assert share(0.9999) == "0.999"
    assert share(1.0) == "1.000"


def test_intervals_are_the_same_each_time(pred: Json) -> None:
    gold = gold_of(pred)
    gold["meeting"]["date"] = "2031-02-20"
    documents = [scored(gold_of(pred), pred), scored(gold, pred)]
    header = by_group(documents)[0]
    assert header == by_group(documents)[0]
    assert header.f1_interval is not None
    assert header.f1_interval[0] < 1.0 == header.f1_interval[1]


def test_gains_and_losses_are_told_once(pred: Json) -> None:
    gold, worse = gold_of(pred), copy.deepcopy(pred)
    worse["meeting"]["date"] = "2031-02-20"
    worse["items"][1]["recipients"].append("Kontoret")
    before, after = scored(gold, worse), scored(gold, pred)
    assert [(x.what, x.field) for x in changes([before], [after])] == [
        ("now right", "meeting.date"), ("wrong value gone", "items.recipients"),
    ]  # fmt: skip
    losses = changes([after], [before])
    assert [(x.gain, x.what) for x in losses] == [(False, "no longer right"), (False, "new wrong value")]
    assert losses[0].after is not None
    assert losses[0].after.shown == "2031-02-20"
    assert changes([after], [after]) == []


def test_a_document_without_earlier_output_is_no_gain(pred: Json) -> None:
    gold = gold_of(pred)
    assert changes([scored(gold, "no output")], [scored(gold, pred)]) == []


def test_corrections_leave_the_gold_alone(pred: Json) -> None:
    gold = Gold(Path("a/gold.json"), Path("a/a.txt"), gold_of(pred))
    entries = [
        {"pointer": "/meeting/chair", "value": "Cia Öhn", "quote": "…"},
        {"pointer": "/people/-", "value": "Cia Öhn", "quote": "…"},
        {"pointer": "/items/0/decisions/0", "quote": "…"},
    ]
    (new,) = corrected([gold], {"gold.json": entries})
    assert new.data["meeting"]["chair"] == new.data["people"][-1] == "Cia Öhn"
    assert len(new.data["items"][0]["decisions"]) == len(gold.data["items"][0]["decisions"]) - 1
    assert gold.data == gold_of(pred)
    with pytest.raises(InputError, match="no place"):
        corrected([gold], {"gold.json": [{"pointer": "/items/9/title", "value": "x", "quote": "…"}]})


def test_blocks_escape_what_they_quote() -> None:
    blocks = [Heading(2, "A_b"), Table(("a", "b"), [("x|y\nz", "<1>")])]
    assert to_markdown(blocks) == "## A\\_b\n\n| a | b |\n| --- | ---: |\n| x\\|y z | \\<1> |\n"
    assert '<td class="n">&lt;1&gt;</td>' in to_html(blocks, "T")


def write(folder: Path, pred: Json) -> Path:
    (folder / "a").mkdir()
    (folder / "a/a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gold").mkdir()
    path = folder / "gold/a.json"
    path.write_text(json.dumps(gold_of(pred)), encoding="utf-8")
    return path


def test_gold_is_found_with_its_document(tmp_path: Path, pred: Json) -> None:
    path = write(tmp_path, pred)
    (gold,) = find_gold([str(tmp_path)])
    assert (gold.path, gold.document, gold.label) == (path, tmp_path / "a/a.txt", "a/a.txt")
    (tmp_path / "a/a.txt").unlink()
    with pytest.raises(InputError, match="is not there"):
        find_gold([str(tmp_path)])
    with pytest.raises(InputError, match="no gold"):
        find_gold([str(tmp_path / "a")])


def test_the_verb_scores_runs_and_outputs(tmp_path: Path, pred: Json) -> None:
    write(tmp_path, pred)
    worse = copy.deepcopy(pred)
    worse["meeting"]["date"] = "2031-02-20"
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.json").write_text(json.dumps(worse), encoding="utf-8")
    arguments = ["evaluate", str(tmp_path / "gold"), "--against", str(tmp_path / "out"), "--format", "json"]
    done = CliRunner().invoke(cli, [*arguments, "--details"], standalone_mode=False)
    assert done.exception is None
    data = json.loads(done.stdout)
    assert data["faultless"] == 1
    assert data["faults"] == []
    (change,) = data["changes"]
    assert (change["gain"], change["before"]["value"]) == (True, "2031-02-20")
    assert change["after"]["rule"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_verb_writes_a_page(tmp_path: Path, pred: Json, form: str) -> None:
    write(tmp_path, pred)
    target = tmp_path / "page"
    arguments = ["evaluate", str(tmp_path / "gold"), "--details", "--format", form, "-o", str(target)]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).exception is None
    first = target.read_bytes()
    assert "Evaluation" in first.decode()
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).exception is None
    assert target.read_bytes() == first


def test_real_minutes_are_never_quoted_or_named(tmp_path: Path, pred: Json) -> None:
    write(tmp_path, pred)
    path = tmp_path / "gold/a.json"
    gold = json.loads(path.read_text())
    gold["meeting"]["chair"] = "Cia Öhn"
    path.write_text(json.dumps(gold))
    target = tmp_path / "ACCURACY.md"
    one = str(tmp_path / "gold")
    arguments = ["evaluate", one, "--write-accuracy", "--real", one, "-o", str(target)]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).exception is None
    invented, real = target.read_text(encoding="utf-8").split("## Real minutes")
    assert "Cia Öhn" in invented
    assert not any(word in real for word in ("Cia", "Öhn", "Ada", "a.txt"))
