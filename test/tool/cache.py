"""What the cache must and must not give back: cache.py CHECKER FOLDER

Every run with the cache is held against one without it: the same findings and the same exit code. The number of
results that came from the cache is looked at too, for a cache that never answers is always right.
"""

import json
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

checker, folder = sys.argv[1], pathlib.Path(sys.argv[2])
cache = folder / "cache"
files = ["main.cpp", "other.cpp", "skipped.cpp"]
rules = "--checks=valuetask-double-await,valuetask-stored-in-field"
flags = ["-std=c++20"]


def start(*options, names=files, more=(), place=folder):
    command = [checker, rules, *options, *names, *(["--", *flags, *more] if names else [])]
    return subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    out, err = process.communicate()
    if process.returncode not in (0, 1, 3):
        sys.exit(f"exit code {process.returncode}: {err}")
    known = re.search(r"(\d+) from the cache", err)
    return process.returncode, out, int(known[1]) if known else 0, err


def run(*options, **more):
    return end(start(*options, **more))


def expect(what, hits, options=(), kept=cache, **where):
    """The run answers as one without a cache does, and takes so many results from the cache."""
    code, out, known, err = run(f"--cache-dir={kept}", *options, **where)
    fresh = run("--no-cache", *options, **where)
    if (code, out) != fresh[:2]:
        sys.exit(f"{what}: with the cache\n{code}\n{out}\nwithout\n{fresh[0]}\n{fresh[1]}")
    if hits is not None and known != hits:
        sys.exit(f"{what}: {known} results from the cache, expected {hits}\n{err}")
    return out


def entries():
    return sorted(cache.glob("llvmcache-*[0-9a-f]"))


def changes():
    found = expect("the first run", 0)
    if found.count("warning:") != 2:
        sys.exit(f"expected two findings:\n{found}")
    expect("nothing changed", 3)
    (folder / "main.cpp").touch()
    expect("only a time changed", 3)
    with (folder / "other.cpp").open("a") as file:
        file.write("// NOLINTNEXTLINE\n")
    expect("a comment was added", 2)
    with (folder / "header.h").open("a") as file:
        file.write("struct another { once kept; };\n")
    expect("a header changed", 1)
    (folder / "later.h").write_text("static once kept_late;\n")
    expect("a header came to be that was asked for", 2)
    (folder / "later.h").unlink()
    expect("it went", 2)
    expect("another flag", 0, more=["-DX=1"])
    expect("another rule", 0, options=["--checks=valuetask-double-await"])
    (folder / ".clang-tidy").write_text("CheckOptions: { valuetask.UseSolver: false }\n")
    expect("a configuration file", 0)
    (folder / ".clang-tidy").unlink()
    expect("no configuration file", 3)
    (folder / "plain.h").write_text(
        "#include \"header.h\"\nconstexpr int answer = 42;\nstatic once now;\n"
    )
    expect("a unit that had no such type has one", 2)
    expect("does not compile", 0, names=["broken.cpp"])
    expect("still does not compile", 1, names=["broken.cpp"])
    (folder / "not_there.h").write_text("static int here;\n")
    expect("what was missing is there", 0, names=["broken.cpp"])


def directories():
    """One file, and the same words on the command line, from two folders: what '-Iparts' means there differs."""
    (folder / "shared.cpp").write_text('#include "part.h"\n')
    places = [folder / name for name in ("with", "without")]
    for place, text in zip(places, ('#include "../../header.h"\nstruct of_part { once kept; };\n', "static int kept;\n")):
        (place / "parts").mkdir(parents=True)
        (place / "parts" / "part.h").write_text(text)
    for first, second in (places, places[::-1]):
        for kind in ("the flags after '--'", "a compile database"):
            shutil.rmtree(folder / "of folders", ignore_errors=True)
            counts = {}
            for round, hits in enumerate((0, 1)):
                for place in (first, second):
                    where = {"names": ["../shared.cpp"], "more": ["-Iparts"], "place": place}
                    if kind == "a compile database":
                        arguments = ["clang++", *flags, "-Iparts", "-c", "../shared.cpp"]
                        entry = {"directory": str(place), "file": "../shared.cpp", "arguments": arguments}
                        (place / "compile_commands.json").write_text(json.dumps([entry]))
                        where = {"names": [], "options": ["-p", str(place)]}
                    out = expect(f"{kind} in {place.name}, round {round}", hits, kept=folder / "of folders", **where)
                    counts[place.name] = out.count("warning:")
            if counts["without"] or not counts["with"]:
                sys.exit(f"{kind}: other findings: {counts}")


