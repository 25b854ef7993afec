"""The public door: ``extract``, ``Protokoll``, ``ProtokollError``."""
