# SPDX-License-Identifier: Apache-2.0
"""Bad input to congresses, directives, calendars and terms: whatever is handed over, only the errors of the contract come out, and texts stay texts."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

mh = pytest.importorskip("myhao")
from bad_input import only_known_errors, refused  # noqa: E402

DIRECTIVE = mh.directives.get("35-CT/TW", issued="2019-05-30")
TREE = mh.datasets.my_hao_history().at("2020-12-31")
CALENDAR = mh.planner.plan(DIRECTIVE, TREE)
TOWN = mh.Congress("district", "my-hao", first_day="2020-08-04", last_day="2020-08-06", directive=DIRECTIVE)
VALUE = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(-2**70, 2**70), st.floats(), st.text(max_size=5), st.binary(max_size=3), st.dates(), st.datetimes(), st.fractions(),
                               st.sampled_from(["district", "2020-06", "2020-13", "XXVI", "\0", "\ud800", "my-hao", TOWN, DIRECTIVE, TREE, object()])),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["district", "grassroots", "elected"]), inner, max_size=3) | st.tuples(inner, inner), max_leaves=4)
FIELDS = ("unit", "id", "label", "ordinal", "term", "first_day", "last_day", "contents_done", "contents_required", "directive", "source", "confidence", "form", "pilot", "contents", "cases", "delegates", "delegate_kinds", "members", "summoned",
          "attended", "preparatory_half_days", "solemn_day", "rounds", "under", "congresses", "days_each")


@settings(max_examples=150)
@given(VALUE, st.sampled_from(FIELDS))
def test_whatever_a_field_of_a_congress_holds_it_is_checked_or_refused(value, field):
    given_fields = {"unit": "my-hao", "directive": DIRECTIVE, field: value}
    only_known_errors(lambda: mh.congress.check(mh.Congress("district", **given_fields), DIRECTIVE, TREE))
    only_known_errors(lambda: mh.congress.check(mh.Congress("grassroots", **given_fields | {"unit": None}), DIRECTIVE))


@settings(max_examples=150)
@given(VALUE)
def test_whatever_the_arguments_only_known_errors_come_out(value):
    level = lambda **parts: mh.Directive("1", "x", "2020-01-01", term="t", levels=[mh.LevelRule("a", **parts)])  # noqa: E731
    for ask in (mh.LevelRule, lambda v: level(most_days=v), lambda v: level(first_day=v), lambda v: level(deadline=v), lambda v: level(sizes=v), lambda v: level(roles=v), lambda v: level(citation=v), lambda v: level(delegates_from=v), mh.SizeLimit,
                lambda v: mh.SizeLimit("a", low=v, of_before=v), lambda v: mh.Variant(v, v), lambda v: mh.Suspension(v, v, v), lambda v: mh.Suspension(["a"], "2020-01-01", "2020-02-01", moves_deadlines=v), lambda v: mh.ElectionRound(v, v, v),
                lambda v: mh.Directive(v, v, v, term=v, levels=v), lambda v: mh.Directive("1", "x", "2020-01-01", term="t", levels=[mh.LevelRule("a")], contents=v, contents_required=v, variants=v, suspensions=v, first_ordinal=v, relations=v),
                lambda v: mh.directives.for_term(v, on=v), lambda v: DIRECTIVE[v], lambda v: DIRECTIVE.deadline(v), mh.congress.roman, mh.congress.parse_roman, mh.congress.check_ordinals, mh.congress.from_frame, mh.congress.to_frame, mh.Campaign.of_level,
                lambda v: mh.planner.plan(DIRECTIVE, TREE, days=v), lambda v: mh.planner.plan(DIRECTIVE, TREE, by=v), lambda v: mh.planner.plan(DIRECTIVE, TREE, pauses=v), lambda v: mh.planner.plan(v, v), lambda v: CALENDAR[v],
                lambda v: CALENDAR.late(v, on="2020-07-01"), lambda v: CALENDAR.late(on=v), lambda v: CALENDAR.pause(v, since="2020-07-01"), lambda v: CALENDAR.pause(3, since=v, levels=v), lambda v: CALENDAR.pause(3, since="2020-07-01", schedule=v),
                lambda v: CALENDAR.paused(v, v), lambda v: mh.alignment.align(v, since=v, until=v), lambda v: mh.alignment.coverage(v, v, v), lambda v: mh.alignment.overlaps(v, "party"), lambda v: mh.Appointment(v, v, v),
                lambda v: mh.alignment.own_terms(TREE.history, v, v), lambda v: mh.alignment.own_terms(TREE.history, "my-hao", TOWN, v), lambda v: mh.alignment.of_units(TREE, v, DIRECTIVE), lambda v: mh.alignment.of_units(v, TOWN, DIRECTIVE, v)):
        only_known_errors(lambda ask=ask: ask(value))


@pytest.mark.parametrize("wrong", [{"first_day": "2020-08-06", "last_day": "2020-08-04"}, {"last_day": "1929-12-31"}, {"ordinal": 0}, {"ordinal": -26}, {"contents": ["elect_comittee"]}, {"delegates": -1}, {"summoned": 199, "attended": 200}, {"contents_done": -1},
                                   {"contents_done": 5, "contents_required": 4}, {"solemn_day": "2020-08-09", "last_day": "2020-08-06"}, {"rounds": [mh.ElectionRound("committee", seats=39, elected=40)]}, {"cases": ["hanoy"]}, {"delegates": 10, "delegate_kinds": {"elected": 11}},
                                   {"form": "members", "members": 5, "summoned": 6}, {"form": "members", "delegates": 5}, {"delegates": 2**61}])
def test_a_congress_that_contradicts_itself_is_refused(wrong):
    refused(lambda: mh.congress.check(mh.Congress("district", "my-hao", directive=DIRECTIVE, **wrong), DIRECTIVE), mh.InvalidDocument)


def test_all_faults_are_counted_and_twenty_are_shown():
    many = [mh.Congress("district", f"u{i}", delegates=-1, directive=DIRECTIVE) for i in range(3_000)]
    error = refused(lambda: mh.congress.check(many, DIRECTIVE), mh.InvalidDocument)
    assert len(error.problems) == 3_000 and "and 2980 more" in str(error)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "line\nbreak", "\u202ex", "`tick` | pipe"])
def test_hostile_names_are_shown_as_text(name):
    town = mh.Congress("district", name, id=name, label=name, first_day="2020-08-04", last_day="2020-08-06", directive=DIRECTIVE, source=name)
    directive = mh.Directive(name, name, "2020-01-01", term=name, label=name, levels=[mh.LevelRule("grassroots", label=name, most_days=2, sizes=[mh.SizeLimit("delegates", high=3, when=name)])])
    for value in (town, mh.Campaign([town]), mh.congress.check(town, DIRECTIVE), directive, mh.planner.plan(directive, TREE)):
        shown = value._repr_html_()
        assert "<script" not in shown and "\u202e" not in shown
        repr(value).encode()
