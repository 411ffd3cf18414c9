"""What the rule's page and the README say of the figures: keeping a value in a field."""

from shared import number

COLUMNS = ["somebody else's answer", "sources taken", "bytes held a session", "ns"]


def says(rows):
    wrong = "somebody else's answer"
    yield (
        f"{rows.text('misuse/recycled', 'sessions')} sessions keep the answer of one of 64 connections, and read it when all"
        f" have one. With a `value_task` in the field {rows.text('misuse/recycled', wrong)} sessions read somebody else's, as"
        f" the connections have gone on; with a `task` {rows.text('cure/task', wrong)}."
    )
    yield (
        f"Or nothing is recycled: it takes {rows.text('misuse/kept', 'sources taken')} sources for the answers to stay,"
        f" instead of {rows.text('misuse/recycled', 'sources taken')}."
    )
    task, kept, result = (rows[name, "bytes held a session"] for name in ("cure/task", "misuse/kept", "cure/result"))
    if task > kept:
        yield (
            f"The numbers don't say that a `task` is smaller: it holds {number(task)} bytes a session, where the"
            f" `value_task` and its source hold {number(kept)}. What is small is the result, {number(result)}."
        )


def figure(rows):
    wrong = "somebody else's answer"
    return (
        f"{rows.text('misuse/recycled', wrong)} of {rows.text('misuse/recycled', 'sessions')} sessions read somebody else's"
        f" answer; with a `task` {rows.text('cure/task', wrong)}"
    )
