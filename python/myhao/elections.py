# SPDX-License-Identifier: Apache-2.0
"""Elections (bầu cử): counting votes and ballots, bases of a majority, rounds, ties, the first session of a committee, minutes."""
from .election_counts import Count as Count, count as count
from .election_rounds import Candidate as Candidate, Election as Election, FirstSession as FirstSession, Round as Round
from .election_rules import Base as Base, Rule as Rule, party as party, rule as rule, rules as rules, state as state