def extras():
    """A result that was kept without what this run asks for is no answer."""
    (folder / "comments.cpp").write_text("int one = 1; // NOLINT(valuetask-double-await)\n")
    names = ["comments.cpp", "main.cpp"]
    database = [{"directory": str(folder), "file": name, "arguments": ["clang++", *flags, "-c", name]} for name in names]
    (folder / "compile_commands.json").write_text(json.dumps(database))
    for more in ((), ("--warn-unused-suppressions",), ("--no-whole-program",)):
        for hits in (0, 2):
            expect(f"{more}", hits, options=["-p", ".", *more], kept=folder / "of extras", names=[])
    (folder / "compile_commands.json").unlink()


def damage():
    """Cut off, emptied, bits flipped, swapped with another, of another version: never another result, never a crash."""
    dice = random.Random(1)
    good = {path: path.read_bytes() for path in entries()}
    if len(good) < 5:
        sys.exit(f"too few results in the cache: {good.keys()}")
    truth = run("--no-cache")[:2]
    damaged_files = 0
    for number in range(100):
        for path, data in good.items():
            damaged = bytearray(data)
            kind = dice.randrange(6)
            if kind == 0:
                damaged = damaged[: dice.randrange(len(damaged))]
            elif kind == 1:
                damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
            elif kind == 2:
                begin = dice.randrange(len(damaged))
                damaged[begin : begin + 64] = dice.randbytes(64)
            elif kind == 3:
                damaged = bytearray(dice.choice(list(good.values())))
            elif kind == 4:
                damaged = data.replace(b"result 1\n", b"result 0\n", 1)
            # and one in six is left as it is
            damaged_files += damaged != data
            path.write_bytes(damaged)
        if run(f"--cache-dir={cache}")[:2] != truth:
            sys.exit(f"damaged in round {number}: another result")
    if damaged_files < 500:
        sys.exit(f"only {damaged_files} files were damaged")
    for path, data in good.items():
        path.write_bytes(data)


def places():
    """A folder that can't be used costs time and a warning, nothing else."""
    truth = run("--no-cache")[:2]
    (folder / "file").write_text("no folder\n")
    for place, why in (("/proc/cache", "can't make"), (folder / "file", "can't make"), ("/dev/full/x", "can't make")):
        code, out, _, err = run(f"--cache-dir={place}")
        if (code, out) != truth or "the cache could not be written" not in err:
            sys.exit(f"{place}: {code}\n{out}\n{err}")
    # A disk of 4 kB, in a mount namespace of its own; where that isn't allowed, there is nothing to try.
    full = folder / "full"
    full.mkdir()
    namespace = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=4k none {full}"
    if subprocess.run([*namespace, mount], capture_output=True, check=False).returncode == 0:
        command = f"{checker} {rules} --cache-dir={full} {' '.join(files)} -- {' '.join(flags)}"
        script = f"{mount} && head -c 4096 /dev/zero > {full}/zeros; {command}; code=$?; ls {full} >&2; exit $code"
        done = subprocess.run([*namespace, script], cwd=folder, capture_output=True, text=True, check=False)
        if (done.returncode, done.stdout) != truth or "could not be written" not in done.stderr:
            sys.exit(f"a full disk: {done.returncode}\n{done.stdout}\n{done.stderr}")
        if re.search("^llvmcache-", done.stderr, re.M):
            sys.exit(f"a full disk: half a result was kept\n{done.stderr}")


def at_once():
    """Two runs in one folder, and one that is killed at any time."""
    truth = run("--no-cache")[:2]
    shutil.rmtree(cache)
    both = [start(f"--cache-dir={cache}") for _ in range(2)]
    for process in both:
        if end(process)[:2] != truth:
            sys.exit("two runs at once: another result")
    # Killed at any time; and then, whatever the machine's speed, as soon as there is something in the cache.
    dice = random.Random(2)
    killed_in_between = 0
    for number in range(12):
        shutil.rmtree(cache)
        process = start(f"--cache-dir={cache}", "-j1")
        if number < 6:
            time.sleep(dice.uniform(0.02, 0.3))
        else:
            while process.poll() is None and not (cache.is_dir() and any(cache.iterdir())):
                time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed_in_between += process.returncode == -signal.SIGKILL and cache.is_dir() and len(entries()) < 3
        expect("after a run that was killed", None)
    if not killed_in_between:
        sys.exit("no run was killed between its first result and its last")
    expect("all is known again", 3)


def soak():
    """Fifty runs between which something changes at random."""
    dice = random.Random(3)
    bodies = {
        "header.h": ["", "struct more { once kept; };\n", "// NOLINTBEGIN\n"],
        "main.cpp": ["", "static once one;\n", "static once two; // NOLINT\n"],
        "other.cpp": ["", "static once other_one;\n", '#include "plain.h"\n'],
        "plain.h": ["", "// nothing\n", "#include <vector>\n"],
    }
    originals = {name: (folder / name).read_text() for name in bodies}
    for number in range(50):
        name = dice.choice(list(bodies))
        (folder / name).write_text(originals[name] + dice.choice(bodies[name]))
        expect(f"edit {number}", None)


changes()
directories()
extras()
damage()
places()
at_once()
soak()
