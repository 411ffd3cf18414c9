"""What the rule's page and the README say of the figures: awaiting a second time."""

from shared import number

COLUMNS = ["wrong answers", "never answered", "programs ended", "ns", "blocks requested"]


def says(rows):
    wrong, lost = "wrong answers", "never answered"
    yield (
        f"A server under load that pools its completion objects. Each of {rows.text('misuse/pooled', 'requests')} requests"
        f" awaits its answer, writes a log, and awaits the answer again. {rows.text('misuse/pooled', wrong)} requests get the"
        f" answer to another request, and {rows.text('misuse/pooled', lost)} get none, because another second await took it."
        f" If each request keeps its result instead, both numbers are {rows.text('cure/pooled', wrong)} and"
        f" {rows.text('cure/pooled', lost)}."
    )
    ended, processes = rows["misuse/value_task", "programs ended"], rows["misuse/value_task", "processes"]
    if ended == processes:
        yield (
            "Our own `value_task` never gives a wrong answer: in release mode too it records that it is empty, and it aborted"
            f" all of {processes} programs that awaited one twice."
        )
    else:
        yield f"Of {processes} programs that awaited our own `value_task` twice in release mode, {ended} aborted."
    ready, waits = (rows.more(f"cure/{what}_as_task", f"base/{what}") for what in ("ready", "waits"))
    blocks = rows["cure/ready_as_task", "blocks requested"] - rows["base/ready", "blocks requested"]
    yield (
        f"`as_task()` costs {number(ready)} ns per call if the result is ready, and {number(waits)} ns if the call waits once."
        f" It requests {number(blocks / rows['base/ready', 'requests'])} block of memory per call, which the runtime recycles."
    )


def figure(rows):
    wrong = "wrong answers"
    return (
        f"{rows.text('misuse/pooled', wrong)} of {rows.text('misuse/pooled', 'requests')} pooled requests got another"
        f" request's answer; with the result kept {rows.text('cure/pooled', wrong)}"
    )
