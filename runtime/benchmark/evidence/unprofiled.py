"""What the rule's page and the README say of the figures: a value_task without a profile."""

COLUMNS = ["ns", "blocks requested"]
SHOWN = ".*/hits:(5|50)$"


def says(rows):
    yield "A function that returns a value or a `task`, and the same function as a coroutine, at low shares of hits."
    for shape, words in (("function", "function"), ("coroutine", "coroutine")):
        times = [rows.ratio(f"misuse/{shape}/hits:{n}", f"cure/{shape}/hits:{n}") for n in (0, 20, 50)]
        said = "{:.2f}, {:.2f} and {:.2f}".format(*times)
        yield f"At 0, 20 and 50% hits the {words} takes {said} times as long with `value_task` as with `task`."
        if shape == "coroutine" and times[0] < 0.9:
            yield "For the coroutine these figures do not support the rule: only the contract speaks against `value_task`."


def figure(rows):
    times = {shape: rows.ratio(f"misuse/{shape}/hits:0", f"cure/{shape}/hits:0") for shape in ("function", "coroutine")}
    said = f"without hits {times['function']:.2f} times the time of a `task`; a coroutine {times['coroutine']:.2f}"
    return f"{said}: no cost shown" if times["coroutine"] < 0.9 else said
