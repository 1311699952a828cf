"""Data in a page: inert script blocks, which a browser neither runs nor fetches.

A container is gzip of ``[u32 length of header][header as JSON][blobs]``, in the page as base64:
whatever a report says, no byte of it can be read as markup. ``assets/src/container.js`` reads it.
Byte planes are more like measurements than like text: zlib's strategy for such ("filtered") makes
them three per cent smaller.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

LEVEL = 6
"""gzip's level: 9 takes five times as long for one per cent."""
GZIP = 31
"""What asks zlib for gzip's frame, which ends with a check sum. It holds no date."""


def container(header: dict[str, Any], blobs: dict[str, bytes]) -> bytes:
    """Return header and blobs as one gzipped block; the header learns where each blob is."""
    where, offset = {}, 0
    for name, blob in blobs.items():
        where[name] = [offset, len(blob)]
        offset += len(blob)
    head = as_json({**header, "blobs": where})
    raw = len(head).to_bytes(4, "little") + head + b"".join(blobs.values())
    pack = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED)
    return pack.compress(raw) + pack.flush()


def as_json(value: Any) -> bytes:
    """Return compact JSON; what JSON does not know is written as its text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    # A lone surrogate out of a broken file is shown as what it is: unreadable.
    return text.encode("utf-8", errors="replace")


def inert(block_id: str, gzipped: bytes) -> str:
    """Return the block's markup; the id is ours, never a report's."""
    data = base64.b64encode(gzipped).decode("ascii")
    return f'<script type="application/octet-stream" id="{block_id}">{data}</script>\n'
