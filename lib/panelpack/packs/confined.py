"""What a notebook may do while a pack is built: show its outputs, and nothing else that lasts.

`python -m panelpack.packs.confined papermill ...` runs papermill, which ends when the build does, and
`python -m panelpack.packs.confined kernel FOLDER ...` a kernel that writes into that folder only, reaches no network
and starts no other program. On every platform Python itself refuses; on Linux 5.13 and later so does the kernel of the
system (Landlock), which code that goes round Python does not get past, and from 6.7 on connections too. What remains:
a notebook may read what its user may read; without Landlock a compiled extension may write and connect, and with it a
datagram may still be sent.

Nothing but the standard library is imported here: these processes start before anything else of the package is needed.
"""

import ctypes
import os
import runpy
import struct
import sys
from collections.abc import Callable
from typing import Any

LARGEST_FILE_MB = 100
"""No process of a notebook writes a file that is larger: its outputs are in one."""
LARGEST_MEMORY_MB = 8192

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES, _TERMINATE = 1, 38, 15
_WRITE_FILE, _REMOVE_TO_SYMLINK, _REFER, _TRUNCATE = 1 << 1, sum(1 << bit for bit in range(4, 13)), 1 << 13, 1 << 14
_CONNECT = 1 << 1
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")
_LOOPBACK = ("127.0.0.1", "::1", "localhost", "", None)


def confine(folder: str) -> None:
    """Let this process write into a folder only, reach no network and start no program, from now on and for good."""
    sys.addaudithook(_refuser(os.path.realpath(folder)))
    if sys.platform == "linux":
        _landlock(folder)


def _refuser(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """What Python asks before everything that reaches outside.

    It raises errors of the system's kind, since libraries know how to go on without a cache or a helping program.
    """
    inside = (folder + os.sep, os.devnull)
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def may_write(path: object) -> bool:
        if isinstance(path, int):
            return True
        return os.path.realpath(os.fsdecode(path)).startswith(inside)  # type: ignore[arg-type]

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = given
            if flags & writing and path is not None and not may_write(path):
                raise PermissionError(f"{path}: while a pack is built, a notebook writes no file; show it instead")
        elif event in _CHANGES:
            if not all(may_write(path) for path in given[:2] if isinstance(path, str | bytes | os.PathLike)):
                raise PermissionError(f"{given[0]}: while a pack is built, a notebook changes no file")
        elif event in _PROGRAMS:
            raise PermissionError("while a pack is built, a notebook starts no other program")
        elif event == "socket.connect":
            address = given[1]
            if isinstance(address, tuple) and address[0] not in _LOOPBACK:
                raise PermissionError("while a pack is built, a notebook reaches no network")
        elif event == "socket.getaddrinfo" and given[0] not in _LOOPBACK:
            raise PermissionError("while a pack is built, a notebook reaches no network")

    return refuse


def _landlock(folder: str) -> None:
    """Have the system hold to it too, where it can; by the calls of linux/landlock.h, which no library here wraps."""
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return
    files = _WRITE_FILE | _REMOVE_TO_SYMLINK | (_REFER if version > 1 else 0) | (_TRUNCATE if version > 2 else 0)
    handled = struct.pack("QQ", files, _CONNECT) if version > 3 else struct.pack("Q", files)
    rules = system.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), ctypes.c_uint32(0))
    if rules < 0:
        return
    for path, allowed in ((folder, files), (os.devnull, files & (_WRITE_FILE | _TRUNCATE))):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        system.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", allowed, place), ctypes.c_uint32(0))
        os.close(place)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.syscall(_RESTRICT_SELF, rules, ctypes.c_uint32(0))
    os.close(rules)


def limit() -> None:
    """Bound the files and the memory of this process and of those that it starts, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    bounds = [(resource.RLIMIT_FSIZE, LARGEST_FILE_MB)]
    if sys.platform == "linux":
        bounds.append((resource.RLIMIT_DATA, LARGEST_MEMORY_MB))
    for kind, most_mb in bounds:
        _, hard = resource.getrlimit(kind)
        most = most_mb * 1024 * 1024 if hard == resource.RLIM_INFINITY else min(most_mb * 1024 * 1024, hard)
        resource.setrlimit(kind, (most, most))


def end_with_parent() -> None:
    """Have the system end this process when the one that started it ends, however it does, where the platform can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, _TERMINATE, 0, 0, 0)


def main() -> None:
    """Run papermill, or a kernel that is confined to a folder."""
    kind, *rest = sys.argv[1:]
    limit()
    if kind == "papermill":
        end_with_parent()
        sys.argv = ["papermill", *rest]
        # As where a command begins: papermill needs no checker of web addresses, which is slow to import
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
        runpy.run_module("papermill", run_name="__main__", alter_sys=True)
    else:
        folder, *rest = rest
        confine(folder)
        sys.argv = ["ipykernel_launcher", *rest]
        runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
