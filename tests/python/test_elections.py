# SPDX-License-Identifier: Apache-2.0
"""Elections: a strict majority of a named base, ties that stand, ballots in bulk; against brute force and against an independent program."""
import itertools
import pickle
import random
import time
from fractions import Fraction

import pytest

mh = pytest.importorskip("myhao")
from bad_input import only_known_errors, places, refused  # noqa: E402

E = mh.elections
HOSTILE = "<script>alert('x')</script>"


def winning_sets(votes, seats, required):
    """By definition: as many as can be seated, all of whom passed, and nobody left out has more votes than somebody seated."""
    able = [name for name, got in votes.items() if got >= required]
    size = min(seats, len(able))
    return {frozenset(some) for some in itertools.combinations(able, size) if all(votes[a] >= votes[b] for a in some for b in able if b not in some)}


def random_ballots(chance, names):
    return [frozenset(name for name in names if chance.random() < 0.4) for _ in range(chance.randint(1, 9))]


# --- the majority -----------------------------------------------------------------------------------------------------

def test_half_of_199_is_passed_by_100_votes_and_half_of_197_by_99():
    assert E.count({"A": 100, "B": 99}, seats=2, base=199).required == 100
    assert E.count({"A": 100, "B": 99}, seats=2, base=199).elected == ["A"]
    both = E.count({"A": 100, "B": 99}, seats=2, base=E.Base(199, {"convener_absent": 1, "delegate_absent": 1}))
    assert both.required == 99 and both.elected == ["A", "B"] and both.base.value == 197
    assert E.count({"A": 7, "B": 6}, seats=1, base=9, threshold="2/3").required == 7
    assert E.count({"A": 7}, seats=1, base=9, threshold=Fraction(2, 3)).elected == ["A"]


def test_38_elected_of_39_leave_one_vacancy():
    votes = {f"Ứng viên {i}": 216 - i if i < 38 else 90 for i in range(42)}
    count = E.count(votes, seats=39, base=216)
    assert len(count.elected) == 38 and count.vacant == 1 and not count.tied


def test_a_tie_at_the_last_seat_is_reported_and_nobody_of_it_is_elected():
    count = E.count({"C": 120, "A": 150, "D": 120, "B": 120}, seats=3, base=199)
    assert (count.elected, count.tied, count.contested, count.vacant) == (["A"], ["B", "C", "D"], 2, 0)
    assert set(count.winning_sets()) == {frozenset("ABC"), frozenset("ABD"), frozenset("ACD")}
    with pytest.raises(ValueError, match="limit"):
        count.winning_sets(2)


def test_no_vote_no_seat():
    count = E.count({"A": 3, "B": 0}, seats=2, threshold=None)
    assert count.elected == ["A"] and count.vacant == 1 and count.required is None
    assert E.count([], seats=2, base=5).vacant == 2


def test_a_base_prints_its_parts():
    base = E.Base(199, {"delegate_absent": 2})
    assert str(base) == "197 = 199 summoned official delegates - 2 official delegates absent throughout, without an alternate"
    assert base.text.vi.startswith("197 = 199 đại biểu chính thức được triệu tập - 2 ")
    assert base.parts == {"delegates": 199, "delegate_absent": 2} and int(base) == 197
    assert "-2" in base._repr_html_() and "origin:" in base._repr_html_()
    assert "244-QĐ/TW" in str(E.party("2020-08-05").base("delegates", 199).citation)


# --- ballots ----------------------------------------------------------------------------------------------------------

