"""What the rule's page and the README say of the figures: taking a result that may not be there."""

from shared import number

COLUMNS = ["programs ended", "answered", "ns"]


def says(rows):
    yield (
        f"{rows.text('misuse/misses', 'processes')} programs, each of which should answer"
        f" {rows.text('cure/awaited', 'requests')} requests, 99% of them cache hits."
        f" {rows.text('misuse/misses', 'programs ended')} of them aborted at the first miss, after"
        f" {rows.text('misuse/misses', 'answered')} answers on average. With `co_await` each program answers"
        f" {rows.text('cure/awaited', 'answered')}."
    )
    fast, asked = (rows.ratio(name, "cure/awaited_hits") for name in ("misuse/hits", "cure/asked_hits"))
    yield (
        f"With 100% hits, `result()` without a check takes {fast:.2f} times as long as `co_await`, and `result()` after"
        f" `is_completed()` {asked:.2f} times." + (" Neither gains anything." if min(fast, asked) > 0.95 else "")
    )
    blocked = rows.ratio("base/blocked", "cure/awaited_misses")
    yield (
        f"In a library whose `get()` blocks, a thread that blocks for each of 64 misses takes {number(blocked)} times as long"
        " as one that awaits them together."
    )


def figure(rows):
    return (
        f"with 99% hits {rows.text('misuse/misses', 'programs ended')} of {rows.text('misuse/misses', 'processes')} programs"
        f" aborted; with `co_await` {rows.text('cure/awaited', 'programs ended')}"
    )
