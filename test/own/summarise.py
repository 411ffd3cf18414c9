"""Plants what can go wrong between ctest and the last line of scripts/test, and looks at what is said of it."""

import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1])

PASSED = '<testcase name="passes{}" time="0.5" status="run"/>'
FAILED = '<testcase name="breaks" time="2" status="fail"><failure message=""/></testcase>'
SKIPPED = '<testcase name="skips" time="0" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>'
UNSUPPORTED = (
    '<testcase classname="valuetask.rules/loops" name="old.cpp" time="0">'
    '<skipped message="Missing required feature(s): x"/></testcase>'
)
INTERRUPTED = '<testcase classname="valuetask.own" name="late.test" time="0"><skipped message="User interrupt"/></testcase>'
LEFT_OUT = '<testcase classname="valuetask.own" name="other.test" time="0"><skipped message="Test not selected"/></testcase>'
NOT_BUILT = '<testcase name="there_is_no_program" time="0" status="notrun"><skipped message="Unable to find it"/></testcase>'
DISABLED = '<testcase name="off" time="0" status="disabled"/>'


def results(*cases):
    return f'<testsuite>{"".join(cases)}</testsuite>'


def summarise(*presets, **files):
    """The exit code and the lines, of a folder with these files: a_xml and a_code for preset a."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            pathlib.Path(folder, name.replace("_", ".")).write_text(text)
        done = subprocess.run(
            [sys.executable, SOURCE / "scripts" / "summarise", folder, *presets],
            capture_output=True,
            text=True,
            check=False,
        )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout.splitlines()


def expect(wanted_code, last, *lines, of):
    code, printed = of
    whole = "\n".join(printed)
    assert code == wanted_code, (code, whole)
    assert printed[-1] == last, whole
    for line in lines:
        assert any(one.startswith(line) for one in printed), (line, whole)


two = results(PASSED.format(1), PASSED.format(2))
expect(0, "2 passed, 0 failed", "    0.5 s  a: passes1", of=summarise("a=2", a_xml=two, a_code="0"))
expect(0, "1 passed, 0 failed, 1 skipped", "skipped: a: skips", of=summarise("a=1", a_xml=results(PASSED, SKIPPED), a_code="0"))
expect(1, "1 passed, 1 failed", "failed: a: breaks", "    2.0 s  a: breaks", of=summarise("a", a_xml=results(PASSED, FAILED), a_code="8"))

# ctest was killed, or found nothing, or its file ends in the middle; of one preset among others.
lost = "failed: b: there are no results of its tests"
expect(1, "2 passed, 1 failed", lost, of=summarise("a", "b", a_xml=two, a_code="0", b_code="137"))
expect(1, "2 passed, 1 failed", lost, of=summarise("a", "b", a_xml=two, a_code="0", b_xml=two[:-9], b_code="0"))
expect(1, "2 passed, 1 failed", "failed: b: 0 tests ran", of=summarise("a", "b", a_xml=two, a_code="0", b_xml=results(), b_code="0"))
expect(1, "2 passed, 1 failed", "failed: a: 2 tests ran", of=summarise("a=3", a_xml=two, a_code="0"))
expect(1, "2 passed, 1 failed", "failed: a: it ended with 137", of=summarise("a", a_xml=two, a_code="137"))
expect(1, "2 passed, 1 failed", "failed: a: how its tests ended is not known", of=summarise("a", a_xml=two))

# lit's, which are named by their paths.
expect(0, "1 passed, 0 failed, 1 skipped", "skipped: a: rules/loops/old.cpp", of=summarise("a", a_xml=results(PASSED, UNSUPPORTED), a_code="0"))

# A test that was not run is no test that was skipped.
for case, name in ((INTERRUPTED, "own/late.test"), (LEFT_OUT, "own/other.test")):
    expect(1, "1 passed, 1 failed", f"failed: a: {name}", of=summarise("a", a_xml=results(PASSED, case), a_code="0"))
expect(1, "1 passed, 1 failed", "failed: a: there_is_no_program", of=summarise("a", a_xml=results(PASSED, NOT_BUILT), a_code="8"))
expect(1, "1 passed, 1 failed", "failed: a: off", of=summarise("a", a_xml=results(PASSED, DISABLED), a_code="0"))

# One that skips what it should test is as bad.
expect(1, "1 passed, 1 failed, 1 skipped", "failed: a: 1 tests ran", of=summarise("a=2", a_xml=results(PASSED, SKIPPED), a_code="0"))
expect(1, "0 passed, 1 failed, 1 skipped", "failed: a: 0 tests ran", of=summarise("a", a_xml=results(SKIPPED), a_code="0"))

# The whole of scripts/test, as CI calls it, with a ctest or lit that dies for one preset.
with tempfile.TemporaryDirectory() as folder:
    write_results = f"""
        for argument; do case $argument in *.xml) file=$argument ;; esac; done
        case $file in */$DIES.xml) kill -9 $$ ;; esac
        {{ echo '<testsuite>'; for i in $(seq 1000); do echo '{PASSED}'; done; echo '</testsuite>'; }} >"$file" """
    stubs = {
        "dpkg-query": "echo install ok installed",
        "cmake": "exit 0",
        "ctest": write_results,
        "python3": f'[[ $1 = */lit.py ]] || exec {sys.executable} "$@"\n{write_results}',
    }
    for name, script in stubs.items():
        stub = pathlib.Path(folder, name)
        stub.write_text(f"#!/bin/bash\n{script}\n")
        stub.chmod(0o755)
    environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}
    for dies, code in (("nobody", 0), ("gcc", 1), ("clang-lit", 1), ("runtime-libcxx", 1)):
        done = subprocess.run(
            [SOURCE / ".ci" / "run"], env=environment | {"DIES": dies}, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, (dies, done.stdout, done.stderr)
        assert (f"failed: {dies}: there are no results" in done.stdout) == bool(code), done.stdout
        assert done.stdout.splitlines()[-1].endswith(f"passed, {code} failed"), done.stdout