def test_ballots_chosen_struck_and_ticked_say_the_same():
    names = ["A", "B", "C", "D"]
    chosen = [{"A", "B"}, {"B"}, set(), {"A", "B", "C"}, {"D", "A"}]
    struck = [set(names) - ballot for ballot in chosen]
    ticked = [{name: "agree" if name in ballot else ("both", "none", "disagree")[i % 3] for i, name in enumerate(names)} for ballot in chosen]
    count = E.count(chosen, 2, threshold=None, at_most=2, candidates=names)
    assert count.votes == {"A": 2, "B": 2, "D": 1, "C": 0} and (count.ballots, count.invalid, count.blank) == (5, 1, 1)
    assert count == E.count(struck, 2, threshold=None, at_most=2, candidates=names, form="struck") == E.count(ticked, 2, threshold=None, at_most=2, candidates=names)
    assert E.count(chosen, 2, threshold=None, at_most=2, candidates=names, blank_is_valid=False).invalid == 2


def test_names_written_in_are_what_the_rule_makes_of_them():
    ballots = [{"Nguyễn Văn A", "Lê C"}, {"Trần Thị B"}]
    listed = ["Nguyễn Văn A", "Trần Thị B"]
    votes = {rule: E.count(ballots, 1, threshold=None, candidates=listed, write_ins=rule).votes for rule in ("ignored", "counted", "invalid")}
    assert votes == {"ignored": {"Nguyễn Văn A": 1, "Trần Thị B": 1}, "counted": {"Lê C": 1, "Nguyễn Văn A": 1, "Trần Thị B": 1}, "invalid": {"Trần Thị B": 1, "Nguyễn Văn A": 0}}
    with pytest.raises(mh.InvalidFacts, match="not on the list"):
        E.count(ballots, 1, threshold=None, candidates=listed)


def test_count_agrees_with_brute_force_and_does_not_depend_on_the_order_of_ballots():
    chance = random.Random(6)
    ties = 0
    for _ in range(400):
        names = "ABCDEF"[:chance.randint(2, 6)]
        ballots, seats = random_ballots(chance, names), chance.randint(1, len(names))
        base = chance.randint(len(ballots), len(ballots) + 4)
        at_most = chance.choice([None, 2])
        valid = [ballot for ballot in ballots if at_most is None or len(ballot) <= at_most]
        votes = {name: sum(name in ballot for ballot in valid) for name in names}
        for threshold in ("1/2", None):
            required = next(v for v in range(1, base + 2) if threshold is None or 2 * v > base)
            count = E.count(ballots, seats, base, threshold, at_most, candidates=list(names))
            assert set(count.winning_sets()) == winning_sets(votes, seats, required)
            assert count.invalid == len(ballots) - len(valid) and count.votes == votes
            shuffled = chance.sample(ballots, len(ballots))
            assert E.count([chance.sample(sorted(ballot), len(ballot)) for ballot in shuffled], seats, base, threshold, at_most, candidates=chance.sample(names, len(names))) == count
            assert set(E.count(ballots, seats, base, threshold, at_most).elected) == set(count.elected)
            ties += bool(count.tied)
    assert ties > 100


def test_the_winning_sets_are_those_of_an_independent_program_on_profiles_with_ties():
    core = pytest.importorskip("votelib.evaluate.core", reason="votelib is not installed: no second program to compare with")
    convert = pytest.importorskip("votelib.convert")
    chance = random.Random(244)
    compared = 0
    while compared < 250:
        names = "ABCDEFG"[:chance.randint(3, 7)]
        ballots, seats = random_ballots(chance, names), chance.randint(1, len(names))
        count = E.count(ballots, seats, threshold=None)
        if not count.tied:
            continue
        profile = {}
        for ballot in ballots:
            profile[ballot] = profile.get(ballot, 0) + 1
        theirs = core.Plurality().evaluate(convert.ApprovalToSimpleVotes().convert(profile), seats)
        sure = [one for one in theirs if not isinstance(one, core.Tie)]
        tie = next(one for one in theirs if isinstance(one, core.Tie))
        assert set(count.winning_sets()) == {frozenset((*sure, *some)) for some in itertools.combinations(tie, len(theirs) - len(sure))}
        compared += 1


