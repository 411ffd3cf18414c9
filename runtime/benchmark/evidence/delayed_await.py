"""What the rule's page and the README say of the figures: holding a value across a suspension."""

from shared import number

COLUMNS = ["wrong numbers", "errors lost", "not waited for", "ticks held", "ticks a pair", "ns"]


def says(rows):
    wrong = rows["misuse/feeds", "wrong numbers"]
    yield (
        f"{rows.text('misuse/feeds', 'pairs')} pairs of calls, once with pooled sources and once with coroutines. A pooled source"
        " starts its next round one tick after it has produced a number. A value that is held across the other await then"
        " gets a later number:"
        f" {number(wrong)} pairs are wrong, and {rows.text('misuse/feeds', 'errors lost')} errors are lost. With `as_task()`,"
        f" {rows.text('cure/feeds_as_task', 'wrong numbers')} pairs are wrong and"
        f" {rows.text('cure/feeds_as_task', 'errors lost')} errors are lost; with `when_all`,"
        f" {rows.text('cure/feeds_when_all', 'wrong numbers')} and {rows.text('cure/feeds_when_all', 'errors lost')}. These"
        " errors are of pairs in which both calls fail."
    )
    held, both = rows["misuse/loads", "ticks held"], rows["cure/loads_when_all", "ticks held"]
    lost, lost_together = rows["misuse/loads", "errors lost"], rows["cure/loads_when_all", "errors lost"]
    yield (
        "With coroutines no pair is wrong. But"
        f" {rows.text('misuse/loads', 'not waited for')} times the caller went on after one call had failed, while the other"
        f" call still ran; with `when_all` this happened {rows.text('cure/loads_when_all', 'not waited for')} times."
    )
    longer = rows["cure/loads_one_after_the_other", "ticks a pair"] / rows["misuse/loads", "ticks a pair"]
    if abs(held - both) < 0.05 and lost <= lost_together:
        yield (
            f"The figures do not show that holding a value delays its result: it is held for {number(held)} ticks, as with"
            f" `when_all`. They do not show that it loses more errors either: {number(lost)} and {number(lost_together)}, of"
            f" pairs in which both calls fail. Sequential calls lose no error and take {longer:.2f} times as many ticks."
        )


def figure(rows):
    return (
        f"{rows.text('misuse/feeds', 'wrong numbers')} of {rows.text('misuse/feeds', 'pairs')} pairs wrong with pooled sources;"
        f" with `as_task()` {rows.text('cure/feeds_as_task', 'wrong numbers')}"
    )
