"""An archive at a time: each document in a process of its own, each input accounted for.

Three kinds of processes, each trusted less than the one before:

- the *run* (``run``) lists the inputs, keeps the manifest and never touches a document;
- a *slot* (``slot``) sees to one document at a time: starts its parser, holds it to its limits from
  outside, tries again, and writes what came out;
- the *parser* (``parser``) opens the document, and may hang, crash or swell without harm to the others.
"""