def test_ballots_in_bulk_take_one_pass():
    chance = random.Random(1)
    names = [f"Ứng viên {i}" for i in range(40)]
    kinds = [frozenset(chance.sample(names, 30)) for _ in range(500)]
    ballots = [kinds[i % 500] for i in range(100_000)]
    start = time.perf_counter()
    count = E.count(iter(ballots), 30, base=100_000, candidates=names, at_most=30)
    taken = time.perf_counter() - start
    assert count.ballots == 100_000 and sum(count.votes.values()) == 3_000_000
    assert count.votes == {name: 200 * sum(name in kind for kind in kinds) for name in names}
    assert taken < 5  # about a quarter of a second: three million names


# --- frames, pickles, notebooks ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_votes_and_ballots_come_as_frames_and_go_out_as_the_same_kind(library):
    frames = pytest.importorskip(library)
    make = frames.table if library == "pyarrow" else frames.DataFrame
    count = E.count(make({"name": ["A", "B", "C"], "votes": [5, 3, 3]}), 2, base=8, threshold="1/4")
    assert count == E.count({"A": 5, "B": 3, "C": 3}, 2, base=8, threshold="1/4")
    out = count.to_frame()
    assert type(out).__module__.split(".")[0] == library
    assert [list(column) for column in mh._frames.table(out, "out").pick(["name", "outcome"]).values()] and count.tied == ["B", "C"]
    ballots = E.count(make({"ballot": [1, 1, 2, 3], "name": ["A", "B", "A", None]}), 1, base=3, candidates=["A", "B"])
    assert ballots.votes == {"A": 2, "B": 1} and (ballots.ballots, ballots.blank) == (3, 1)
    assert ballots.elected == ["A"]


def test_columns_are_a_frame_too():
    assert E.count({"name": ["A"], "votes": [1]}, 1, threshold=None) == E.count({"A": 1}, 1, threshold=None)
    assert E.count({"name": 3, "votes": 4}, 1, threshold=None).elected == ["votes"]  # two candidates of that name


def election(**more):
    given = {"base": E.Base(199, {"delegate_absent": 2}), "day": "2025-06-01", "label": ("bầu ban chấp hành", "election of the committee"), "origin": "synthetic"}
    return E.Election(3, more.pop("rounds", [{"A": 150, "B": 140, "C": 98, "D": 90}]), **{**given, **more})


def test_values_are_equal_hashed_and_pickled():
    rule = E.party("2020-08-05").replace(tie="older", threshold="2/3")
    values = [E.count({"A": 2, "B": 1}, 1, base=3), E.count([{"A"}, {"B", "A"}], 1, base=E.Base(3)), E.Base(199, {"delegate_absent": 2}), E.Base.stated(5), E.state(), rule, E.Round({"A": 1}), election(),
              E.Election(1, [E.Round({"A": 3, "B": 1}, cast=4)], rule=E.state(), by="voters").counts[0],
              E.FirstSession(["A", "B", "C"], [E.Election(1, [{"A": 3}], base=E.Base(3, of="committee"), by="committee", body="secretary")])]
    for value in values:
        again = pickle.loads(pickle.dumps(value))
        assert again == value and hash(again) == hash(value) and value != 5
        made, arguments = value.__reduce__()
        with pytest.raises(ValueError, match="version"):
            made(99, *arguments[1:])


