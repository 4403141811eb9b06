"""Runs a program that dies with the process that started it, however that one ends.

Called as a script: `python -I -S leash.py PARENT_PID PROGRAM ARGUMENT…`. It asks the kernel
(prctl(2), PR_SET_PDEATHSIG; Linux only, elsewhere nothing is asked) for a SIGKILL when the parent
dies, then becomes the program. Done here and not between fork and exec of the parent, because
there nothing may run that takes a lock.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Become the program of `arguments` (parent's pid, program, arguments); never returns."""
    parent, program = int(arguments[0]), arguments[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent was gone before the program began.")
    os.execvp(program[0], program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
