"""Disagreements that are known. Each row names a documented limit, and says how to recognise it: never by a seed.

A row: what disagrees, what it is called in docs/precision.md, and a predicate on the function's outcome and on what is
said or happens. It is asked about the program as it was made, and again when that is reduced.
"""
import re

import running
from running import CONSUMED, FORGOTTEN, UNGUARDED

HOLDER = r"\b(pair|all|o|u|h)\d+"


def search_gave_up(outcome, said):
    return outcome.is_dropped


def held_by_others(outcome, said):
    """All that is lost was created in the line of an array, a vector, an optional, a pointer or a structure; or out of sight, for one of
    these."""
    holding = [line for line in outcome.text if re.search(HOLDER, line)]
    out_of_sight = any(re.search(r"\b(ready|compute|refill)\(", line) for line in holding)
    return all(out_of_sight if one.created < 0 else outcome.text[one.created] in holding for one in said)


def behind_a_handler(outcome, said):
    return all(mistake.has_handled for mistake in said)


def moved_before(outcome, said):
    """The object has its value from another one."""
    groups = running.groups_of(outcome.text)
    moved = [of for line, of in zip(outcome.text, groups) if re.search(r"std::(move|swap|exchange)|pass_on", line)]
    return all(any(objects_at(mistake, groups) & of for of in moved) for mistake in said)


def taken_from_a_holder(outcome, said):
    return all(re.search(HOLDER, outcome.text[at]) for mistake in said for at in mistake.lines)


def empty_at_first(outcome, said):
    """It was consumed when there was nothing in it, which no rule finds, and what follows from that isn't found either."""
    groups = running.groups_of(outcome.text)
    empty = [objects_at(mistake, groups) for mistake in outcome.mistakes if mistake.rule == "valuetask-empty"]
    return all(any(objects_at(mistake, groups) & of for of in empty) for mistake in said)


def beyond_the_first(outcome, said):
    """A loop goes over all elements, and one of them is consumed elsewhere."""
    loops = "\n".join(line for line in outcome.text if re.search(r"for \(.*\b(pair|all)\d+", line))
    for mistake in said:
        holders = re.findall(r"\b(?:pair|all)\d+", "".join(outcome.text[at] for at in mistake.lines))
        if not any(re.search(rf"\b{holder}\b", loops) for holder in holders):
            return False
    return True


def may_be_overwritten(outcome, said):
    return all(mistake.is_overwritten for mistake in said)


def objects_at(mistake, groups):
    return set().union(*(groups[at] for at in mistake.lines))


KNOWN = [
    ("MISS", CONSUMED, "the search gave up, and says so", search_gave_up),
    ("MISS", FORGOTTEN, "the search gave up, and says so", search_gave_up),
    ("MISS", UNGUARDED, "the search gave up, and says so", search_gave_up),
    ("MISS", FORGOTTEN, "what other objects hold", held_by_others),
    ("MISS", FORGOTTEN, "a path through an exception handler", behind_a_handler),
    ("MISS", FORGOTTEN, "a default that may be overwritten", may_be_overwritten),
    ("MISS", UNGUARDED, "what was moved from another variable", moved_before),
    ("MISS", UNGUARDED, "what other objects hold", taken_from_a_holder),
    ("MISS", CONSUMED, "elements beyond the first, after a loop over all", beyond_the_first),
    ("MISS", CONSUMED, "what was empty from the start", empty_at_first),
]


def explanation(what, outcome, said):
    """The name of the row that explains it, or None."""
    return next((name for *of, name, matches in KNOWN if what == tuple(of) and matches(outcome, said)), None)