def test_html_is_escaped_capped_and_names_its_origin():
    many = E.count({f"Người {i}": i for i in range(3000)}, 5, threshold=None)
    made_up = election(unit=HOSTILE, label=HOSTILE)
    for value in (many, made_up, E.Base(3), E.party(), E.Round({"A": 1})):
        html = value._repr_html_()
        assert "<script" not in html and len(html) < 60_000 and ("origin:" in html or "SYNTHETIC" in html)
    assert "SYNTHETIC" in made_up._repr_html_() and made_up.to_frame()["origin"][0] == "synthetic"
    assert "<script" not in made_up.minutes_html("vi") and "&lt;script&gt;" in made_up.minutes_html("en")
    assert "190-QĐ/TW" in E.party()._repr_html_()
    counted = E.count({"A": 3, "B": 1}, 1, 4, origin="synthetic")
    assert "SYNTHETIC" in counted._repr_html_() and counted.to_frame()["origin"][0] == "synthetic" and all(repr(value).startswith("<SYNTHETIC ") for value in (counted, pickle.loads(pickle.dumps(counted)), made_up))
    assert E.count(counted.to_frame(), 1, 4).origin == "synthetic" and E.count(counted.to_frame().assign(origin="real"), 1, 4).origin == "derived"
    assert repr(E.count({"A": 2, "B": 2}, 1, 4)) == "<Count 0 of 1 elected; vacant: 1; required: 3 of 4>" and repr(E.count({"A": 2, "B": 2}, 1, 4, None)) == "<Count 0 of 1 elected; tied for 1: A, B>"
    told = E.Election(1, [E.Round(counted.to_frame()[["name", "votes", "origin"]])], base=4)
    assert told.origin == told.rounds[0].origin == pickle.loads(pickle.dumps(told.rounds[0])).origin == "synthetic" and "SYNTHETIC" in told.minutes()
    assert E.count({"A": 3}, 1, 4).origin == "derived" and "SYNTHETIC" not in repr(many)
    with pytest.raises(ValueError, match="did you mean 'synthetic'"):
        E.count({"A": 3}, 1, 4, origin="syntetic")


def test_a_count_is_drawn_with_the_line_to_pass_and_its_origin():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    axes = election(label="$x$").plot()
    texts = [text.get_text() for text in axes.texts]
    assert len(axes.patches) == 4 and axes.lines[0].get_xdata()[0] == 99 and " 99 of 197" in texts and "SYNTHETIC data" in texts
    near = E.count({"A": 150, "B": 98, "C": 99, "D": 2}, 3, 197).plot()  # a number that would lie on the line stands within its bar
    assert {text.get_text().strip(): text.get_ha() for text in near.texts[:4]} == {"150": "left", "99": "left", "98": "right", "2": "left"}
    assert axes.get_title(loc="left").startswith(r"\$x\$: 2 of 3 elected, 1 vacant")
    assert len(E.count({f"N{i}": i for i in range(200)}, 3, threshold=None).plot().patches) == 60
    with pytest.raises(ValueError, match="round"):
        election().plot(2)
    pyplot.close("all")


# --- elections --------------------------------------------------------------------------------------------------------

def test_a_second_round_with_a_new_list_is_for_the_seats_left_until_filled_or_given_up():
    first = election()
    assert (first.elected, first.vacant, first.ending) == (["A", "B"], 1, "open")
    assert election(closed=True).ending == "vacant"
    second = election(rounds=[{"A": 150, "B": 140, "C": 98, "D": 90}, {"C": 99, "E": 98}])
    assert (second.elected, second.vacant, second.ending) == (["A", "B", "C"], 0, "filled")
    assert [count.seats for count in second.counts] == [3, 1] and list(second.to_frame()["round"]) == [1, 1, 1, 1, 2, 2]


def test_random_sequences_of_rounds_agree_with_a_naive_count_of_what_is_left():
    chance = random.Random(3)
    ended = set()
    for _ in range(300):
        base, seats = chance.randint(2, 9), chance.randint(1, 4)
        left, rounds, elected = seats, [], set()
        for number in range(3):
            votes = {f"N{number}{i}": chance.randint(0, base) for i in range(chance.randint(1 if number else seats, 6))}
            rounds.append(votes)
            required = next(v for v in range(1, base + 2) if 2 * v > base)
            ways = winning_sets(votes, left, required)
            sure, tied = frozenset.intersection(*ways), frozenset.union(*ways) - frozenset.intersection(*ways)
            elected |= sure
            left -= len(sure)
            if not left:
                break
        ours = E.Election(seats, rounds, base=base, day="2025-01-01")
        assert set(ours.elected) == elected and set(ours.tied) == tied and ours.vacant + ours.contested == left
        ended.add((ours.ending, bool(ours.tied), len(rounds)))
    assert len(ended) == 5  # filled after one, two or three rounds; open with and without a tie


