"""Checks the public list of an office against its public log.

    python3 verify_list.py https://office.example [--since HEAD] [--save HEAD] [--key DIGITS]

One file, standard library only: it can be copied to any machine with Python 3.8 or newer.
The address may also be a folder with a copy of the site. Nothing is sent but requests for
what everybody can read: /data/log/ and the lists that the log names.

What it does: fetches every line of the log, computes the root of their Merkle tree (RFC
9162), compares it with the head that the office has signed, and compares each row of the
lists with what the log said last of it. With --since it compares with a head that you kept
(--save): what you saw then must still be the beginning of what is there now.

Exit codes: 0 everything fits · 1 something does not, and is said · 2 it was called wrongly ·
3 it could not be checked (no network, no log, or it changed all the while).
"""

import argparse
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

FITS, DIFFERS, USAGE, UNKNOWN = range(4)
WIDTH = 256  # lines of a full tile
MOST = 200_000_000  # bytes of one file
PATIENCE = 20.0  # seconds: a list may be a little behind the log, or the log behind it
PAUSE = 4.0
LOG = "data/log/"
ROW = ("reference", "name", "kind", "community", "place", "batch", "since", "status")
# What is found, in words. {0}, {1} … are its particulars.
WORDS = {
    "unreadable": ("日志头读不懂", "The head of the log cannot be read"),
    "signature": (
        "签名不对：日志头不是用这把公钥对应的钥匙签的",
        "The signature is wrong: the head was not signed with the key that is shown",
    ),
    "key": (
        "公钥的指纹是 {0}，不是您给的 {1}",
        "The key has the fingerprint {0}, not {1}, which you gave",
    ),
    "missing": (
        "少了日志文件 {0}：签过名的有 {1} 行",
        "The log has no file {0}, though {1} lines were signed",
    ),
    "root": (
        "日志的行被改过、删过或换过位置：算出来的和签名的对不上",
        "Lines of the log were altered, dropped or swapped: they are not what was signed",
    ),
    "line": (
        "日志第 {0} 行不是一行决定",
        "Line {0} of the log is no line of a log",
    ),
    "backdated": (
        "日志第 {0} 行写的时间（{1}）比它前面的早：时间倒填",
        "Line {0} of the log is backdated: it says {1}, earlier than what came before it",
    ),
    "ahead": (
        "日志第 {0} 行写的时间（{1}）比日志头还晚",
        "Line {0} of the log says {1}, later than the head that names it",
    ),
    "shorter": (
        "日志变短了：您保存时有 {0} 行，现在只有 {1} 行，有决定被拿掉",
        "Decisions were taken out of the log: it had {0} lines when you saved, now {1}",
    ),
    "forked": (
        "日志分叉了：前 {0} 行和您保存时的不一样，给人看的是另一份",
        "The log was forked: its first {0} lines are not those of the head that you saved",
    ),
    "older": (
        "给您看的是旧的：您保存的是第 {0} 次发布，现在给的是第 {1} 次",
        "What is shown is older than what you saved: release {1}, and you have {0}",
    ),
    "other_key": (
        "您保存的日志头不是用现在这把钥匙签的：钥匙换了，或者日志被换了",
        "The head that you saved was not signed with the key that is shown now",
    ),
    "no_list": (
        "名单 {0} 拿不到，或者读不懂",
        "The list {0} is not there, or cannot be read",
    ),
    "no_row": (
        "名单 {0} 里有一行没有编号，或者不是一行",
        "The list {0} has a row without a reference",
    ),
    "unknown": (
        "{0} 在名单上，可公开日志从来没有它的决定",
        "{0} is on the list, and the log never had a decision about it",
    ),
    "status": (
        "{0} 被改过：名单上是“{1}”，日志最后记的是“{2}”",
        "{0} was altered: the list says {1}, the log said last {2}",
    ),
    "row": (
        "{0} 被改过：名单上的名称、位置、日期等不是日志记的那些",
        "{0} was altered: its name, place or day on the list is not what the log answers for",
    ),
    "swapped": (
        "{0} 和 {1} 在名单上被调换了",
        "{0} and {1} were swapped on the list",
    ),
    "twice": ("{0} 在名单上有两行", "{0} is on the list twice"),
    "dropped": (
        "{0} 被删掉了：日志最后记的是“{1}”，名单上却没有它",
        "{0} was dropped: the log said last {1}, and the list does not have it",
    ),
}


class Away(Exception):
    """Something could not be fetched."""


