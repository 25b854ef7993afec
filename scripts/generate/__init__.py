"""Fictional Swedish minutes: composed from a seed, worded and laid out by a style, with gold by construction.

PYTHONPATH=scripts python -m generate --seed 1 --styles development --count 20 -o DIR
"""
