"""The script that scores in the browser gives what the law gives, household by household."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Route

from rasoat import law, scoring
from rasoat.law import Rules
from rasoat.scoring.program import compiled
from rasoat.survey.queries import running
from tests.scoring.crowd import DERIVED, crowd, people
from tests.scoring.households import DAY, POOR, Answers, rules
from tests.scoring.oracle import oracle
from tests.scoring.test_faults import one_household_per_option, renumber

SCRIPT = Path(scoring.__file__).parents[1] / "survey/static/survey/score.js"
BATCH = 10_000
Run = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Apply an expression of ``script``, ``program`` and ``row`` to rows, on a page with the site's content policy."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives)
    files = {"score.js": ("text/javascript", SCRIPT.read_text()), "": ("text/html", "<!doctype html>")}

    def answer(route: Route) -> None:
        kind, body = files[route.request.url.rpartition("/")[2]]
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Security-Policy": policy}
        route.fulfill(body=body, headers=headers)

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("https://ra-soat.test/")
    page.evaluate("import('/score.js').then(script => { window.script = script; })")

    def each(the_rules: Rules, rows: Sequence[Any], expression: str) -> list[Any]:
        page.evaluate("text => { window.program = JSON.parse(text); }", compiled(the_rules).decode())
        call = f"text => JSON.stringify(JSON.parse(text).map(row => {expression}))"
        batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        return [result for batch in batches for result in json.loads(page.evaluate(call, json.dumps(batch)))]

    yield each
    page.close()


def as_oracle_reads(household: Answers) -> Answers:
    """What an official reads: an empty box for no answer, no blanks around one, and a decimal comma as a point."""
    read = dict.fromkeys(POOR, "") | {column: answer.strip(" \t\r\n") for column, answer in household.items()}
    if "," in read["floor_area_m2"]:
        read["floor_area_m2"] = re.sub(r"^(\d{1,6}),(\d{1,2})$", r"\1.\2", read["floor_area_m2"])
    return read


def outcome(result: dict[str, Any]) -> tuple[int, int, str, tuple[int, ...]] | None:
    """A result of the script as the oracle writes it; a refused one holds no score and no class."""
    parts = (result["b1"], result["b2"], result["class"], result["deprivations"])
    if result["status"] == "refused":
        assert (parts, bool(result["reasons"])) == ((None,) * 4, True)
        return None
    assert result["reasons"] == []
    return (parts[0], parts[1], parts[2], tuple(parts[3]))


def by_row(the_rules: Rules, household: Answers) -> dict[str, Any]:
    """A household scored on the server, as the script writes it."""
    return written(scoring.score(the_rules, household))


def written(found: scoring.Scored | scoring.Refused) -> dict[str, Any]:
    """A result of the server as the script writes it."""
    if isinstance(found, scoring.Refused):
        nothing = dict.fromkeys(("b1", "b2", "class", "deprivations"))
        return {**nothing, "status": "refused", "reasons": [asdict(reason) for reason in found.reasons]}
    return {
        "status": "scored",
        "b1": found.b1,
        "b2": found.b2,
        "class": found.cls.value,
        "deprivations": list(found.deprivations),
        "reasons": [],
    }


def test_a_hundred_thousand_households_score_as_the_oracle_says(run: Run) -> None:
    """Points, class and deprivations are the oracle's; where it finds none, the reasons are those of the server."""
    households = crowd(100_000, seed=2018)
    # Without the names of the columns five times as many go through the wire to the browser in the same time.
    columns = sorted({*POOR, *DERIVED})
    rows = [[household.get(column) for column in columns] for household in households]
    named = f"Object.fromEntries({json.dumps(columns)}.map((column, at) => [column, row[at]]))"
    results = run(rules(), rows, f"script.score(program, {named})")
    pairs = list(zip(households, results, strict=True))
    assert [h for h, result in pairs if outcome(result) != oracle(as_oracle_reads(h))][:3] == []
    refused = [(h, result) for h, result in pairs if result["status"] == "refused"]
    assert [h for h, result in refused if result != by_row(rules(), h)][:3] == []
    assert_crowded(results)


def assert_crowded(results: list[dict[str, Any]]) -> None:
    """The crowd holds every class, every number of deprivations and every reason an answer can have."""
    classes = Counter(result["class"] for result in results)
    lacking = {len(result["deprivations"] or ()) for result in results}
    codes = {reason["code"] for result in results for reason in result["reasons"]}
    expected = {rule.cls.value for rule in rules().class_rules} | {None}
    assert (set(classes), min(classes.values()) > 100, lacking) == (expected, True, set(range(11)))
    assert codes == {f"S{number:03}" for number in range(1, 11)}


