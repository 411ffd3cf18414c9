"""What the rule's page and the README say of the figures: a task that is mostly complete at once."""

import statistics

from shared import lines_of, panel

COLUMNS = ["ns", "blocks requested", "of these for hits", "heap allocations"]
SHOWN = ".*/(million|function/hits:(0|50|100)$)"
PLOT = "nanoseconds and blocks by the share of hits"


def swept(rows, kind, shape, shares):
    return [rows.rows[f"{kind}/{shape}/hits:{share}"] for share in shares]


def shares_of_crossing(rows, shape):
    """The share of hits from which on a value_task is the faster one: where the line through the differences is zero,
    0 if it always is, and 100 if it never is. Of the medians first, and then of each round."""
    shares = range(0, 101, 5)
    runs = [[[row["ns"], *row["rounds"]] for row in swept(rows, kind, shape, shares)] for kind in ("misuse", "cure")]
    for tasks, values in zip(*(zip(*kind) for kind in runs)):
        slope, at_zero = statistics.linear_regression(shares, [task - value for task, value in zip(tasks, values)])
        yield min(max(-at_zero / slope, 0), 100) if slope > 0 else 0 if at_zero > 0 else 100


def crossings(rows):
    for shape, words in (("function", "that returns a value or a `task`"), ("coroutine", "that is a coroutine")):
        at, *rounds = shares_of_crossing(rows, shape)
        if at in (0, 100):
            yield f"A function {words} is faster as a `value_task` at {'every' if at == 0 else 'no'} share of hits."
        else:
            yield (
                f"A function {words} is faster as a `value_task` above about {at:.0f}% hits (between"
                f" {min(rounds):.0f}% and {max(rounds):.0f}% in single processes)."
            )


def says(rows):
    task, value = "misuse/million/hits:80", "cure/million/hits:80"
    yield (
        f"{rows.text(task, 'requests')} requests, 80% of them hits. For the hits, the `task` requests"
        f" {rows.text(task, 'of these for hits')} blocks of memory and the `value_task`"
        f" {rows.text(value, 'of these for hits')}. The runtime recycles blocks, so that only"
        f" {rows.text(task, 'heap allocations')} and {rows.text(value, 'heap allocations')} of all blocks come from the heap."
        f" The `value_task` takes {rows.ratio(value, task):.2f} times as long as the `task`."
    )
    yield from crossings(rows)


def figure(rows):
    task, value = "misuse/million/hits:80", "cure/million/hits:80"
    return (
        f"{rows.text(task, 'requests')} requests, 80% hits: {rows.text(task, 'of these for hits')} allocations for hits become"
        f" {rows.text(value, 'of these for hits')}"
    )


def drawing(rows):
    names = ("misuse/function", "cure/function", "misuse/coroutine", "cure/coroutine")
    times = list(lines_of(rows, names, "ns", "hits"))
    blocks = []
    for line in lines_of(rows, names[:2], "blocks requested", "hits"):
        hits, *counts = line.split()
        requests = rows[f"misuse/function/hits:{hits}", "requests"]
        blocks.append(" ".join([hits, *(str(round(float(count) / requests, 3)) for count in counts)]))
    titles = ("task", "value_task", "task, coroutine", "value_task, coroutine")
    data = {"times": times, "blocks": blocks}
    commands = "set multiplot layout 2,1\n"
    commands += panel("hits, %", "ns a request", "bottom left", "times", titles)
    commands += panel("hits, %", "blocks a request", "bottom left", "blocks", titles[:2]) + "unset multiplot\n"
    return 640, data, commands
