"""The command line: one file for each verb, loaded only when the verb is used."""

from protokoll_extract.cli.app import main

__all__ = ["main"]