def test_a_run_off_is_among_those_tied_and_says_that_its_rule_was_not_read():
    tie = [{"A": 150, "B": 140, "C": 120, "D": 120}]
    assert (election(rounds=tie).tied, election(rounds=tie).contested) == (["C", "D"], 1)
    ours = election(rounds=[*tie, E.Round({"D": 70, "C": 90}, run_off=True)])
    assert ours.elected == ["A", "B", "C"] and ours.ending == "filled"
    assert [f.state for f in ours.findings.filter(rule="election.run_off")] == ["undetermined"]


def test_elections_of_the_state_are_another_rule_of_the_same_engine():
    listed = [E.Candidate("A", "1970-01-02"), E.Candidate("B"), E.Candidate("C", "1970-01-01")]
    ours = E.Election(2, [E.Round({"A": 400, "B": 500, "C": 400}, listed, cast=820, invalid=21)], rule=E.state(), by="voters", voters=1000)
    assert ours.counts[0].base.value == 799 and ours.counts[0].required == 400
    assert ours.counts[0].tied == ["A", "C"] and ours.elected == ["B", "C"] and ours.by_age == ["C"]
    assert ours.base is None and ours.findings.filter(rule="election.turnout").met
    with pytest.raises(mh.InvalidFacts, match="takes its majority of another base"):
        E.Election(1, [{"A": 100}], base=E.Base(190, {"invalid": 3}, of="valid_ballots", rule="state"), day="2025-06-01")


def test_the_congress_may_elect_the_secretary_itself_in_pilot_places():
    ours = E.Election(1, [{"A": 150}], base=E.Base(199), body="secretary", pilot=True)
    assert ours.elected == ["A"] and ours.findings.filter(rule="election.direct_secretary").met


def test_the_first_session_of_a_committee_is_checked_with_citations():
    members = [f"Ủy viên {i}" for i in range(36)]

    def elect(body, seats, candidates):
        return E.Election(seats, [{name: 36 - i for i, name in enumerate(members[:candidates])}], base=E.Base(36, of="committee"), by="committee", body=body, kind="district", origin="synthetic")
    session = E.FirstSession(members, [elect("standing", 11, 13), elect("secretary", 1, 1), elect("deputy", 2, 2), elect("inspection", 7, 7)], kind="district", called_by="outgoing_secretary", presidium=3)
    assert {body: len(names) for body, names in session.elected.items()} == {"standing": 11, "secretary": 1, "deputy": 2, "inspection": 7}
    share, = session.findings.filter(rule="session.standing_share")
    assert share.state == "met" and "29-QĐ/TW" in share.citation and session.origin == "synthetic"
    assert not session.findings.filter(rule="session").violated
    over = E.FirstSession(members, [elect("standing", 13, 14)], kind="district")
    assert over.findings.filter(rule="session.standing_share").violated and over.findings.filter(rule="session.called_by").undetermined
    assert len(over.to_frame()) == 13 and "SYNTHETIC" in over._repr_html_()


def test_minutes_have_the_numbers_and_the_parts_of_the_base_in_both_languages():
    ours = election(rounds=[E.Round({"A": 150, "B": 99, "C": 98}, cast=196, invalid=1, issued=197)], closed=True)
    vi, en = ours.minutes(), ours.minutes("en")
    assert "BIÊN BẢN KIỂM PHIẾU" in vi and "197 = 199 đại biểu chính thức được triệu tập - 2" in vi and "150/197 (76,14%)" in vi and "SYNTHETIC" in vi
    assert "that is from 99 votes" in en and "150/197 (76.14%)" in en and "Vacant: 1" in en
    with pytest.raises(ValueError, match="language"):
        ours.minutes("fr")


