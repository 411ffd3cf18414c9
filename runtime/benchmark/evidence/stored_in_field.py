"""What the rule's page and the README say of the figures: keeping a value in a field."""

from shared import number

COLUMNS = ["wrong answers", "sources taken", "bytes held a session", "ns"]


def says(rows):
    wrong = "wrong answers"
    yield (
        f"{rows.text('misuse/recycled', 'sessions')} sessions store the answer of one of 64 connections, and read it when all"
        f" have one. With a `value_task` in the field, {rows.text('misuse/recycled', wrong)} sessions read the answer to another"
        f" session, because the connections have been reused; with a `task`, {rows.text('cure/task', wrong)} sessions do."
    )
    yield (
        f"Without reuse the answers stay correct, but the sessions need {rows.text('misuse/kept', 'sources taken')} sources"
        f" instead of {rows.text('misuse/recycled', 'sources taken')}."
    )
    task, kept, result = (rows[name, "bytes held a session"] for name in ("cure/task", "misuse/kept", "cure/result"))
    if task > kept:
        yield (
            f"The figures do not show that a `task` is smaller: it holds {number(task)} bytes per session, the `value_task`"
            f" and its source {number(kept)}. The result alone takes {number(result)} bytes."
        )


def figure(rows):
    wrong = "wrong answers"
    return (
        f"{rows.text('misuse/recycled', wrong)} of {rows.text('misuse/recycled', 'sessions')} sessions read another"
        f" session's answer; with a `task` {rows.text('cure/task', wrong)}"
    )
