"""Each output of the checker, where it can't be written: outputs.py CHECKER SOURCES FLAGS...

Which options write a file, and which formats there are, is read from --help: one that has no row here fails. A first run of
each, where it can be written, says what is to be there.
"""

import ctypes
import dataclasses
import os
import pathlib
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

CHECKER, SOURCES, FLAGS = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
OLD = b"what was there before\n"
NO_SPACE, TOO_LARGE = "No space left on device", "File too large"
FILES_READ = {"--config-file", "--profile", "--baseline"}  # options with a <file> that isn't written
DEVICE = pathlib.Path("device")  # a link: whoever replaces what he should write to, replaces the link
TEMPORARY = ".valuetask-check-"


def fail(*text):
    sys.exit("\n".join(str(line) for line in text))


@dataclasses.dataclass
class Output:
    """A file that the checker writes, and how it is told the name."""

    name: str
    arguments: list  # '{}' stands for the name
    source: str = "once.cpp"
    old: bytes = OLD
    is_read: bool = False  # the old file is read, so that a device or a folder can't be in its place
    is_added_to: bool = False  # and keeps what it had
    environment: dict = dataclasses.field(default_factory=dict)
    good: tuple = ()  # the exit code and the contents, where it can be written

    def command(self, file):
        is_merge = self.arguments[0] == "merge"
        end = [] if is_merge else [self.source.format(file), "--", *FLAGS]
        common = ["--quiet", "--project-root=.", *([] if is_merge else ["--cache-dir=cache"])]
        return [CHECKER, *(word.format(file) for word in self.arguments), *common, *end]

    def run(self, file, **how):
        environment = os.environ | {name: value.format(file) for name, value in self.environment.items()}
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, "timeout": 100} | how
        return subprocess.run(self.command(file), check=False, **how)


def help_text():
    return subprocess.run([CHECKER, "--help"], capture_output=True, text=True, check=True).stdout


def outputs():
    text = help_text()
    formats = re.findall(r"\w+", re.search(r"Format of the report: (.*?);", text, re.S)[1].replace(" or ", " "))
    with_file = set(re.findall(r"^ +(--[\w-]+)[ =]<file>", text, re.M))
    baseline = b'{"schema": 1, "findings": [{"rule": "r", "file": "once.cpp", "function": "", "message": "m", "count": 1}]}'
    rows = [
        *(Output(f"--output, {name}", [f"--format={name}", "--output={}"]) for name in formats),
        Output("--report", ["--report={}"]),
        Output("--export-fixes", ["--export-fixes={}"]),
        Output("--facts-output", ["--facts-output={}"]),
        Output("--write-baseline", ["--write-baseline={}"]),
        Output("--unit-output", ["--unit-output={}"]),
        Output("--depfile", ["--unit-output=unit.json", "--depfile={}"]),
        Output("prune", ["--baseline={}", "--prune-baseline"], old=baseline, is_read=True),
        Output("fix", ["--fix"], source="{}", old=pathlib.Path("once.cpp").read_bytes(), is_read=True),
        Output("job summary", ["--format=github"], old=OLD.ljust(4096), is_added_to=True, environment={"GITHUB_STEP_SUMMARY": "{}"}),
        *(Output(f"merge, {name}", ["merge", "part.json", f"--format={name}", "--output={}"]) for name in formats),
        Output("merge, page", ["merge", "part.json", "--report={}"]),
        Output("merge, facts", ["merge", "part.json", "--facts-output={}"]),
        Output("merge, baseline", ["merge", "part.json", "--write-baseline={}"]),
        Output("merge, prune", ["merge", "part.json", "--baseline={}", "--prune-baseline"], old=baseline, is_read=True),
    ]
    missing = with_file - FILES_READ - {row.name.split(",")[0] for row in rows}
    if missing or "json" not in formats or "--output" not in with_file:
        fail(f"options that write a file and have no row in this test: {missing}", with_file, formats)
    part = ["--quiet", "--project-root=.", "--shard=1/1", "--format=json", "--output=part.json", "once.cpp"]
    subprocess.run([CHECKER, *part, "--", *FLAGS], check=False)
    return rows


def written(row, old):
    """What is to be there after a run that can write."""
    return old + row.good[1] if row.is_added_to else row.good[1]


def expect(row, what, done, code, file=None, contents=None):
    """The exit code, and that the file has these contents and nothing is beside it."""
    if done.returncode != code:
        fail(f"{row.name}, {what}: exit code {done.returncode}, expected {code}", done.stdout, done.stderr)
    if file is not None and file.read_bytes() != contents:
        fail(f"{row.name}, {what}: '{file}' has other contents", file.read_bytes(), "expected", contents)
    for folder in {pathlib.Path("."), *([file.parent] if file else [])}:
        if left := [name for name in os.listdir(folder) if name.startswith(TEMPORARY)]:
            fail(f"{row.name}, {what}: left behind: {left}")


