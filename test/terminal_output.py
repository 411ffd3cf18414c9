"""What a program writes to a pseudo terminal."""

import os


def read_all(terminal):
    """Until its other end is closed; closes this one."""
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(terminal)
    return written.decode()
