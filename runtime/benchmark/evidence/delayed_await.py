"""What the rule's page and the README say of the figures: holding a value across a suspension."""

from shared import number

COLUMNS = ["wrong numbers", "errors lost", "not waited for", "ticks held", "ticks a pair", "ns"]


def says(rows):
    wrong = rows["misuse/feeds", "wrong numbers"]
    yield (
        f"{rows.text('misuse/feeds', 'pairs')} pairs of calls. Behind feeds, whose source goes on a tick after each number,"
        f" {number(wrong)} pairs get a later number than they asked for, and {rows.text('misuse/feeds', 'errors lost')}"
        f" errors are lost; with `as_task()` {rows.text('cure/feeds_as_task', 'wrong numbers')} and"
        f" {rows.text('cure/feeds_as_task', 'errors lost')}, with `when_all` {rows.text('cure/feeds_when_all', 'wrong numbers')}"
        f" and {rows.text('cure/feeds_when_all', 'errors lost')}, of pairs that fail twice."
    )
    held, both = rows["misuse/loads", "ticks held"], rows["cure/loads_when_all", "ticks held"]
    lost, lost_together = rows["misuse/loads", "errors lost"], rows["cure/loads_when_all", "errors lost"]
    yield (
        "Behind coroutines nothing is mixed up. But"
        f" {rows.text('misuse/loads', 'not waited for')} times a call still ran when its caller went on, since the other one"
        f" had failed; with `when_all` {rows.text('cure/loads_when_all', 'not waited for')}."
    )
    longer = rows["cure/loads_one_after_the_other", "ticks a pair"] / rows["misuse/loads", "ticks a pair"]
    if abs(held - both) < 0.05 and lost <= lost_together:
        yield (
            f"What the numbers don't support: a result lies there no longer than with `when_all`, {number(held)} ticks, and"
            f" no more errors are lost, {number(lost)} and {number(lost_together)}, of pairs that fail twice. One after"
            f" the other loses none, and takes {longer:.2f} times as many ticks."
        )


def figure(rows):
    return (
        f"{rows.text('misuse/feeds', 'wrong numbers')} of {rows.text('misuse/feeds', 'pairs')} pairs wrong, where a source had"
        f" gone on; with `as_task()` {rows.text('cure/feeds_as_task', 'wrong numbers')}; behind coroutines"
        f" {rows.text('misuse/loads', 'wrong numbers')} anyhow"
    )
