"""A web page saved with its pictures in one file (MHTML): its page is taken out and read as HTML."""

from __future__ import annotations

import regex

from protokoll_extract.errors import InputError

MHTML = "multipart/related"
_HEAD = regex.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_KIND = regex.compile(rb"(?im)^content-type:\s*multipart/related")


def is_mhtml(data: bytes) -> bool:
    head = _HEAD.match(data[:8192].lstrip())
    return head is not None and _KIND.search(head.group()) is not None


def page_of(data: bytes, name: str) -> bytes:
    """The page's HTML, in UTF-8. Raises InputError ``input.corrupt``."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    raise InputError(
        "input.corrupt", name, "the saved web page holds no page", "Save it anew as HTML or PDF."
    )