class Finding:
    """Something that does not fit. `is_of_list`: it may be one of a moment."""

    def __init__(self, code, *particulars, is_of_list=False):
        self.code = code
        self.particulars = particulars
        self.is_of_list = is_of_list

    def __str__(self):
        return "\n    ".join(
            words.format(*self.particulars) for words in WORDS[self.code]
        )


class Source:
    """A site by its address, or a copy of one in a folder."""

    def __init__(self, address):
        self.is_folder = os.path.isdir(address)
        self.root = address.rstrip("/") + "/"

    def get(self, path):
        """The bytes of a file; None where there is none.

        Raises Away where that cannot be told.
        """
        if self.is_folder:
            place = os.path.join(self.root, path)
            if not os.path.isfile(place):
                return None
            with open(place, "rb") as file:
                return file.read(MOST)
        headers = {"User-Agent": "verify_list", "Cache-Control": "no-cache"}
        try:
            # main() takes https:// and http:// alone
            request = urllib.request.Request(self.root + path, headers=headers)  # noqa: S310
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.read(MOST)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise Away("%s: %s" % (path, error)) from None
        except (OSError, ValueError) as error:
            raise Away("%s: %s" % (path, error)) from None


class Head:
    """What the office has signed: a note, an empty line, signatures."""

    def __init__(self, note):
        """Raises ValueError where it is none."""
        text, empty, self.signatures = note.partition("\n\n")
        self.note = note
        self.text = text + "\n"
        lines = text.split("\n")
        self.origin = lines[0]
        self.size = int(lines[1])
        self.root = base64.b64decode(lines[2], validate=True)
        said = [line.partition(" ") for line in lines[3:]]
        named = {name: value for name, _space, value in said}
        self.moment = named["moment"]
        self.release = int(named["release"])
        # campaign, address, and the statuses that always stand in it
        self.lists = [
            value.split(" ") for name, _space, value in said if name == "list"
        ]
        if not empty or self.size < 0 or any(len(one) != 3 for one in self.lists):
            raise ValueError("no head")


# The tree of RFC 9162


def roots(lines, sizes):
    """The root of the tree after each of these numbers of lines, by number."""
    wanted = set(sizes)
    subtrees = []
    found = {0: hashlib.sha256(b"").digest()} if 0 in wanted else {}
    for size, line in enumerate(lines, 1):
        node = hashlib.sha256(b"\x00" + line).digest()
        left = size
        while left % 2 == 0:
            node = hashlib.sha256(b"\x01" + subtrees.pop() + node).digest()
            left //= 2
        subtrees.append(node)
        if size in wanted:
            root = subtrees[-1]
            for other in subtrees[-2::-1]:
                root = hashlib.sha256(b"\x01" + other + root).digest()
            found[size] = root
    return found


# The signature


def fingerprint_of(pem):
    """SHA-256 of the key in DER. Raises ValueError where it is no key."""
    return hashlib.sha256(der_of(pem)).hexdigest()


def der_of(pem):
    rows = pem.decode("ascii").split("-----BEGIN PUBLIC KEY-----")[1]
    return base64.b64decode("".join(rows.split("-----END")[0].split()), validate=True)


def is_signed(head, pem):
    """True or False; None where this machine has nothing to check it with."""
    found = [line.rpartition(" ")[2] for line in head.signatures.splitlines()]
    try:
        signatures = [base64.b64decode(one, validate=True)[4:] for one in found]
    except ValueError:
        return False
    signatures = [one for one in signatures if len(one) == 64]
    if not signatures:
        return False
    results = [_is_right(one, head.text.encode(), pem) for one in signatures]
    return None if results == [None] * len(results) else True in results


def _is_right(signature, text, pem):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        return _by_openssl(signature, text, pem)
    try:
        load_pem_public_key(pem).verify(signature, text)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _by_openssl(signature, text, pem):
    openssl = shutil.which("openssl")
    if not openssl:
        return None
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, data in (("key", pem), ("text", text), ("signature", signature)):
            names[name] = os.path.join(folder, name)
            with open(names[name], "wb") as file:
                file.write(data)
        command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", names["key"]]
        command += ["-rawin", "-in", names["text"], "-sigfile", names["signature"]]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        return True
    return (
        False if b"Verif" in done.stdout else None
    )  # an openssl that knows no Ed25519


# The log


