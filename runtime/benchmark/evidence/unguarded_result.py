"""What the rule's page and the README say of the figures: taking a result that may not be there."""

from shared import number

COLUMNS = ["programs ended", "answered", "ns"]


def says(rows):
    yield (
        f"With 99% hits, each of {rows.text('misuse/misses', 'processes')} programs was to answer"
        f" {rows.text('cure/awaited', 'requests')} requests:"
        f" {rows.text('misuse/misses', 'programs ended')} were ended by the first miss, after"
        f" {rows.text('misuse/misses', 'answered')} answers on average; with `co_await`"
        f" {rows.text('cure/awaited', 'answered')} are answered."
    )
    fast, asked = (rows.ratio(name, "cure/awaited_hits") for name in ("misuse/hits", "cure/asked_hits"))
    yield (
        f"Where all hits, the unguarded read takes {fast:.2f} times what a `co_await` does, and one that asks first"
        f" {asked:.2f} times." + (" So nothing is gained by either." if min(fast, asked) > 0.95 else "")
    )
    blocked = rows.ratio("base/blocked", "cure/awaited_misses")
    yield (
        f"A library whose read blocks has another price: a thread that blocks for each of 64 misses takes"
        f" {number(blocked)} times as long as one that awaits them together."
    )


def figure(rows):
    return (
        f"with 99% hits {rows.text('misuse/misses', 'programs ended')} of {rows.text('misuse/misses', 'processes')} programs"
        f" ended, after {rows.text('misuse/misses', 'answered')} answers; with `co_await`"
        f" {rows.text('cure/awaited', 'programs ended')}"
    )
