# SPDX-License-Identifier: Apache-2.0
"""What every test of bad input asks: that an error lists its problems, and that nothing but the errors of the contract comes out."""
import pytest

mh = pytest.importorskip("myhao")
KNOWN = (mh.Error, TypeError, ValueError, KeyError)


def refused(call, error=mh.Error):
    """The error of a call that must fail: it lists its problems, and its text shows the first twenty of them and their number."""
    with pytest.raises(error) as caught:
        call()
    problems, lines = caught.value.problems, str(caught.value).splitlines()
    assert isinstance(problems, mh.Findings) and len(problems) > 0
    assert all(problem.state == "violated" and problem.subject and problem.text.en for problem in problems)
    if len(problems) > 1:
        assert str(len(problems)) in lines[0] and len(lines) <= 22
    return caught.value


def places(error):
    return [problem.subject for problem in error.problems]


def only_known_errors(call):
    try:
        call()
    except KNOWN:
        pass
