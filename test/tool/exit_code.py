"""Runs a command, and fails unless it exits with the expected code: exit_code.py CODE COMMAND..."""

import subprocess
import sys

status = subprocess.run(sys.argv[2:], check=False).returncode
if status != int(sys.argv[1]):
    sys.exit(f"exit code {status}, expected {sys.argv[1]}: {' '.join(sys.argv[2:])}")
