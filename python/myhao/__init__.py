# SPDX-License-Identifier: Apache-2.0
"""A Party organisation over time: its history, its figures, and what the rules say of them.

Every name is loaded when it is first used, so that `import myhao` costs little."""
import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Where each public name lives; type checkers read the same below.
_HOMES = {
    "labels": ("Label",),
    "findings": ("Finding", "Findings"),
    "errors": ("Error", "InvalidDate", "InvalidPeriod", "InvalidHistory", "UnknownUnit", "InvalidFacts", "InvalidRules", "InvalidDocument"),
    "periods": ("Period",),
    "schemes": ("Kind", "Scheme", "SchemeSeries"),
    "spells": ("Spell", "Succession", "Share", "Lineage", "Change", "Match"),
    "changes": ("Changes", "Diff"),
    "history": ("History",),
    "tree": ("Tree",),
    "rollup": ("Rollup",),
    "sweep": ("Step", "Sweep"),
    "report": ("Report", "Figure", "Measure", "Statement", "Target", "PostCount", "Balance"),
    "tally": ("Tally", "Bounds"),
    "scales": ("Scale", "Grade"),
    "instruments": ("Instrument", "InstrumentKey", "Citation"),
    "directives": ("Directive", "LevelRule", "Deadline", "DayRange", "SizeLimit", "Variant", "Suspension"),
    "congress": ("Congress", "Campaign", "ElectionRound", "DelegateKinds"),
    "congresses": ("Congresses",),
    "planner": ("Calendar", "Pause"),
    "alignment": ("Appointment",),
    "audits": ("audit", "QuotaFinding"),
    "rules": ("RuleSet", "RuleBook"),
    "rule_parts": ("Clause", "Ceiling", "Relation", "Quota", "Gap", "by_parent", "by_ancestor", "by_fact", "whole"),
    "conditions": ("Condition", "fact", "ratio", "all_of", "any_of", "not_", "every", "subordinates", "leadership", "outcome", "each_value", "facts_of", "months_since", "previous", "unknown"),
    "vocabularies": ("Fact", "Vocabulary", "vocabulary"),
    "facts": ("Facts",),
    "outcomes": ("Outcome", "Reason", "verify"),
    "evaluation": ("Evaluation", "evaluate"),
    "scenarios": ("Scenario", "Years", "evaluate_many", "evaluate_years"),
    "membership": ("Membership",),
    "member_counts": ("MemberCounts",),
    "stages": ("Stages",),
    "plans": ("Blocked", "Plan", "Plans"),
    "documents": ("read_json",),
    "town_year": ("TownYear", "Conclusion", "Grouping", "Question"),
}
_MODULES = ("alignment", "areas", "congress", "datasets", "dates", "directives", "elections", "instruments", "members", "planner", "plot", "posts", "rules", "scales", "structure", "synthetic", "terms")
_PLACES = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted([*_PLACES, *_MODULES])


def __getattr__(name: str) -> Any:
    if name not in _PLACES and name not in _MODULES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    value: Any = importlib.import_module(f"{__name__}.{_PLACES.get(name, name)}")
    if name in _PLACES:
        value = getattr(value, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if TYPE_CHECKING:
    from . import alignment as alignment, areas as areas, congress as congress, datasets as datasets, dates as dates, directives as directives, elections as elections, instruments as instruments, members as members, planner as planner, plot as plot, posts as posts, rules as rules
    from . import scales as scales, structure as structure, synthetic as synthetic, terms as terms
    from .audits import QuotaFinding as QuotaFinding, audit as audit
    from .changes import Changes as Changes, Diff as Diff
    from .conditions import Condition as Condition, all_of as all_of, any_of as any_of, each_value as each_value, every as every, fact as fact, facts_of as facts_of, leadership as leadership
    from .conditions import months_since as months_since, not_ as not_, previous as previous, outcome as outcome, ratio as ratio, subordinates as subordinates, unknown as unknown
    from .alignment import Appointment as Appointment
    from .congress import Campaign as Campaign, Congress as Congress, DelegateKinds as DelegateKinds, ElectionRound as ElectionRound
    from .congresses import Congresses as Congresses
    from .directives import DayRange as DayRange, Deadline as Deadline, Directive as Directive, LevelRule as LevelRule, SizeLimit as SizeLimit, Suspension as Suspension, Variant as Variant
    from .planner import Calendar as Calendar, Pause as Pause
    from .documents import read_json as read_json
    from .errors import Error as Error, InvalidDate as InvalidDate, InvalidDocument as InvalidDocument, InvalidFacts as InvalidFacts
    from .errors import InvalidHistory as InvalidHistory, InvalidPeriod as InvalidPeriod, InvalidRules as InvalidRules, UnknownUnit as UnknownUnit
    from .evaluation import Evaluation as Evaluation, evaluate as evaluate
    from .facts import Facts as Facts
    from .findings import Finding as Finding, Findings as Findings
    from .history import History as History
    from .instruments import Citation as Citation, Instrument as Instrument, InstrumentKey as InstrumentKey
    from .labels import Label as Label
    from .member_counts import MemberCounts as MemberCounts
    from .membership import Membership as Membership
    from .outcomes import Outcome as Outcome, Reason as Reason, verify as verify
    from .periods import Period as Period
    from .plans import Blocked as Blocked, Plan as Plan, Plans as Plans
    from .report import Balance as Balance, Figure as Figure, Measure as Measure, PostCount as PostCount, Report as Report, Statement as Statement, Target as Target
    from .rollup import Rollup as Rollup
    from .rule_parts import Ceiling as Ceiling, Clause as Clause, Gap as Gap, Quota as Quota, Relation as Relation
    from .rule_parts import by_ancestor as by_ancestor, by_fact as by_fact, by_parent as by_parent, whole as whole
    from .rules import RuleBook as RuleBook, RuleSet as RuleSet
    from .scales import Grade as Grade, Scale as Scale
    from .scenarios import Scenario as Scenario, Years as Years, evaluate_many as evaluate_many, evaluate_years as evaluate_years
    from .schemes import Kind as Kind, Scheme as Scheme, SchemeSeries as SchemeSeries
    from .spells import Change as Change, Lineage as Lineage, Match as Match, Share as Share, Spell as Spell, Succession as Succession
    from .stages import Stages as Stages
    from .sweep import Step as Step, Sweep as Sweep
    from .tally import Bounds as Bounds, Tally as Tally
    from .town_year import Conclusion as Conclusion, Grouping as Grouping, Question as Question, TownYear as TownYear
    from .tree import Tree as Tree
    from .vocabularies import Fact as Fact, Vocabulary as Vocabulary, vocabulary as vocabulary
