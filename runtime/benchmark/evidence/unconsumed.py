"""What the rule's page and the README say of the figures: dropping a call."""

from shared import number

COLUMNS = ["errors lost", "not waited for", "frames held at most", "ns"]


def says(rows):
    yield (
        f"{rows.text('misuse', 'calls')} calls, of which 1% are discarded: {rows.text('misuse', 'errors lost')} of"
        f" {rows.text('misuse', 'errors')} errors are lost, and {rows.text('misuse', 'not waited for')} times the caller went on"
        f" before the work was done. If all calls are awaited, {rows.text('cure/awaited', 'errors lost')} errors are lost."
    )
    more = rows["misuse", "frames held at most"] - rows["cure/awaited", "frames held at most"]
    yield (
        f"The figures do not show a leak: at most {number(more)} more coroutine frames exist at a time, because a discarded"
        " call frees its frame when it ends."
    )
    if rows.ratio("misuse", "cure/awaited") > 0.9:
        yield "Discarding a call saves no time either."


def figure(rows):
    return (
        f"1% of {rows.text('misuse', 'calls')} calls discarded: {rows.text('misuse', 'errors lost')} errors lost; all awaited:"
        f" {rows.text('cure/awaited', 'errors lost')}"
    )
