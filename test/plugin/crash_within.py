"""Crashes the compiler while its plugin is at work: crash_within.py COMPILER PLUGIN FLAGS

The plugin opens a dialect that is a named pipe, which nothing writes to, so that it waits where it can be hit.
"""

import os
import pathlib
import shlex
import signal
import subprocess
import sys
import time

compiler, plugin, flags = sys.argv[1:]
pathlib.Path("a.cpp").write_text("#include <valuetask/value_task.h>\n")
pathlib.Path("dialect.yaml").unlink(missing_ok=True)
os.mkfifo("dialect.yaml")
command = [compiler, *shlex.split(flags), "-fno-crash-diagnostics", f"-fplugin={plugin}", "-c", "a.cpp", "-o", "a.o"]
# (A file that an argument names is read before.)
pathlib.Path(".clang-tidy").write_text(f"CheckOptions: {{valuetask.Dialects: '{os.getcwd()}/dialect.yaml'}}\n")
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
for _ in range(600):
    try:
        writing = os.open("dialect.yaml", os.O_WRONLY | os.O_NONBLOCK)  # only once it is read
        break
    except OSError:
        time.sleep(0.1)
else:
    process.kill()
    sys.exit("the plugin never read its dialect")
process.send_signal(signal.SIGSEGV)
printed, _ = process.communicate(timeout=60)
print(printed)
if process.returncode == 0 or pathlib.Path("a.o").exists():
    sys.exit(f"the compiler ended with {process.returncode}")
print("the compiler failed, and left no object")
