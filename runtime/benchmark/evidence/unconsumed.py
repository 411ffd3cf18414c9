"""What the rule's page and the README say of the figures: dropping a call."""

from shared import number

COLUMNS = ["errors lost", "not waited for", "frames held at most", "ns"]


def says(rows):
    yield (
        f"{rows.text('misuse', 'calls')} calls, of which 1% are dropped: {rows.text('misuse', 'errors lost')} of"
        f" {rows.text('misuse', 'errors')} errors are lost, with the cure {rows.text('cure/awaited', 'errors lost')}, and"
        f" {rows.text('misuse', 'not waited for')} times the caller went on before the work was done."
    )
    more = rows["misuse", "frames held at most"] - rows["cure/awaited", "frames held at most"]
    yield (
        f"What the numbers don't show is a leak: at most {number(more)} frames more are held than with the cure, since a"
        " dropped call frees its frame when it ends."
    )
    if rows.ratio("misuse", "cure/awaited") > 0.9:
        yield "Nor is anything gained by not waiting."


def figure(rows):
    return (
        f"1% of {rows.text('misuse', 'calls')} calls dropped: {rows.text('misuse', 'errors lost')} errors lost; with the cure"
        f" {rows.text('cure/awaited', 'errors lost')}"
    )