class Log:
    """The lines that a head names, and what they said last of each enterprise."""

    def __init__(self, source, head):
        self.lines = []
        self.findings = []
        for path, number in tiles(head.size):
            data = source.get(path)
            rows = (data or b"").split(b"\n")
            if data is None or len(rows) != number + 1 or rows[-1]:
                self.findings.append(Finding("missing", path, head.size))
            self.lines += rows[:-1]
        self.last = {}
        self.events = []
        self._read(head)

    def _read(self, head):
        before = ""
        for number, line in enumerate(self.lines, 1):
            said = leaf_of(line)
            if said is None:
                self.findings.append(Finding("line", number))
                continue
            if said["moment"] < before:
                self.findings.append(Finding("backdated", number, said["moment"]))
            if said["moment"] > head.moment:
                self.findings.append(Finding("ahead", number, said["moment"]))
            before = max(before, said["moment"])
            if "reference" in said:
                self.last[said["campaign"], said["reference"]] = said
            elif "restored" in said:
                self.events.append(said)


def tiles(size):
    """The path of each tile, and its number of lines."""
    full, rest = divmod(size, WIDTH)
    found = [("%stiles/%06d.txt" % (LOG, number), WIDTH) for number in range(full)]
    return found + ([("%stiles/%06d.%d.txt" % (LOG, full, rest), rest)] if rest else [])


def leaf_of(line):
    """What a line says; None where it is not written as lines are."""
    try:
        said = json.loads(line.decode("ascii"))
        written = json.dumps(said, sort_keys=True, separators=(",", ":"))
    except ValueError:
        return None
    if not isinstance(said, dict) or written.encode() != line:
        return None
    is_decision = {"campaign", "reference", "status", "file", "row"} <= said.keys()
    is_other = {"audit", "restored"} & said.keys()
    is_text = all(isinstance(value, str) for value in said.values())
    return said if is_text and "moment" in said and (is_decision or is_other) else None


def check_log(head, log, since):
    """The lines against the head, and against one that was saved."""
    sizes = [head.size] + ([since.size] if since else [])
    found = roots(log.lines, sizes)
    findings = list(log.findings)
    if len(log.lines) != head.size or found.get(head.size) != head.root:
        findings.append(Finding("root"))
    if since is None:
        return findings
    if since.size > head.size:
        findings.append(Finding("shorter", since.size, head.size))
    elif found.get(since.size) != since.root:
        findings.append(Finding("forked", since.size))
    if head.release < since.release or head.moment < since.moment:
        findings.append(Finding("older", since.release, head.release))
    for number, line in enumerate(log.lines[since.size :], since.size + 1):
        said = leaf_of(line)
        if said and said["moment"] < since.moment:
            findings.append(Finding("backdated", number, said["moment"]))
    return findings


# The lists


def row_hash(row):
    told = {name: row.get(name) for name in ROW}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_lists(source, head, log):
    """Each row against what the log said last of it, and the reverse."""
    for campaign, address, statuses in head.lists:
        try:
            rows = json.loads(source.get(address.lstrip("/")) or b"")["enterprises"]
        except (ValueError, KeyError, TypeError):
            yield Finding("no_list", address, is_of_list=True)
            continue
        good = [row for row in rows if isinstance(row, dict) and row.get("reference")]
        if len(good) < len(rows):
            yield Finding("no_row", address, is_of_list=True)
        shown = {}
        for row in good:
            if row["reference"] in shown:
                yield Finding("twice", row["reference"], is_of_list=True)
            shown[row["reference"]] = row
        said = {key[1]: leaf for key, leaf in log.last.items() if key[0] == campaign}
        yield from _compare(shown, said, statuses.split(","))


def _compare(shown, said, statuses):
    wrong = {}
    for reference, row in sorted(shown.items()):
        leaf = said.get(reference)
        if leaf is None:
            yield Finding("unknown", reference, is_of_list=True)
        elif leaf["row"] != row_hash(row):
            wrong[reference] = row
        elif leaf["status"] != row.get("status"):
            yield Finding(
                "status", reference, row.get("status"), leaf["status"], is_of_list=True
            )
    yield from _altered(wrong, said)
    for reference, leaf in sorted(said.items()):
        if leaf["status"] in statuses and reference not in shown:
            yield Finding("dropped", reference, leaf["status"], is_of_list=True)


def _altered(wrong, said):
    """Rows that are not what the log answers for; told apart where two were swapped."""
    told = set()
    for reference, row in sorted(wrong.items()):
        if reference in told:
            continue
        for other in sorted(wrong.keys() - {reference}):
            if row_hash(dict(row, reference=other)) == said[other]["row"]:
                told |= {reference, other}
                yield Finding("swapped", reference, other, is_of_list=True)
                break
        else:
            if row.get("status") != said[reference]["status"]:
                values = (reference, row.get("status"), said[reference]["status"])
                yield Finding("status", *values, is_of_list=True)
            else:
                yield Finding("row", reference, is_of_list=True)


