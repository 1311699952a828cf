"""Data in a page: inert script blocks, which a browser neither runs nor fetches.

A container is gzip of ``[u32 length of header][header as JSON][blobs]``, in the page as base64:
whatever a report says, no byte of it can be read as markup. ``assets/src/container.js`` reads it.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

LEVEL = 6
"""gzip's level: 9 takes ten times as long for two per cent."""


def container(header: dict[str, Any], blobs: dict[str, bytes]) -> bytes:
    """Return header and blobs as one gzipped block; the header learns where each blob is."""
    where, offset = {}, 0
    for name, blob in blobs.items():
        where[name] = [offset, len(blob)]
        offset += len(blob)
    head = as_json({**header, "blobs": where})
    raw = len(head).to_bytes(4, "little") + head + b"".join(blobs.values())
    return gzip.compress(raw, LEVEL, mtime=0)


def as_json(value: Any) -> bytes:
    """Return compact JSON; what JSON does not know is written as its text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    # A lone surrogate out of a broken file is shown as what it is: unreadable.
    return text.encode("utf-8", errors="replace")


def inert(block_id: str, gzipped: bytes) -> str:
    """Return the block's markup; the id is ours, never a report's."""
    data = base64.b64encode(gzipped).decode("ascii")
    return f'<script type="application/octet-stream" id="{block_id}">{data}</script>\n'
