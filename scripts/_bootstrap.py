"""What run.py and test.py share: the Python check, the virtual environment, and what is
installed into it.

Standard library only, and a syntax that an old Python can read, so that it can say what
is missing.
"""

import os
import shutil
import subprocess
import sys
import threading
import time

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(PROJECT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed.txt")


def stop(message, code=2):
    """Say what is wrong and what to do, and end."""
    sys.stdout.flush()
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(code)


def check_python(version=sys.version_info):
    if tuple(version[:2]) < (3, 11):
        stop(
            "Python 3.11 or newer is needed; this is %d.%d. Install a newer Python and "
            "run this again with it, "
            "for example: python3.11 %s" % (version[0], version[1], sys.argv[0])
        )


def ensure_installed(lock_name):
    """Make .venv and install a lock file into it, unless all of that is in it."""
    lock = os.path.join(PROJECT, lock_name)
    wanted = pins(lock)
    installed = read_stamp() if os.path.exists(PYTHON) else {}
    if all(installed.get(name) == pin for name, pin in wanted.items()):
        return
    if not os.access(PROJECT, os.W_OK):
        stop(
            "%s cannot be written, and .venv belongs there. Give it to the user that "
            "runs this, or install as its owner: python3 scripts/run.py --install"
            % PROJECT
        )
    if shutil.disk_usage(PROJECT).free < 700 * 1000 * 1000:
        stop(
            "There is less than 700 MB of free disk space; what the project needs does not fit."
        )
    if not os.path.exists(PYTHON):
        make_environment()
    if os.path.exists(STAMP):
        os.remove(STAMP)  # what is half installed is not named
    install(lock)
    installed.update(wanted)
    with open(STAMP, "w") as stamp:
        stamp.writelines("%s==%s\n" % one for one in sorted(installed.items()))


def pins(lock):
    """The packages that a lock file names, with their versions and conditions."""
    found = {"python": "%d.%d" % sys.version_info[:2]}
    with open(lock) as lines:
        for line in lines:
            name, is_pin, rest = line.partition("==")
            if is_pin and not line.startswith((" ", "#")):
                version = rest.rstrip("\\\n").strip()
                found[name] = "|".join(sorted({version, found.get(name, version)}))
    return found


def read_stamp():
    """What is in .venv: each package with the version that was installed last."""
    if not os.path.exists(STAMP):
        return {}
    with open(STAMP) as lines:
        return dict(line.rstrip("\n").split("==", 1) for line in lines)


def make_environment():
    print("Making the virtual environment .venv", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        said = done.stdout.decode(errors="replace")
        if "ensurepip" in said or "No module named venv" in said:
            stop(
                "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"
            )
        stop("The virtual environment could not be made:\n" + said)


def install(lock, folder=None):
    """Into .venv, or into a folder of its own."""
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    environment.pop("PIP_CONSTRAINT", None)  # the lock file alone decides
    uv = shutil.which("uv")
    chosen = [uv, "pip", "install", "--python", PYTHON]
    command = chosen if uv else [PYTHON, "-m", "pip", "install"]
    command += ["--quiet", "--require-hashes", "-r", lock]
    if folder:
        command += ["--target", folder]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    said = []
    reader = threading.Thread(
        target=lambda: said.append(process.stdout.read().decode(errors="replace"))
    )
    reader.start()
    show_progress(process)
    reader.join()
    if process.returncode:
        stop(explain("".join(said)))


def compile_modules():
    """The user that an office runs as mostly may not write here, and would compile every
    module of the program anew in each process.
    """
    folders = [os.path.join(PROJECT, "forms_app"), os.path.join(VENV, "lib")]
    # what a library brings for another Python compiles nowhere: that is no failure
    subprocess.call([PYTHON, "-m", "compileall", "-qq", *folders])


def show_progress(process):
    """How long it has taken, on one line that is written over; in a log, only that it
    begins and that it is done.
    """
    began = time.monotonic()
    is_watched = sys.stdout.isatty()
    doing = "Installing what the lock file names …"
    print(doing, end="" if is_watched else "\n", flush=True)
    while process.poll() is None:
        time.sleep(1)
        if is_watched:
            seconds = time.monotonic() - began
            print("\r%s %d s" % (doing, seconds), end="", flush=True)
    seconds = time.monotonic() - began
    if is_watched:
        print("\r" + " " * 60, end="\r")
    if process.returncode == 0:
        print("Installed in %d s." % seconds, flush=True)


def explain(said):
    """What an installer's output means, in words."""
    signs = (
        "Temporary failure in name resolution",
        "Connection",
        "dns error",
        "No matching distribution",
        "Failed to fetch",
    )
    if "No space left" in said:
        return "The disk is full; make room and run this again."
    if any(sign in said for sign in signs):
        return (
            "The package index cannot be reached. Check the network and run this "
            "again; what was installed is kept.\n" + said[-800:]
        )
    return "Installing failed:\n" + said[-2000:]
