"""What the rule's page and the README say of the figures: a value_task that always suspends."""

from shared import lines_of, number, panel

COLUMNS = ["ns", "bytes held a call", "bytes of a frame"]
PLOT = "nanoseconds by levels of calls"


def says(rows):
    levels = (1, 2, 5)
    times = [rows.ratio(f"misuse/levels:{n}", f"cure/levels:{n}") for n in levels]
    frames = [rows[f"{kind}/levels:2", "bytes of a frame"] for kind in ("misuse", "cure")]
    yield (
        f"{rows.text('misuse/levels:1', 'calls')} calls that all suspend: at 1, 2 and 5 levels the `value_task` takes"
        f" {times[0]:.2f}, {times[1]:.2f} and {times[2]:.2f} times what the `task` takes, and holds"
        f" {rows.text('misuse/levels:5', 'bytes held a call')} bytes at five levels against"
        f" {rows.text('cure/levels:5', 'bytes held a call')}; a frame has {number(frames[0])} bytes, and"
        f" {number(frames[1])}."
    )
    if max(times) <= 1.1:
        yield (
            "So the numbers don't support that it costs more. They say that there is nothing to gain that is worth the"
            " contract, which every caller has to keep."
            if min(times) >= 0.9
            else "So the numbers don't support that it costs more: it even saves some time. Whether that is worth the"
            " contract, which every caller has to keep, a profile has to say; on a call that really waits, nobody will"
            " see it."
        )
    else:
        yield "So it costs more, and gains nothing."


def figure(rows):
    times = [rows.ratio(f"misuse/levels:{n}", f"cure/levels:{n}") for n in (1, 2, 5)]
    said = f"{min(times):.2f} to {max(times):.2f} times what a `task` takes"
    return f"{said}: it costs nothing but the contract" if max(times) <= 1.1 else said


def drawing(rows):
    data = {"times": list(lines_of(rows, ("cure", "misuse"), "ns", "levels"))}
    return 360, data, "set xtics 1\n" + panel("levels of calls", "ns a call", "top left", "times", ("task", "value_task"))
