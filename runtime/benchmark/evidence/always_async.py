"""What the rule's page and the README say of the figures: a value_task that always suspends."""

from shared import lines_of, number, panel

COLUMNS = ["ns", "bytes held a call", "bytes of a frame"]
PLOT = "nanoseconds by levels of calls"


def says(rows):
    levels = (1, 2, 5)
    times = [rows.ratio(f"misuse/levels:{n}", f"cure/levels:{n}") for n in levels]
    frames = [rows[f"{kind}/levels:2", "bytes of a frame"] for kind in ("misuse", "cure")]
    yield (
        f"{rows.text('misuse/levels:1', 'calls')} calls, all of which suspend. At 1, 2 and 5 levels of calls the `value_task`"
        f" takes {times[0]:.2f}, {times[1]:.2f} and {times[2]:.2f} times as long as the `task`. At five levels a call with"
        f" `value_task` holds {rows.text('misuse/levels:5', 'bytes held a call')} bytes, a call with `task`"
        f" {rows.text('cure/levels:5', 'bytes held a call')}. A frame has {number(frames[0])} and {number(frames[1])} bytes."
    )
    if max(times) <= 1.1:
        yield (
            "These figures do not show a cost. They show that there is no gain that would justify the contract for callers."
            if min(times) >= 0.9
            else "These figures do not show a cost: the `value_task` is slightly faster. The difference is small compared with"
            " the time that a suspended call waits. What remains is the contract: every caller has to follow it, and no"
            " caller gains from it."
        )
    else:
        yield "A `value_task` that always suspends costs more than a `task`, and gains nothing."


def figure(rows):
    times = [rows.ratio(f"misuse/levels:{n}", f"cure/levels:{n}") for n in (1, 2, 5)]
    said = f"{min(times):.2f} to {max(times):.2f} times the time of a `task`"
    return f"{said}: no cost shown" if max(times) <= 1.1 else said


def drawing(rows):
    data = {"times": list(lines_of(rows, ("cure", "misuse"), "ns", "levels"))}
    return 360, data, "set xtics 1\n" + panel("levels of calls", "ns a call", "top left", "times", ("task", "value_task"))
