"""What `make` does, for a machine that has only Python: `python make.py pack COUNCIL=kent YEAR=2024-25`.

Each goal installs what it needs into `.venv` first, exactly as requirements.lock has it. The Makefile calls this file.
It needs nothing but Python's own library, and runs in an old Python far enough to say which one is wanted.
"""

import ast
import difflib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
LOCK = ROOT / "requirements.lock"
WHEELHOUSE = ROOT / "wheelhouse"

GOALS = {
    "pack": "build a pack and say what to open",
    "test": "run everything that CI runs",
    "lab": "open JupyterLab at the notebooks",
    "lint": "check style, types and which room imports which",
    "docs": "build the site of the documentation in .cache/docs",
    "bench": "measure builds beside the command loop, and write bench/results.json",
    "install": "install what a pack needs, and no more",
    "lock": "write requirements.lock anew from pyproject.toml, keeping versions that still fit",
    "upgrade": "the same, with the newest versions",
    "wheelhouse": "fetch what pack and lab need into wheelhouse/, for a machine without a registry",
    "clean": "remove .venv and .cache",
}
VARIABLES = {"COUNCIL": "north-somerset", "YEAR": "2022-23", "REPORTS": ""}

# Each need holds the one before it; the extras of pyproject.toml that it takes. None means all of them.
NEEDS = {"pack": ("build",), "lab": ("build", "lab"), "test": None}
NEED_OF = {
    "install": "pack",
    "pack": "pack",
    "bench": "pack",
    "docs": "pack",
    "lab": "lab",
    "lint": "test",
    "test": "test",
}

HEADER = (
    "# Exact versions and hashes for every platform and Python 3.11 to 3.13. Made by `make lock` from pyproject.toml.\n"
    "# `for` says which need comes first to a package: lab takes what pack takes and more, test takes all.\n"
)
# What uv calls the settings that pip may have on a machine: its own registry, proxy or certificate
OF_PIP = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}
NOTHING_TO_DO = 3
LONGEST_PATH = 260
LONGEST_INSIDE = 150


def main(words):
    """Do the goals that the words name, one after the other.

    Returns:
        The exit code: nought, 2 where the words were not understood, else that of the command which failed.
    """
    try:
        goals, variables = understood(words, os.environ)
        for goal in goals:
            pursue(goal, variables)
    except RefusedError as refused:
        print(f"make.py: {refused}", file=sys.stderr)
        return refused.code
    return 0


class RefusedError(Exception):
    """What cannot be done, and what to do instead."""

    def __init__(self, message, code=2):
        """Keep what is said, and the exit code."""
        super().__init__(message)
        self.code = code


def understood(words, environment):
    """The goals among words, and the variables, which the environment may hold too.

    Raises:
        RefusedError: a word is neither a goal nor NAME=VALUE, or there is no variable of that name.
    """
    variables = {name: environment.get(name, usual) for name, usual in VARIABLES.items()}
    goals = []
    for word in words:
        name, given, value = word.partition("=")
        if given and name not in VARIABLES:
            raise RefusedError("there is no variable {}: valid are {}".format(name, ", ".join(VARIABLES)))
        if given:
            variables[name] = value
        elif word in GOALS:
            goals.append(word)
        else:
            raise RefusedError(_no_goal(word))
    if not goals:
        raise RefusedError("say what to do:\n" + "\n".join("  {:11}{}".format(*item) for item in GOALS.items()))
    return goals, variables


def _no_goal(word):
    near = difflib.get_close_matches(word.lstrip("-").lower(), GOALS, 1)
    instead = f"did you mean {near[0]}?" if near else "valid are {}".format(", ".join(GOALS))
    return f"there is no goal {word!r}: {instead} Variables are given as NAME=VALUE, such as YEAR=2024-25"


def pursue(goal, variables):
    """Do one goal, after what it needs is installed."""
    if goal in NEED_OF:
        install(NEED_OF[goal])
        for command in commands(goal, variables):
            run(command)
    elif goal == "wheelhouse":
        fetch_wheels("lab")
    elif goal == "clean":
        clean()
    else:
        write_lock(anew=goal == "upgrade")


def commands(goal, variables):
    """The commands of a goal, each as a list of words."""
    python, program = str(BIN / ("python" + EXE)), lambda name: str(BIN / (name + EXE))
    lint = [
        [program("ruff"), "check", "."],
        [program("ruff"), "format", "--check", "."],
        [program("mypy")],
        [program("lint-imports"), "--no-cache", "--no-logo"],
        [python, "tests/reading_age.py"],
    ]
    # One kernel, so that a notebook saved with another opens in the project's own Python, and nobody is asked for one
    lab = ["--LabApp.default_url=/lab/tree/notebooks", "--KernelSpecManager.allowed_kernelspecs=python3"]
    return {
        "pack": _pack(program("panelpack"), variables),
        "lint": lint,
        "test": [*lint, [python, "-m", "pytest", "-n", "2", "--dist", "loadfile"]],
        "lab": [[program("jupyter"), "lab", *lab]],
        "bench": [[python, "tests/bench.py"]],
        "docs": [[python, "docs/build.py"]],
        "install": [],
    }[goal]