def test_a_half_filled_form_shows_the_same_running_total(run: Run) -> None:
    """Points so far, how many questions are answered, and what cannot stand, as the server counts them."""
    random = Random(59)
    households = [
        {column: answer for column, answer in household.items() if random.random() < share}
        for household, share in zip(crowd(3_000, seed=4), [0.2, 0.8, 1.0] * 1_000, strict=True)
    ]
    found = run(rules(), households, "script.running(program, row)")
    assert found == [running_on_server(rules(), household) for household in households]


def running_on_server(the_rules: Rules, household: Answers) -> dict[str, Any]:
    """What the server shows beside the form."""
    area_type = household.get("area_type", "").strip()
    asked = [q for q in the_rules.questions if q.relevant is None or q.relevant.answer == area_type]
    found = running(the_rules, household, len(asked))
    return {
        "b1": found.b1,
        "b2": found.b2,
        "answered": found.answered,
        "of": found.of,
        "contradictions": [asdict(reason) for reason in found.contradictions],
        "scored": written(found.scored) if found.scored else None,
    }


QUESTIONS = [question.id for question in rules().member_questions]


def test_twenty_thousand_lists_of_members_are_judged_alike(run: Run) -> None:
    """Facts, reasons and who makes what deprived, at the edges of every age and with every slip of a date."""
    lists = people(20_000, seed=15, questions=QUESTIONS)
    found = run(rules(), lists, "script.judge(program, row)")
    expected = [judged(members) for members in lists]
    assert [m for m, mine, theirs in zip(lists, found, expected, strict=True) if mine != theirs][:3] == []
    codes = {reason["code"] for each in found for reason in each["reasons"]}
    assert codes == {"S001", "S002", "S012", "S014", "S015"}


def judged(members: list[dict[str, Any]]) -> dict[str, Any]:
    """What the server says about members, as the script writes it."""
    found = scoring.judge(rules(), members, rules().on)
    return {
        "facts": dict(found.facts),
        "reasons": [asdict(reason) for reason in found.reasons],
        "findings": [
            {
                "indicator": each.indicator,
                "index": each.index,
                "age": each.age,
                "said": [{"vi": vi, "en": en} for vi, en in zip(each.said_vi, each.said_en, strict=True)],
            }
            for each in found.findings
        ],
    }


def test_answers_and_members_that_contradict_each_other_are_found_alike(run: Run) -> None:
    """A filled answer against the members has the server's reason; what the members give stands in the answers."""
    households = crowd(4_000, seed=1)
    rows = list(zip(households, people(4_000, seed=2, questions=QUESTIONS), strict=True))
    found = run(rules(), rows, "script.withMembers(program, row[0], row[1])")
    for (answers, members), mine in zip(rows, found, strict=True):
        filled, reasons = scoring.apply_members(rules(), answers, members, rules().on)
        assert mine == {"answers": filled, "reasons": [asdict(reason) for reason in reasons]}
    assert {reason["code"] for each in found for reason in each["reasons"]} >= {"S011", "S001", "S014"}


def test_checks_speak_in_the_browser_when_they_do_on_the_server(run: Run) -> None:
    """Every check of the pack, with members and with the score of the last review."""
    random = Random(7)
    members = people(4_000, seed=3, questions=QUESTIONS)
    earlier = [
        random.choice((None, {"b1": random.randint(20, 300), "eventSince": random.random() < 0.2}))
        for _ in members
    ]
    rows = list(zip(crowd(4_000, seed=5), members, earlier, strict=True))
    found = run(rules(), rows, "script.findings(program, ...row).map(check => check.key)")
    expected = [[finding.check.key for finding in on_server(*row)] for row in rows]
    assert found == expected
    assert {key for keys in found for key in keys} == {check.key for check in rules().checks}


def on_server(
    answers: Answers, members: list[Any], earlier: dict[str, Any] | None
) -> Sequence[scoring.Finding]:
    """The findings of the server."""
    last = scoring.Earlier(earlier["b1"], earlier["eventSince"]) if earlier else None
    return scoring.findings(rules(), answers, members, last)


