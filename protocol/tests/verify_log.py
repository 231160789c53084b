#!/usr/bin/env python3
"""Verifies logs, written from docs/log-format.md alone: a second opinion on the verifier in Rust.

    verify_log.py FILE…     prints a verdict a file
    verify_log.py --hex     reads files from standard input, each as one line of hexadecimal digits
"""

import hashlib
import hmac
import json
import re
import sys

LINE_BYTES = 1_048_576
DEPTH = 127
MAX_INTEGER = 2**53 - 1
HASH = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Fault(Exception):
    pass


def only_integers(value, depth=1):
    if isinstance(value, (dict, list)):
        inside = value.values() if isinstance(value, dict) else value
        return depth <= DEPTH and all(only_integers(inner, depth + 1) for inner in inside)
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= MAX_INTEGER
    return not isinstance(value, float)


def ordered(value):
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [ordered(inner) for inner in value] if isinstance(value, list) else value


def canonical(value):
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def parsed(line):
    """The line's value, or None where the line is not in canonical form."""
    try:
        value = json.loads(line.decode("utf-8"))
        return value if only_integers(value) and canonical(value) == line else None
    except (ValueError, RecursionError):
        return None


def is_hash(value):
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def commitments(value, pointer=""):
    """Yields the JSON Pointer and the text of each commitment."""
    if isinstance(value, dict) and list(value) == ["commitment"] and isinstance(value["commitment"], str):
        yield pointer, value["commitment"]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from commitments(inner, pointer + "/" + key.replace("~", "~0").replace("/", "~1"))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from commitments(inner, f"{pointer}/{index}")


def is_header(value):
    return (
        isinstance(value, dict)
        and set(value) == {"format", "v", "session", "created"}
        and value["format"] == "cicerone-log"
        and value["v"] is not True
        and value["v"] == 1
        and isinstance(value["session"], str)
        and UUID.fullmatch(value["session"]) is not None
        and isinstance(value["created"], str)
    )


def is_entry(value):
    if not isinstance(value, dict) or set(value) - {"personal"} != {"body", "hash"}:
        return False
    personal = value.get("personal", {"absent": {"salt": "", "value": ""}})
    return (
        isinstance(value["body"], dict)
        and is_hash(value["hash"])
        and isinstance(personal, dict)
        and len(personal) > 0
        and all(isinstance(kept, dict) and set(kept) == {"salt", "value"} for kept in personal.values())
        and all(isinstance(text, str) for kept in personal.values() for text in kept.values())
    )


def check(entry, session, head, n):
    """Returns the chain's next hash and the number of erased values."""
    body, personal = entry["body"], entry.get("personal", {})
    digest = hashlib.sha256(canonical(body)).digest()
    head = hashlib.sha256(b"\x01" + head + n.to_bytes(8, "big") + digest).digest()
    if entry["hash"] != head.hex():
        raise Fault("hash")
    if body.get("seq") is True or body.get("seq") != n:
        raise Fault("order")
    if body.get("session") != session:
        raise Fault("session")
    committed = dict(commitments(body))
    for pointer, kept in personal.items():
        if pointer not in committed or not is_hash(kept["salt"]):
            raise Fault("commitment")
        made = hmac.new(bytes.fromhex(kept["salt"]), kept["value"].encode("utf-8"), "sha256")
        if made.hexdigest() != committed[pointer]:
            raise Fault("commitment")
    return head, len(committed) - len(personal)


def verify(file):
    end = file.find(b"\n")
    header = parsed(file[:end]) if 0 <= end < LINE_BYTES else None
    if not is_header(header):
        return {"verdict": "altered", "seq": 0, "fault": "header"}
    head, events, erased, closed = hashlib.sha256(file[:end]).digest(), 0, 0, False
    start = end + 1
    while start < len(file):
        end = file.find(b"\n", start)
        try:
            if closed:
                raise Fault("after_end")
            if (end if end >= 0 else len(file)) - start >= LINE_BYTES:
                raise Fault("form")
            if end < 0:
                break
            entry = parsed(file[start:end])
            if not is_entry(entry):
                raise Fault("form")
            head, gone = check(entry, header["session"], head, events + 1)
        except Fault as fault:
            return {"verdict": "altered", "seq": events + 1, "fault": str(fault)}
        events, erased, closed = events + 1, erased + gone, entry["body"].get("type") == "session.closed"
        start = end + 1
    found = {"events": events, "head": head.hex()}
    if not closed:
        return {"verdict": "truncated", **found}
    return {"verdict": "redacted_but_intact", **found, "erased": erased} if erased else {"verdict": "intact", **found}


if __name__ == "__main__":
    if sys.argv[1:] == ["--hex"]:
        for text in sys.stdin:
            print(json.dumps(verify(bytes.fromhex(text))))
    else:
        for path in sys.argv[1:]:
            with open(path, "rb") as log:
                print(json.dumps(verify(log.read())))