def test_a_document_comes_back_as_the_election(tmp_path):
    rule = E.party("2020-08-05").replace(tie="older", threshold="2/3", write_ins="counted", blank_is_valid=False, at_most_seats=False)
    listed = [E.Candidate("A", "1970-01-01"), "B", E.Candidate("C", proposed_by="floor", consent=70), "D"]
    ours = E.Election(3, [E.Round({"A": 150, "B": 140, "C": 133, "D": 133, "Người khác": 1}, listed, cast=190, invalid=1, blank=1, issued=195), E.Round({"D": 60, "C": 61}, run_off=True)], rule=rule,
                      base=rule.base("delegates", 199, convener_absent=1), day="2020-08-05", present=190, declared=["A", "B", "C"], source=mh.Citation(publication="giả định", paragraph=3), origin="synthetic", unit="U",
                      among=["A", "B", "C", "D"], pilot=False, closed=True, voters=199, distinct=True, id="x", label="L")
    path = tmp_path / "bầu cử.json"
    text = ours.to_json(path)
    again = mh.read_json(path)
    assert again == ours and again.to_json() == text == path.read_bytes().decode() and again.rule == rule and '"threshold": "2/3"' in text
    assert pickle.loads(pickle.dumps(ours)) == ours and ours.elected == ["A", "B", "C"]
    with pytest.raises(mh.InvalidDocument) as caught:
        mh.read_json(text.replace('"seats": 3', '"seats": 9').replace('"A": 150', '"A": 1500'))
    assert len(caught.value.problems) == 2
    with pytest.raises(mh.InvalidDocument, match="did you mean 'delegates'"):
        mh.read_json(text.replace('"of": "delegates"', '"of": "delegate"'))


# --- bad input --------------------------------------------------------------------------------------------------------

def test_all_problems_of_a_count_at_once_with_place_and_suggestion():
    error = refused(lambda: E.count({"Lê Hùng": -1, "Lê Hung": 3, HOSTILE: 1, "C": 200, "": 0}, seats=9, base=199, threshold="1"), mh.InvalidFacts)
    assert len(error.problems) == 7
    for place in ("votes['Lê Hùng']", "votes['Lê Hung']", "seats", "threshold", "votes['C']", "votes['']"):
        assert place in places(error), place
    error = refused(lambda: E.count({"A": 5}, seats=0, base=0, threshold="3/2"), mh.InvalidFacts)
    assert {"base", "seats"} <= set(places(error))
    refused(lambda: E.count({"H\u00e0": 1, "Ha\u0300": 2}, 1, threshold=None, distinct=True), mh.InvalidFacts)
    assert E.count({"Trần An": 1, "Trần Ân": 2}, 1, threshold=None, distinct=True).elected == ["Trần Ân"]
    assert E.count({"Lê Hùng": 1, "Lê Hưng": 2}, 1, threshold=None).elected == ["Lê Hưng"]
    error = refused(lambda: E.count([{"Nguyen Van A"}, {"Trần Thị C"}], 1, base=3, candidates=["Nguyễn Văn A", "Trần Thị B"], threshold="0"), mh.InvalidFacts)
    assert "did you mean 'Nguyễn Văn A'?" in str(error) and "did you mean 'Trần Thị B'?" in str(error) and "threshold" in places(error)
    error = refused(lambda: E.Base(199, {"conveners_absent": 1, "delegate_absent": -2}), mh.InvalidFacts)
    assert "did you mean 'convener_absent'?" in str(error) and len(error.problems) == 2
    refused(lambda: E.count({"A": 1}, 1), mh.InvalidFacts)  # a threshold needs a base
    refused(lambda: E.count([{"A"}] * 6, 1, base=5), mh.InvalidFacts)


