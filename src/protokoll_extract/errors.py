"""The exception tree and the exit codes of the house.

Every error says which file, why, and what to do next. Odd *documents* never
raise: they give findings. Exceptions are for "cannot read this".
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_USAGE = 2
EXIT_INPUT = 3
EXIT_MISSING_EXTRA = 4
EXIT_INVALID_OUTPUT = 5
EXIT_STORE = 6
EXIT_INTERRUPTED = 130


class ProtokollError(Exception):
    """Base of all errors a caller may want to catch.

    Attributes:
        code: stable machine-readable code, e.g. ``input.encrypted``.
        subject: the file (or other thing) the error is about.
        reason: what is wrong, one sentence without a full stop.
        advice: what the user can do next, one sentence.
        exit_code: process exit code for the command line.
    """

    exit_code = 1

    def __init__(self, code: str, subject: str, reason: str, advice: str) -> None:
        self.code = code
        self.subject = subject
        self.reason = reason
        self.advice = advice
        super().__init__(f"{subject}: {reason} [{code}]. {advice}")


class UsageError(ProtokollError):
    """The call itself is wrong."""

    exit_code = EXIT_USAGE


class InputError(ProtokollError):
    """The input cannot be read: missing, unsupported, corrupt, encrypted, no text."""

    exit_code = EXIT_INPUT


class MissingExtraError(ProtokollError):
    """An optional package or program is not installed."""

    exit_code = EXIT_MISSING_EXTRA


class InvalidOutputError(ProtokollError):
    """Our own output failed validation; nothing was written."""

    exit_code = EXIT_INVALID_OUTPUT


class StoreError(ProtokollError):
    """The archive cannot be opened, read or written."""

    exit_code = EXIT_STORE
