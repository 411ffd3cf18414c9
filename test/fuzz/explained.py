"""Disagreements that are known. Each row names a documented limit, and says how to recognise it: never by a seed.

A row: what disagrees, what it is called in docs/precision.md, and a predicate on the function's outcome and on what is
said or happens. It is asked about the program as it was made, and again when that is reduced.
"""
import re

import running

CONSUMED = "valuetask-double-await"
FORGOTTEN = "valuetask-unconsumed"
UNGUARDED = "valuetask-unguarded-result"


def search_gave_up(outcome, said):
    return outcome.is_dropped


def held_by_others(outcome, said):
    """All that is lost was created in the line of an array, a vector, an optional, a pointer or a structure."""
    return all(re.search(r"\b(pair|all|o|u|h)\d+", outcome.text[mistake.created]) for mistake in said)


def behind_a_handler(outcome, said):
    return all(mistake.has_handled for mistake in said)


def moved_before(outcome, said):
    """The object has its value from another one."""
    groups = running.groups_of(outcome.text)
    for mistake in said:
        its = set().union(*(groups[at] for at in mistake.lines))
        if not any(re.search(r"std::(move|swap)|pass_on", line) and its & of for line, of in zip(outcome.text, groups)):
            return False
    return True


KNOWN = [
    ("MISS", CONSUMED, "the search gave up, and says so", search_gave_up),
    ("MISS", FORGOTTEN, "the search gave up, and says so", search_gave_up),
    ("MISS", UNGUARDED, "the search gave up, and says so", search_gave_up),
    ("MISS", FORGOTTEN, "what other objects hold", held_by_others),
    ("MISS", FORGOTTEN, "a path through an exception handler", behind_a_handler),
    ("MISS", UNGUARDED, "what was moved from another variable", moved_before),
]


def explanation(what, outcome, said):
    """The name of the row that explains it, or None."""
    return next((name for *of, name, matches in KNOWN if what == tuple(of) and matches(outcome, said)), None)