def _pack(panelpack, variables):
    """A pack; the invented council makes up its records first."""
    council, year = "--council={COUNCIL}".format(**variables), "--year={YEAR}".format(**variables)
    build = [panelpack, "build", *variables["REPORTS"].split(), council, year, "--pdf"]
    made_up = (ROOT / "data" / "returns" / "sampleshire" / "INVENTED.txt").is_file()
    return [build] if variables["COUNCIL"] != "sampleshire" or made_up else [[panelpack, "sample"], build]


def run(command, **settings):
    """Run a command in the checkout, saying it; an interrupt or a request to end is the command's to answer.

    Raises:
        RefusedError: it failed.
    """
    print(" ".join(word.replace(str(ROOT) + os.sep, "") for word in command), flush=True)
    code = _ended(command, **settings)
    if code == NOTHING_TO_DO and Path(command[0]).stem == "panelpack":
        return
    if code:
        raise RefusedError(f"{Path(command[0]).name} ended with {code}", code if code > 0 else 128 - code)


def _ended(command, environment=None):
    """The exit code of a command. Text is UTF-8 in it, on Windows too."""
    environment = dict(os.environ, PYTHONUTF8="1", **(environment or {}))
    process = subprocess.Popen(command, cwd=str(ROOT), env=environment)
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the same keys reached the command, which tidies up before it ends
                continue
    finally:
        signal.signal(signal.SIGTERM, before)


def install(need):
    """Install what a need takes into `.venv`, unless it is there: quickly with uv, which pip brings; else with pip."""
    wanted = requirements(LOCK.read_text(encoding="utf-8"), need)
    mark = _digest(need)
    if any(_read(VENV / (other + ".ready")) == _digest(other) for other in list(NEEDS)[list(NEEDS).index(need) :]):
        return
    if not is_made():
        refuse_python(sys.version_info)
        refuse_long_path(str(ROOT))
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    listed = VENV / (need + ".txt")
    _write(listed, wanted)
    print(f"Installing what {need} needs into .venv", flush=True)
    if not _by_uv(listed):
        print("uv could not install it, as said above: pip does, more slowly", flush=True)
        _by_pip(listed)
    _write(VENV / (need + ".ready"), mark)


def is_made():
    """Whether `.venv` holds a Python that is still there, and pip whole: making it may have been broken off."""
    inside = list(VENV.glob("lib/python*/site-packages")) + [VENV / "Lib" / "site-packages"]
    has_pip = any(list(place.glob("pip-*.dist-info/RECORD")) for place in inside)
    return (BIN / ("python" + EXE)).exists() and has_pip


def _digest(need):
    """What a need takes and how panelpack itself is installed, as one word."""
    content = requirements(LOCK.read_text(encoding="utf-8"), need) + (ROOT / "pyproject.toml").read_text(
        encoding="utf-8"
    )
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def requirements(lock, need):
    """The part of a lock that a need takes: blocks as they stand, with their hashes.

    Raises:
        RefusedError: a block does not say what it is for.
    """
    order = list(NEEDS)
    kept = []
    for block in blocks(lock):
        said = re.search(r"^    # for (\w+)$", block, re.M)
        if said is None or said.group(1) not in order:
            raise RefusedError("requirements.lock does not say what {} is for: make lock".format(block.split(" ")[0]))
        if order.index(said.group(1)) <= order.index(need):
            kept.append(block)
    return "".join(kept)


def blocks(lock):
    """The packages of a lock, each with its hashes and notes, as they stand."""
    return [block for block in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.M) if "==" in block.split("\n")[0]]


def name_of(block):
    """The package of a block, as locks spell names."""
    return re.match(r"[A-Za-z0-9._-]+", block).group(0).lower()


def _by_uv(listed):
    """Install with uv, at the version of the lock; whether that went well."""
    lock = LOCK.read_text(encoding="utf-8")
    _write(VENV / "uv.txt", "".join(block for block in blocks(lock) if name_of(block) == "uv"))
    if _ended(_pip_install(VENV / "uv.txt")):
        return False
    uv = [str(BIN / ("uv" + EXE)), "pip", "install", "--quiet", "--python", str(BIN / ("python" + EXE))]
    settings = _pip_settings()
    if without_registry(settings):
        uv.append("--no-index")
    environment = for_uv(settings, os.environ)
    return not (
        _ended([*uv, "--require-hashes", "-r", str(listed)], environment)
        or _ended([*uv, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], environment)
    )