def test_wrong_types_name_the_argument():
    for match, call in [("threshold", lambda: E.count({"A": 1}, 1, 3, 0.5)), ("seats", lambda: E.count({"A": 1}, 1.0, 3)), ("seats", lambda: E.count({"A": 1}, True, 3)), ("base", lambda: E.count({"A": 1}, 1, 3.0)),
                        ("votes", lambda: E.count({"A": 1.5}, 1, 3)), ("votes", lambda: E.count("ABC", 1, 3)), ("votes", lambda: E.count(["ABC"], 1, 3)), ("votes", lambda: E.count([{1}], 1, 3)),
                        ("votes", lambda: E.count([5], 1, 3)), ("votes", lambda: E.count(None, 1, 3)), ("at_most", lambda: E.count([{"A"}], 1, 3, at_most="2")), ("candidates", lambda: E.count([{"A"}], 1, 3, candidates="AB")),
                        ("rounds", lambda: E.Election(1, {"A": 1}, base=3)), ("rule", lambda: E.Election(1, [{"A": 1}], base=3, rule=5)), ("exclusions", lambda: E.Base(3, [1])), ("elections", lambda: E.FirstSession(["A"], [5]))]:
        with pytest.raises(TypeError, match=match):
            call()
    for call in (lambda: E.count([{"A"}], 1, 3, form="chosn"), lambda: E.count([{"A": "maybe"}], 1, 3), lambda: E.party().replace(tie="coin"), lambda: E.count({"A": 2**70}, 1, 3), lambda: election(origin="x")):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(mh.InvalidRules, match="did you mean 'party_2024'"):
        E.rule("party_2025")
    with pytest.raises(mh.InvalidRules):
        E.party("2012-01-01")


def test_all_problems_of_an_election_at_once_and_nothing_half_loaded():
    error = refused(lambda: election(rounds=[{"A": 198, "B<i>": -4}, {"A": 5}], day="1929-12-31", present=-1, rule="party_2024"), mh.InvalidFacts)
    said = str(error)
    for part in ("day", "present", "rounds[0].list", "rounds[0].list[1]"):
        assert part in places(error), part
    assert "1929-12-31" in said and "more seats than candidates" in said and "markup" in said
    error = refused(lambda: election(rounds=[{"A": 198, "B": -4, "C": 5}]), mh.InvalidFacts)
    assert places(error) == ["rounds[0].votes['A']", "rounds[0].votes['B']"]
    assert "elected in an earlier round" in str(refused(lambda: election(rounds=[{"A": 150, "B": 1, "C": 2}, {"A": 99}]), mh.InvalidFacts))
    assert "base" in places(refused(lambda: election(base=None), mh.InvalidFacts))


def test_nothing_but_known_errors_comes_out():
    chance = random.Random(9)
    values = [None, 5, -1, 2**70, 1.5, "A", "\ud800", "a\x00b", HOSTILE, {"A": 1}, {"A": -1}, [{"A"}], [{"A": 1}], [["A", "A"]], [set(), None], {1: 2}, float("nan"), b"A", [["\ud800"]], {"\ud800": 1}, True, E.Base(3)]
    for _ in range(1500):
        votes, seats, base, threshold, at_most = (chance.choice([*values, 2**63 - 1, -2**63]) for _ in range(5))
        only_known_errors(lambda: E.count(votes, seats, base, threshold, at_most, candidates=chance.choice([None, ["A"], "A", ["\ud800"], [None]]), form=chance.choice(["chosen", "struck", 5])))  # noqa: B023
        only_known_errors(lambda: E.Election(seats, [votes], base=base, present=at_most))  # noqa: B023
        only_known_errors(lambda: E.Election(1, [E.Round({"A": 1}, [E.Candidate("A", None, "floor", 1)], cast=seats, issued=base)], base=base, present=seats, voters=at_most, rule=chance.choice(["state", "party_2024"])))  # noqa: B023
        only_known_errors(lambda: E.Base(seats, votes))  # noqa: B023