# All of it


class Result:
    """`signed` as is_signed says; `head` None where there is none."""

    def __init__(self):
        self.findings = []
        self.head = None
        self.signed = None
        self.fingerprint = ""
        self.log = None


def check(source, since=None, key=""):
    """Once. Raises Away where something cannot be fetched, or changed meanwhile."""
    result = Result()
    note = source.get(LOG + "head.txt")
    pem = source.get(LOG + "key.txt")
    if note is None or pem is None:
        raise Away("there is no public log (%shead.txt)" % LOG)
    try:
        head = result.head = Head(note.decode("utf-8"))
        result.fingerprint = fingerprint_of(pem)
    except (ValueError, IndexError, KeyError):
        result.findings.append(Finding("unreadable"))
        return result
    result.signed = is_signed(head, pem)
    if result.signed is False:
        result.findings.append(Finding("signature"))
    wanted = "".join(key.lower().split())
    if wanted and (len(wanted) < 16 or not result.fingerprint.startswith(wanted)):
        result.findings.append(Finding("key", grouped(result.fingerprint), key))
    if since and is_signed(since, pem) is False:
        result.findings.append(Finding("other_key"))
    result.log = Log(source, head)
    result.findings += check_log(head, result.log, since)
    result.findings += check_lists(source, head, result.log)
    if source.get(LOG + "head.txt") != note:
        raise Away("something was published meanwhile")
    return result


def patiently(source, since, key, patience):
    """What stays when the lists and the log had time to follow each other."""
    until = time.monotonic() + patience
    while True:
        is_last = time.monotonic() + PAUSE > until
        try:
            result = check(source, since, key)
            if is_last or not any(one.is_of_list for one in result.findings):
                return result
        except Away:
            if is_last:
                raise
        time.sleep(PAUSE)


def grouped(fingerprint):
    return " ".join(fingerprint[at : at + 4] for at in range(0, 32, 4))


def tell(result):
    """What was found, in words."""
    head = result.head
    if head:
        print("公开日志 / public log: %s" % head.origin)
        print(
            "  %d 行 / lines · 第 %d 次发布 / release · %s"
            % (head.size, head.release, head.moment)
        )
        print("  钥匙指纹 / key fingerprint: %s" % grouped(result.fingerprint))
    if head and result.signed is None:
        print(
            "  这台机器没有可以核对签名的工具（cryptography 或 openssl）：签名没有核对"
        )
        print(
            "  The signature was NOT checked: neither cryptography nor openssl is here"
        )
    for event in result.log.events if result.log else []:
        print(
            "  %s 从备份恢复过 / restored from a backup of %s"
            % (event["moment"], event["restored"])
        )
    for finding in result.findings:
        print("✗ %s" % finding)
    if not result.findings:
        print("✓ 全部对得上：%d 家 / everything fits" % len(result.log.last))


def read_head(path):
    try:
        with open(path, encoding="utf-8") as file:
            return Head(file.read())
    except (OSError, ValueError, IndexError, KeyError) as error:
        sys.stderr.write("%s cannot be read as a saved head: %s\n" % (path, error))
        sys.exit(USAGE)


def main(words=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "address", help="https://… of the site, or a folder with a copy"
    )
    parser.add_argument("--since", metavar="HEAD", help="a head that you saved before")
    parser.add_argument(
        "--save", metavar="HEAD", help="save the head, if everything fits"
    )
    parser.add_argument(
        "--key",
        default="",
        metavar="DIGITS",
        help="the fingerprint printed on a poster",
    )
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, help="seconds to wait for a list"
    )
    chosen = parser.parse_args(words)
    since = read_head(chosen.since) if chosen.since else None
    source = Source(chosen.address)
    if not source.is_folder and not chosen.address.startswith(("http://", "https://")):
        parser.error("%s is neither an address nor a folder" % chosen.address)
    try:
        result = patiently(source, since, chosen.key, chosen.patience)
    except Away as error:
        sys.stderr.write("没有核对成 / could not be checked: %s\n" % error)
        return UNKNOWN
    tell(result)
    if result.findings:
        return DIFFERS
    return keep(result.head, chosen.save) if chosen.save else FITS


def keep(head, path):
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(head.note)
    except OSError as error:
        sys.stderr.write("%s cannot be written: %s\n" % (path, error.strerror))
        return USAGE
    return FITS


if __name__ == "__main__":
    sys.exit(main())
