"""What the rule's page and the README say of the figures: a value_task without a profile."""

COLUMNS = ["ns", "blocks asked for"]
SHOWN = ".*/hits:(5|50)$"


def says(rows):
    yield "A function that returns a value or else a `task`, and the same as a coroutine, where few calls are ready at once."
    for shape, words in (("function", "first"), ("coroutine", "coroutine")):
        times = [rows.ratio(f"misuse/{shape}/hits:{n}", f"cure/{shape}/hits:{n}") for n in (0, 20, 50)]
        said = "{:.2f}, {:.2f} and {:.2f}".format(*times)
        yield f"At 0, 20 and 50% hits the {words} as a `value_task` takes {said} times what it takes as a `task`."
        if shape == "coroutine" and times[0] < 0.9:
            yield "For that one the numbers don't support the rule by themselves: there only the contract speaks against it."


def figure(rows):
    times = {shape: rows.ratio(f"misuse/{shape}/hits:0", f"cure/{shape}/hits:0") for shape in ("function", "coroutine")}
    said = f"without hits, {times['function']:.2f} times what a `task` takes; as a coroutine {times['coroutine']:.2f}"
    return f"{said}, which doesn't speak for the rule" if times["coroutine"] < 0.9 else said