def test_every_weight_of_the_table_moves_the_score(run: Run, tmp_path: Path) -> None:
    """F4: with each cell of the point table changed to a number of its own, the script finds each of them."""
    shutil.copytree(law.ROOT / "vn-2016", tmp_path / "vn-2016")
    changed = renumber(tmp_path / "vn-2016" / "b1-points.csv")
    the_rules = law.load("vn-2016", tmp_path).on(DAY)
    households = one_household_per_option(the_rules)
    found = run(the_rules, households, "script.score(program, row)")
    assert found == [by_row(the_rules, household) for household in households]
    seen = {key for household in households for key in cells_of(the_rules, household)}
    towns = {key for key in changed if key[2] == "TT" and key[0] in the_rules.rural_only}
    assert changed.keys() - seen == towns - seen


def cells_of(the_rules: Rules, household: Answers) -> list[tuple[str, str, str]]:
    """Item, option and area of every cell the household's score rests on."""
    found = scoring.score(the_rules, household)
    assert isinstance(found, scoring.Scored)
    return [(each.item.key, each.option.key, household["region"] or "TT") for each in found.points]


THRESHOLDS = {
    "b1_(to|above): 120": r"b1_\1: 112",
    "b1_(to|above): 150": r"b1_\1: 161",
    "b1_(to|above): 200": r"b1_\1: 187",
    "b1_(to|above): 140": r"b1_\1: 149",
    "b1_(to|above): 175": r"b1_\1: 168",
    "b1_(to|above): 230": r"b1_\1: 244",
    "b2_(from|below): 30": r"b2_\1: 47",
}


def test_every_indicator_and_threshold_moves_the_result(run: Run) -> None:
    """F4: indicators with weights of their own and other thresholds give other scores and classes in the script, too."""
    files, weights = law.shipped_files("vn-2016"), iter(range(11, 21))
    files["b2-indicators.yaml"] = re.sub(
        r"(?<=points: \[\{value: )10\b", lambda _: str(next(weights)), files["b2-indicators.yaml"]
    )
    for old, new in THRESHOLDS.items():
        files["classes.yaml"], count = re.subn(rf"{old}\b", new, files["classes.yaml"])
        assert count > 0
    the_rules, households = law.from_files("vn-2016", files).on(DAY), crowd(3_000, seed=8)
    before = run(rules(), households, "script.score(program, row)")
    after = run(the_rules, households, "script.score(program, row)")
    assert after == [by_row(the_rules, household) for household in households]
    moved = {(old["class"], new["class"]) for old, new in zip(before, after, strict=True) if old != new}
    classes = {rule.cls.value for rule in the_rules.class_rules}
    assert ({old for old, _ in moved}, {new for _, new in moved}) == (classes, classes)
    assert [indicator.points.value for indicator in the_rules.indicators] == list(range(11, 21))


@pytest.mark.parametrize("pack", sorted(set(law.packs()) - {"vn-2016"}))
def test_a_pack_with_gaps_refuses_in_the_browser(run: Run, pack: str) -> None:
    """Where the table of points was not found there is no score, and the reason is the server's (S016)."""
    the_rules = first_day(pack)
    households = [{**POOR, "area_type": "urban", "region": ""}, {**POOR}, {}]
    found = run(the_rules, households, "script.score(program, row)")
    assert found == [by_row(the_rules, household) for household in households]
    totals = run(the_rules, households, "script.running(program, row)")
    assert totals == [running_on_server(the_rules, household) for household in households]
    assert ("S016" in [reason["code"] for reason in found[1]["reasons"]]) == bool(the_rules.gaps(("NT2",)))


def first_day(pack: str) -> Rules:
    """The rules of a pack on its first day."""
    found = law.load(pack)
    return found.on(found.versions[0].since)


def test_rules_of_another_shape_are_refused(run: Run) -> None:
    """A script never reads rules it was not written for."""
    tried = "(() => { try { return script.score({...program, shape: row}, {}) } catch (error) { return error.message } })()"
    assert run(rules(), [2], tried) == ["rules of shape 2, this script reads 1"]


def test_a_reason_has_the_sentence_of_the_catalogue(run: Run) -> None:
    """In both languages, with the words of the question in the place of its column."""
    reasons = list(by_row(rules(), {**POOR, "dependants": "9", "tv": "x"})["reasons"])
    found = run(
        rules(), reasons, "['vi', 'en'].map(language => script.sentence(program, row, language, 'Ti vi $&'))"
    )
    said = [
        [scoring.Reason(r["code"], "Ti vi $&", r["value"]).sentence(each) for each in ("vi", "en")]
        for r in reasons
    ]
    assert found == said
