# SPDX-License-Identifier: Apache-2.0
"""What a notebook shows of reports, rules and evaluations: texts from data are escaped, sizes capped, origins named."""
import pytest

mh = pytest.importorskip("myhao")

HOSTILE = "<script>alert('x')</script> & \"q\" \x00\u202e"


@pytest.fixture(scope="module")
def shown():
    history = mh.History.from_records({"id": ["<b>t</b>", "<img src=x onerror=a>"], "name": [HOSTILE.replace("\x00", ""), "B<i>"], "kind": ["district", "grassroots_committee"], "parent": [None, "<b>t</b>"],
                                       "since": ["2019-01-01"] * 2, "until": ["2025-07-01"] * 2})
    tree = history.at("2020-12-31")
    hostile = HOSTILE.replace("\x00", "")
    rules = mh.RuleSet(id=hostile, facts=[mh.Fact("<results>", "level", labels=mh.Label(hostile, hostile)), mh.Fact("score", "decimal")], label=hostile,
                       grades={"excellent": mh.Clause("x", mh.fact("<results>").at_least("excellent"), citation=hostile, label=hostile), "good": mh.fact("<results>").at_least("good"), "completed": mh.unknown()},
                       quotas=[mh.Quota("excellent", "20%", citation=hostile, rank_by="score")], gaps=[mh.Gap("grades.completed", label=hostile)])
    facts = mh.Facts(tree, {"id": ["<img src=x onerror=a>"], "<results>": ["good"], hostile: [hostile]}, rules)
    ev = mh.evaluate(tree, facts, rules)
    tally = mh.Tally({"excellent": 1, "good": 2, "completed": 0, "not_completed": 0}, of="<b>t</b>", source=hostile)
    scale = mh.Scale("<s>", ["<u>a</u>", "b"], label=hostile)
    congress = mh.Congress("grassroots", "<b>t</b>", "<c>", mh.Label(hostile, hostile), last_day="2020-06-10", directive=mh.directives.get("35-CT/TW", issued="2019-05-30").key)
    findings = mh.congress.check(congress, mh.directives.get("35-CT/TW", issued="2019-05-30"))
    return {"rules": rules, "book": mh.RuleBook([rules]), "facts": facts, "evaluation": ev, "outcome": ev["<b>t</b>"], "reason": ev.explain("<img src=x onerror=a>"), "tally": tally, "scale": scale,
            "audit": mh.audit(tally, rules), "vocabulary": rules.facts, "campaign": mh.Campaign([congress]), "findings": findings, "counts": ev.tally()}


def test_no_text_from_data_is_markup(shown):
    for name, value in shown.items():
        html = value._repr_html_()
        for tag in ("<script", "<img", "<b>t", "<i>", "<u>", "<s>", "<c>", "\u202e", "alert('x')"):
            assert tag not in html, (name, tag)
        assert "<table" in html, name


def test_hostile_names_are_still_shown(shown):
    for name in ("rules", "evaluation", "reason", "audit", "vocabulary"):
        assert "&lt;" in shown[name]._repr_html_(), name


def test_every_table_names_its_origin(shown):
    report = mh.datasets.my_hao_2020()
    everything = [*shown.values(), report, report.figures, report.statements, report.instruments, report.posts, report.campaigns[0], report["members"], report.balance(mh.datasets.my_hao_2017()),
                  mh.instruments.all(), mh.instruments.get("21-HD/BTCTW"), mh.directives.get("35-CT/TW", issued="2019-05-30"), mh.rules.in_force(2020), mh.vocabulary, mh.scales.cpv_2018]
    for value in everything:
        html = value._repr_html_()
        assert "origin:" in html or "SYNTHETIC" in html, value
    assert "origin: real" in report._repr_html_() and "SYNTHETIC" not in report._repr_html_()


def test_large_values_are_capped():
    count = 3000
    ids = [f"u{i}" for i in range(count)]
    history = mh.History.from_records({"id": ["t", *ids], "name": ["Town", *(["n" * 5000] + ["x"] * (count - 1))], "kind": ["district"] + ["grassroots_committee"] * count, "parent": [None] + ["t"] * count,
                                       "since": ["2019-01-01"] * (count + 1), "until": ["2025-07-01"] * (count + 1)})
    rules = mh.RuleSet(id="r", facts=[mh.Fact("results", "level")], grades={g: mh.fact("results").at_least(l) for g, l in (("excellent", "excellent"), ("good", "good"), ("completed", "average"))})
    ev = mh.evaluate(history.at("2020-12-31"), {"id": ids, "results": ["good"] * count}, rules)
    for value in (ev, ev.facts(), mh.datasets.my_hao_2020(), mh.instruments.all(), mh.vocabulary):
        assert len(value._repr_html_()) < 60_000
    assert "20 of 3001 rows" in ev._repr_html_()
