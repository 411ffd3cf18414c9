"""Makes a program smaller as long as the checker and the run disagree about it in the same way."""
import dataclasses
import re

import programs
import running

OPERAND = r"(?:!?\([^()]*\)|!?[\w.]+(?: (?:[=!<>]=|[<>]|%) \w+)*)"
JOINED = re.compile(rf"({OPERAND}) (?:&&|\|\|) ({OPERAND})")


def smaller(nodes):
    """Programs that are one step smaller, those first that lack most."""
    steps = list(one_step(nodes))
    return sorted(steps, key=programs.size)


def one_step(nodes):
    for at, node in enumerate(nodes):
        before, after = nodes[:at], nodes[at + 1 :]
        yield before + after
        for part, (text, body) in enumerate(node.parts):
            if body is None:
                if (shorter := simplified(text)) != text:
                    yield [*before, programs.line(shorter), *after]
                continue
            yield before + body + after
            others = node.parts[:part] + node.parts[part + 1 :]
            if part and others:
                yield [*before, programs.Node(others, node.tail), *after]
            for less in one_step(body):
                yield [*before, with_part(node, part, (text, less)), *after]
            for kept in (1, 2):
                if (shorter := JOINED.sub(lambda joined, kept=kept: joined[kept], text, count=1)) != text:
                    yield [*before, with_part(node, part, (shorter, body)), *after]


def simplified(text):
    """The plainest way to consume the same value, or to create one."""
    text = re.sub(r"^total \+= (co_await «[^»]*»;)$", r"\1", text)
    text = re.sub(r"co_await take\(std::move\((«[^»]*»)\)\)", r"co_await \1", text)
    text = re.sub(r"co_await std::move\((«[^»]*»)\)", r"co_await \1", text)
    return re.sub(r"pass_on\((\w+\(\d\))\)|compute\(\d\)|ready\(\d\)", "load(1)", text)


def with_part(node, at, part):
    return dataclasses.replace(node, parts=[*node.parts[:at], part, *node.parts[at + 1 :]])


def reduce(laboratory, wrong, at_once=12):
    """`wrong`: name -> (program, what disagrees). The same with smaller programs; all of them are reduced side by side."""
    reduced = dict(wrong)
    left = {name: smaller(nodes) for name, (nodes, _) in wrong.items()}
    while left:
        tried = {f"{name}_{at}": nodes for name in left for at, nodes in enumerate(left[name][:at_once])}
        what_of = {key: reduced[key.rpartition("_")[0]][1] for key in tried}
        outcomes = laboratory.examine(tried, lambda key, outcome, of=what_of: can_be(outcome, of[key]))
        for name, steps in list(left.items()):
            what = reduced[name][1]
            still = [nodes for at, nodes in enumerate(steps[:at_once]) if is_still(outcomes[f"{name}_{at}"], what)]
            left[name] = smaller(still[0]) if still else steps[at_once:]
            if still:
                reduced[name] = (still[0], what)
            if not left[name]:
                del left[name]
    return reduced


def is_still(outcome, what):
    return not outcome.error and what in running.disagreements(outcome)


def can_be(outcome, what):
    """By what the checker says alone."""
    return what[0] == "MISS" or any(finding.rule == what[1] for finding in outcome.findings)
