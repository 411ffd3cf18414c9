"""What the rule's page and the README say of the figures: publishing a value_task."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import tempfile

COLUMNS = ["right", "stop compiling", "mean something else", "ns"]


def says(rows):
    yield (
        f"{rows.text('cure', 'kinds of call')} ways to call a function and use what it returns."
        f" {rows.text('misuse', 'right')} of them are correct if the function returns a `value_task`, and"
        f" {rows.text('cure', 'right')} if it returns a `task`. If the type changes from `value_task` to `task`,"
        f" {rows.text('misuse', 'stop compiling')} of the correct ones stop compiling and"
        f" {rows.text('misuse', 'mean something else')} change their meaning; from `task` to `value_task`,"
        f" {rows.text('cure', 'stop compiling')} and {rows.text('cure', 'mean something else')} do."
    )
    if not rows["misuse", "mean something else"]:
        yield (
            "These figures do not show that a published `value_task` is final: the compiler reports every call that the change"
            " breaks. They show that callers may do less with a `value_task`, and that the change in the other direction is"
            " less safe."
        )
    yield f"A call takes {rows.ratio('misuse', 'cure'):.2f} times as long as with a `task`."


def figure(rows):
    return (
        f"of {rows.text('cure', 'kinds of call')} ways to call, {rows.text('misuse', 'right')} are correct; with a `task`"
        f" {rows.text('cure', 'right')}"
    )


def measure_more(compiler, root):
    """Further columns of its rows: what becomes of the kinds of call when a published function changes. See sites.cpp."""
    sites = pathlib.Path(__file__).parent / "public_api"
    source = sites / "sites.cpp"
    kinds = re.findall(r"SITE == (\d+) *//", source.read_text())
    library = root / "build" / "benchmark-clang" / "runtime" / "libvaluetask.a"

    def outcome(kind, header, folder):
        """What a site prints, or None where it isn't right in the first place; 'stops' where it doesn't compile."""
        built = pathlib.Path(folder) / f"{header}_{kind}"
        command = [compiler, "-std=c++20", "-DVALUETASK_CHECKED=1", f"-DSITE={kind}", f"-DAPI={header}", f"-I{sites / header}"]
        command += [f"-I{root / 'runtime' / 'include'}", source, library, "-pthread", "-o", built]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return "stops"
        done = subprocess.run([built], capture_output=True, text=True, check=False)
        return None if done.returncode else done.stdout

    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        seen = {
            header: list(pool.map(lambda kind, header=header: outcome(kind, header, folder), kinds))
            for header in ("misuse", "cure")
        }
    counts = {}
    for header, other in (("misuse", "cure"), ("cure", "misuse")):
        pairs = [pair for pair in zip(seen[header], seen[other]) if pair[0] not in (None, "stops")]
        stopped = sum(then == "stops" for _, then in pairs)
        counts[header] = {
            "kinds of call": len(kinds),
            "right": len(pairs),
            "stop compiling": stopped,
            "mean something else": sum(now != then for now, then in pairs) - stopped,
        }
    return counts
