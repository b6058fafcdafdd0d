"""What run.py and test.py share: the Python check, the virtual environment, and what is
installed into it.

Standard library only, and a syntax that an old Python can read, so that it can say what
is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(PROJECT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


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
            "for example: python3.11 scripts/run.py" % (version[0], version[1])
        )


def ensure_installed(lock_name):
    """Make .venv and install a lock file into it; does nothing when that was done
    before.
    """
    lock = os.path.join(PROJECT, lock_name)
    with open(lock, "rb") as file:
        wanted = hashlib.sha256(file.read() + sys.version.encode()).hexdigest()
    stamp = os.path.join(VENV, "installed-" + wanted[:16])
    if os.path.exists(stamp) and os.path.exists(PYTHON):
        return
    if not os.access(PROJECT, os.W_OK):
        stop(
            "%s cannot be written, and .venv belongs there. Give it to the user that runs this."
            % PROJECT
        )
    if shutil.disk_usage(PROJECT).free < 700 * 1000 * 1000:
        stop(
            "There is less than 700 MB of free disk space; what the project needs does not fit."
        )
    if not os.path.exists(PYTHON):
        make_environment()
    install(lock)
    open(stamp, "w").close()


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


def install(lock):
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    environment.pop("PIP_CONSTRAINT", None)  # the lock file alone decides
    uv = shutil.which("uv")
    if uv:
        command = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            PYTHON,
            "--require-hashes",
            "-r",
            lock,
        ]
    else:
        command = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            lock,
        ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    said = []
    reader = threading.Thread(
        target=lambda: said.append(process.stdout.read().decode(errors="replace"))
    )
    reader.start()
    began = time.monotonic()
    while process.poll() is None:
        print(
            "\rInstalling what the lock file names … %d s" % (time.monotonic() - began),
            end="",
            flush=True,
        )
        time.sleep(1)
    reader.join()
    print("\rInstalled in %d s.%s" % (time.monotonic() - began, " " * 40), flush=True)
    if process.returncode:
        stop(explain("".join(said)))


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
