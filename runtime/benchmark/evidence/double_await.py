"""What the rule's page and the README say of the figures: awaiting a second time."""

from shared import number

COLUMNS = ["somebody else's answer", "never answered", "programs ended", "ns", "blocks asked for"]


def says(rows):
    wrong, lost = "somebody else's answer", "never answered"
    yield (
        f"A server that pools its completions, under load: each of {rows.text('misuse/pooled', 'requests')} requests awaits"
        f" its answer a second time, after a log was written. {rows.text('misuse/pooled', wrong)} of them get somebody else's"
        f" answer, and {rows.text('misuse/pooled', lost)} none, since somebody else's second await took their place; with the"
        f" result kept {rows.text('cure/pooled', wrong)} and {rows.text('cure/pooled', lost)}."
    )
    ended, processes = rows["misuse/value_task", "programs ended"], rows["misuse/value_task", "processes"]
    if ended == processes:
        yield (
            "Our own `value_task` gives nobody a wrong answer: in release mode too it knows that it is empty, and ended"
            f" each of {processes} programs that awaited one twice."
        )
    else:
        yield f"Of {processes} programs that awaited a `value_task` of ours twice in release mode, {ended} were ended."
    ready, waits = (rows.more(f"cure/{what}_as_task", f"base/{what}") for what in ("ready", "waits"))
    blocks = rows["cure/ready_as_task", "blocks asked for"] - rows["base/ready", "blocks asked for"]
    yield (
        f"`as_task()` costs {number(ready)} ns more a call where the result is there and {number(waits)} ns where the call waits"
        f" once; memory that it asks for, {number(blocks / rows['base/ready', 'requests'])} block a call, is recycled."
    )


def figure(rows):
    wrong = "somebody else's answer"
    return (
        f"of {rows.text('misuse/pooled', 'requests')} requests to a pool {rows.text('misuse/pooled', wrong)} got somebody"
        f" else's answer; with the result kept {rows.text('cure/pooled', wrong)}"
    )
