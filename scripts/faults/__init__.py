"""Faults planted one at a time in fictional minutes: does the audit see them, and only them?

PYTHONPATH=scripts python -m faults --styles development --count 40
"""