def _by_pip(listed):
    """Install with pip.

    Raises:
        RefusedError: no registry answers, or a file is not what the lock says.
    """
    own = [str(BIN / ("python" + EXE)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (_pip_install(listed), [*own, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]):
        if _ended(command):
            raise RefusedError(
                "the packages could not be installed, as said above; docs/install.md says what to try", 1
            )


def _pip_install(listed):
    """pip's command for a list with hashes; from the wheelhouse where there is one."""
    own = [str(BIN / ("python" + EXE)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if WHEELHOUSE.is_dir():
        own += ["--no-index", "--find-links", str(WHEELHOUSE)]
    return [*own, "--require-hashes", "-r", str(listed)]


def _pip_settings():
    """What `pip config list` says on this machine."""
    command = [str(BIN / ("python" + EXE)), "-m", "pip", "config", "list"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def for_uv(settings, environment):
    """The settings of pip in uv's words, for the environment; what stands there for uv already goes before.

    Args:
        settings: lines such as `global.index-url='https://registry.example/simple'`, as `pip config list` says them.
    """
    # Every file is held against its hash, so that it may come from any of several registries
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_LINK_MODE": "copy" if os.name == "nt" else "hardlink"}
    weight = {"global": 0, "install": 1, ":env:": 2}
    lines = [re.match(r"(global|install|:env:)\.([a-z-]+)=(.*)$", line) for line in settings.splitlines()]
    for line in sorted(filter(None, lines), key=lambda line: weight[line.group(1)]):
        if line.group(2) in OF_PIP:
            words = str(ast.literal_eval(line.group(3))).split()
            found[OF_PIP[line.group(2)]] = ("," if line.group(2) == "find-links" else " ").join(words)
    if WHEELHOUSE.is_dir():
        found["UV_FIND_LINKS"] = str(WHEELHOUSE)
    if "SSL_CERT_FILE" not in found:
        found["UV_SYSTEM_CERTS"] = "1"
    return {name: value for name, value in found.items() if name not in environment}


def without_registry(settings):
    """Whether packages come from a folder alone: there is a wheelhouse, or pip is told so."""
    told = re.search(r"^(global|install|:env:)\.no-index='(1|true|yes|on)'$", settings, re.M | re.I)
    return WHEELHOUSE.is_dir() or told is not None


def refuse_python(version):
    """Say which Python is wanted.

    Raises:
        RefusedError: this is another one.
    """
    if not (3, 11) <= tuple(version)[:2] < (3, 14):
        instead = (
            "py -3.12 make.py pack" if os.name == "nt" else "python3.12 make.py pack, or make PYTHON=python3.12 pack"
        )
        raise RefusedError(
            "panelpack needs Python 3.11, 3.12 or 3.13, and this is {}.{}: {} make.py pack".format(
                *version[:2], instead
            )
        )


def refuse_long_path(root, windows=os.name == "nt", switched_on=None):
    """Say where Windows would find the paths inside this folder too long.

    Raises:
        RefusedError: they would be.
    """
    if not windows or len(root) + LONGEST_INSIDE < LONGEST_PATH or (switched_on or _long_paths)():
        return
    raise RefusedError(
        f"{root} is {len(root)} characters long, and Windows takes {LONGEST_PATH} with all that is inside: "
        r"move this folder to a shorter place such as C:\panelpack, or have long paths switched on"
    )


def _long_paths():
    """Whether Windows is set to take long paths."""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def fetch_wheels(need):
    """Fetch every file that a need takes, for this platform and Python, into the wheelhouse; hashes are held."""
    refuse_python(sys.version_info)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wanted.txt"
        _write(listed, requirements(LOCK.read_text(encoding="utf-8"), need))
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--only-binary", ":all:", "--require-hashes", "-d", str(WHEELHOUSE), "-r", str(listed)])


def clean():
    """Remove what was installed and kept."""
    for folder in (VENV, ROOT / ".cache"):
        if folder.exists():
            print(f"rm -r {folder.name}", flush=True)
            shutil.rmtree(str(folder))


def write_lock(anew):
    """Write the lock, whole, with what each package is for; versions that still fit are kept unless it is made anew."""
    refuse_python(sys.version_info)
    place = ROOT / ".cache" / "lock"
    run([sys.executable, "-m", "venv", str(place)])
    inside = place / BIN.name
    run([str(inside / ("python" + EXE)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])
    whole = place / "whole.txt"
    _write(whole, "" if anew else LOCK.read_text(encoding="utf-8"))
    compile_ = [str(inside / ("uv" + EXE)), "pip", "compile", "--quiet", "--universal", "--no-emit-index-url"]
    compile_ += ["--no-header", "--python-version", "3.11", "pyproject.toml"]
    environment = for_uv("", os.environ)
    run([*compile_, "--all-extras", "--generate-hashes", "-o", str(whole)], environment=environment)
    names = {}
    for need, extras in NEEDS.items():
        part = place / (need + ".txt")
        taken = ["--all-extras"] if extras is None else [word for extra in extras for word in ("--extra", extra)]
        run([*compile_, *taken, "--no-annotate", "-c", str(whole), "-o", str(part)], environment=environment)
        names[need] = {name_of(block) for block in blocks(part.read_text(encoding="utf-8"))}
    _write(LOCK, HEADER + marked(whole.read_text(encoding="utf-8"), names))


def marked(lock, names):
    """A lock whose blocks say which need comes first to them.

    Args:
        names: the packages that each need takes, in the order of the needs.
    """
    told = []
    for block in blocks(lock):
        first = next(need for need, taken in names.items() if name_of(block) in taken)
        told.append("{}    # for {}\n".format(re.sub(r"^    # for \w+\n", "", block, flags=re.M), first))
    return "".join(told)


def _read(path):
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(path, text):
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