def refuse(row, what, name, reason, file=None, contents=None, **how):
    """One sentence, with the file and the reason."""
    done = row.run(name, **how)
    expect(row, what, done, 2, file, contents)
    errors = [line for line in done.stderr.decode().splitlines() if "error:" in line]
    names = (name, os.path.abspath(name))  # the second of a source, to which a fix belongs
    expected = tuple(f"valuetask-check: error: cannot write '{shown}': {reason}" for shown in names)
    if len(errors) != 1 or not errors[0].startswith(expected):
        fail(f"{row.name}, {what}: expected one sentence with '{reason}'", done.stderr.decode())
    if b"IO failure" in done.stderr or b"PLEASE" in done.stderr:
        fail(f"{row.name}, {what}: a crash", done.stderr.decode())
    return errors[0]


def folder_of(row, what):
    folder = pathlib.Path(f"{what} {row.name}".replace(" ", "_"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def can_write(row):
    """A new file, one that replaces another, one behind links, and what is no file at all."""
    folder = folder_of(row, "good 100%")  # (a name that a pattern for temporary files would change)
    file = folder / "file.cpp"
    file.write_bytes(row.old) if row.is_read else None
    done = row.run(file)
    if done.returncode not in (0, 1):
        fail(f"{row.name}: exit code {done.returncode}", done.stderr.decode())
    row.good = (done.returncode, file.read_bytes())
    if not row.good[1] or row.good[1] == row.old:
        fail(f"{row.name}: nothing was written")
    if not row.is_read:
        mask = os.umask(0)
        os.umask(mask)
        if stat.S_IMODE(file.stat().st_mode) != 0o666 & ~mask:
            fail(f"{row.name}: a new file has the mode {file.stat().st_mode:o}")
    expect(row, "new", done, row.good[0], file, row.good[1])

    file.write_bytes(row.old)
    file.chmod(0o751)
    (folder / "deep").mkdir()
    (folder / "deep/link").symlink_to("../file.cpp")
    link = folder / "link.cpp"
    link.symlink_to("deep/link")
    # (The name is in what is written, where the file is the source.)
    done = row.run(link)
    expect(row, "links", done, row.good[0], file, written(row, row.old))
    if not link.is_symlink() or not (folder / "deep/link").is_symlink() or stat.S_IMODE(file.stat().st_mode) != 0o751:
        fail(f"{row.name}: a link was replaced, or the mode changed to {file.stat().st_mode:o}")
    if row.is_read:
        return
    link.unlink()
    link.symlink_to("not there yet")
    expect(row, "dangling link", row.run(link), row.good[0], folder / "not there yet", row.good[1])
    null = folder / "null"
    null.symlink_to("/dev/null")
    expect(row, "/dev/null", row.run(null), row.good[0])
    if not null.is_symlink() or not null.is_char_device():
        fail(f"{row.name}: /dev/null was replaced")
    # An open file, as '/dev/stdout' is: what was written to it before stays.
    with open(file, "wb") as opened:
        opened.write(OLD)
        opened.flush()
        done = row.run(f"/dev/fd/{opened.fileno()}", pass_fds=[opened.fileno()])
    expect(row, "an open file", done, row.good[0], file, OLD + row.good[1])
    # A named pipe.
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        done = row.run(pipe)
        said = reader.communicate()[0]
    expect(row, "a named pipe", done, row.good[0])
    if said != row.good[1] or not pipe.is_fifo():
        fail(f"{row.name}: another result through a named pipe")


def cannot_write(row):
    folder = folder_of(row, "bad")
    if not row.is_read:
        refuse(row, "a full device", DEVICE, NO_SPACE)
        if not DEVICE.is_symlink() or not DEVICE.is_char_device():
            fail(f"{row.name}: a device was replaced")
        reader, writer = os.pipe()
        os.close(reader)
        refuse(row, "a closed pipe", f"/dev/fd/{writer}", "Broken pipe", pass_fds=[writer])
        os.close(writer)
        place = folder / "folder"
        place.mkdir()
        refuse(row, "a folder", place, "Is a directory")
        if not place.is_dir() or os.listdir(place):
            fail(f"{row.name}: something happened to a folder")
        loop = folder / "loop"
        loop.symlink_to("loop")
        refuse(row, "a link to itself", loop, "Too many levels of symbolic links")
        missing = refuse(row, "a missing folder", folder / "no/file", "No such file or directory")
        if not row.is_added_to and not missing.endswith(f"; create the folder '{folder}/no' first"):
            fail(f"{row.name}: doesn't say what to do: {missing}")
        refuse(row, "a file as folder", pathlib.Path("part.json/file"), "Not a directory")
    file = folder / "file.cpp"
    file.write_bytes(row.old)
    file.chmod(0o444)
    refuse(row, "a read-only file", file, "Permission denied", file, row.old, preexec_fn=obey_modes)
    file.chmod(0o644)
    if not row.is_added_to:
        folder.chmod(0o555)
        reason = "Permission denied; a new file must be created in the folder '"
        refuse(row, "a read-only folder", file, reason, file, row.old, preexec_fn=obey_modes)
        folder.chmod(0o755)
    if row.arguments[0] == "merge":
        limit = len(row.good[1]) - 1
        for bytes_ in {0, limit}:
            file.write_bytes(row.old)
            refuse(
                row, f"{bytes_} bytes", file, TOO_LARGE, file, row.old,
                preexec_fn=lambda most=bytes_: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
            )  # fmt: skip


def obey_modes():
    """Root may do everything, but for these two capabilities."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability)  # PR_CAPBSET_DROP; whoever isn't root has none


def fill(disk):
    with open(disk / "rest", "wb", buffering=0) as rest:
        try:
            while rest.write(bytes(4096)):
                pass
        except OSError:
            pass


def on_full_disk(rows):
    """In a namespace, in which the folder is a disk of its own until the end."""
    disk = pathlib.Path("disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", disk], check=True)
    file = disk / "file.cpp"
    for row in rows:
        file.write_bytes(row.old)
        fill(disk)
        refuse(row, "a full disk", file, NO_SPACE, file, row.old)
        if sorted(os.listdir(disk)) != ["file.cpp", "rest"]:
            fail(f"{row.name}, a full disk: {os.listdir(disk)}")
        (disk / "rest").unlink()
    # What is mounted by itself can't be replaced, which nobody knows before.
    row = next(row for row in rows if row.name == "fix")
    other = disk / "other.cpp"
    for name in (file, other):
        name.write_bytes(row.old)
    subprocess.run(["mount", "--bind", other, other], check=True)
    row.arguments = ["--fix", str(file)]
    print("a full disk was tried")
    line = refuse(row, "a mounted file", other, "Device or resource busy; something is mounted there", file, row.old)
    if not line.endswith("; no file was changed") or other.read_bytes() != row.old:
        fail("a mounted file: ", line)


def try_full_disk():
    """Needs no privileges, but namespaces, which some machines and containers forbid. The limit of the size of files, which
    cannot_write() sets, is the substitute there. It is for 'merge' alone: what the process that analyses a file answers is in
    a file, too, and that must be smaller."""
    pathlib.Path("disk").mkdir()
    namespace = ["unshare", "--user", "--map-root-user", "--mount"]
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", "disk"]
    if shutil.which("unshare") is None or subprocess.run([*namespace, *mount], check=False).returncode:
        print("no namespaces: no full disk was tried, but only the limit of the size of files")
        return
    again = [*namespace, sys.executable, __file__, *sys.argv[1:]]
    if code := subprocess.run(again, check=False, env=os.environ | {"ON_FULL_DISK": "yes"}).returncode:
        sys.exit(code)


def fix_all_or_none():
    for name in ("1.cpp", "2.cpp"):
        shutil.copy("once.cpp", name)
    before = pathlib.Path("1.cpp").read_bytes()
    pathlib.Path("2.cpp").chmod(0o444)
    row = Output("fix of two", ["--fix", "1.cpp"], source="2.cpp")
    line = refuse(row, "one is read-only", "2.cpp", "Permission denied", pathlib.Path("1.cpp"), before,
                  preexec_fn=obey_modes)  # fmt: skip
    if not line.endswith("; no file was changed"):
        fail(line)


def commands_with_stdout(rows):
    """Every command, as it prints to stdout."""
    ends = ["--quiet", "--project-root=.", "--cache-dir=cache", "once.cpp", "--", *FLAGS]
    yield from ([word.format("-") for word in row.command("-")[1:]] for row in rows if not row.is_read and not row.is_added_to)
    yield ["--fix", "--dry-run", "--format=json", "--output=unused.json", *ends]
    yield ["doctor", *ends]
    alone = re.findall(r"^ +(--[\w-]+)(=?)", help_text().split("Information:")[1].split("\n\n")[0], re.M)
    if len(alone) < 5:
        fail(f"the options that print are no section of --help any more: {alone}")
    for name, _ in alone:
        yield [name, "valuetask-double-await"] if name == "--explain" else [name]


def standard_streams(rows):
    for arguments in commands_with_stdout(rows):
        command = [CHECKER, *arguments]
        good = subprocess.run(command, capture_output=True, check=False)
        if good.returncode not in (0, 1) or not good.stdout:
            fail(f"{arguments}: exit code {good.returncode}", good.stderr.decode())
        closed, pipe = os.pipe()
        os.close(closed)
        with open("/dev/full", "wb") as full:
            # Whoever started it may ignore the signal of a closed pipe, or not.
            places = [(full, NO_SPACE, {}), (pipe, "Broken pipe", {}), (pipe, "Broken pipe", {"restore_signals": False}),
                      (None, "Bad file descriptor", {"preexec_fn": lambda: os.close(1)})]  # fmt: skip
            for place, reason, how in places:
                done = subprocess.run(command, stdout=place, stderr=subprocess.PIPE, check=False, timeout=100, **how)
                errors = [line for line in done.stderr.decode().splitlines() if "rror" in line]
                expected = f"valuetask-check: error: cannot write to stdout: {reason}"
                if (done.returncode, errors) != (2, [expected]):
                    fail(f"{arguments}: {reason}: {done.returncode}", done.stderr.decode())
            # Without --quiet, so that there is something to say.
            loud = [word for word in command if word != "--quiet"]
            says = subprocess.run(loud, capture_output=True, check=False).stderr
            for place in (full, pipe) if says else ():
                done = subprocess.run(loud, stdout=subprocess.PIPE, stderr=place, check=False)
                if (done.returncode, done.stdout) != (2, good.stdout):
                    fail(f"{arguments}: lost stderr: exit code {done.returncode}")
        os.close(pipe)


def interrupted():
    """A signal while a file is written: the temporary file appears, and goes."""
    pathlib.Path("many.cpp").write_text(
        "struct [[clang::annotate(\"valuetask::single_await\")]] once {};\n"
        + "".join(f"struct keeper_{number} {{ once field; }};\n" for number in range(4000))
    )
    part = ["--quiet", "--project-root=.", "--shard=1/1", "--format=json", "--output=many.json", "many.cpp", "--"]
    subprocess.run([CHECKER, *part], check=False)
    folder = pathlib.Path("interrupted")
    folder.mkdir()
    file = folder / "report"
    hits = 0
    for number in range(24):
        file.write_bytes(OLD)
        sent = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[number % 3]
        # 'nohup' and shells start programs that are to ignore a signal; lit does so, too.
        is_ignored = number >= 18
        does = signal.SIG_IGN if is_ignored else signal.SIG_DFL
        merge = ["merge", "many.json", "--quiet", "--project-root=.", "--format=sarif", f"--output={file}"]
        with subprocess.Popen([CHECKER, *merge], preexec_fn=lambda s=sent, d=does: signal.signal(s, d)) as process:
            while process.poll() is None and len(os.listdir(folder)) == 1:
                time.sleep(0.0002)
            process.send_signal(sent)
        is_old = file.read_bytes() == OLD
        expected = -sent if is_old and not is_ignored else 1
        if os.listdir(folder) != ["report"] or process.returncode != expected or (is_ignored and is_old):
            fail(f"{sent}: exit code {process.returncode}, {os.listdir(folder)}, the old file: {is_old}")
        hits += is_old
    print(f"{hits} of 18 signals came while the file was written")
    if not hits:
        fail("interrupted: no signal came while the file was written")


def one_way_to_write():
    """No other part of the checker opens a file for writing, so that there is nothing that this test doesn't know."""
    others = re.compile(r"writeToOutput|openFileFor(?!Read)|openNativeFileFor(?!Read)|TempFile|create(Unique|Temporary)File|"
                        r"raw_fd_ostream|ofstream|fopen|creat\(|O_(WRONLY|RDWR|CREAT)")  # fmt: skip
    in_memory = {"analysis/Workers.cpp", "input/Programs.cpp"}  # answers of other processes
    sources = [file for file in SOURCES.rglob("*") if file.suffix in {".cpp", ".h"}]
    if len(sources) < 100:
        fail(f"only {len(sources)} sources in {SOURCES}")
    for file in sources:
        place = str(file.relative_to(SOURCES))
        if found := others.search(file.read_text(encoding="utf-8")):
            if not place.startswith(("output/", "selftest/")) and place not in in_memory:
                fail(f"{file}: has '{found[0]}'; files are written with OutputFile")


def main():
    rows = outputs()
    if os.environ.get("ON_FULL_DISK"):
        on_full_disk(rows)
        return
    DEVICE.symlink_to("/dev/full")
    one_way_to_write()
    for row in rows:
        can_write(row)
        cannot_write(row)
    try_full_disk()
    fix_all_or_none()
    standard_streams(rows)
    interrupted()


main()
