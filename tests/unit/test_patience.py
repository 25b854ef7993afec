"""Code in Python that never ends is ended; code that does is left alone."""

import contextlib
import time

import pytest

from protokoll_extract.ingest.patience import OutOfTime, within


def test_endless_loop_is_ended_though_it_catches_exceptions() -> None:
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                sum(range(100))

    began = time.process_time()
    with pytest.raises(OutOfTime), within(0.2):
        stubborn()
    assert time.process_time() - began < 5


def test_what_ends_in_time_is_left_alone() -> None:
    for _ in range(20):
        with within(5.0):
            sum(range(1000))


def test_waiting_costs_no_processor_time() -> None:
    with within(0.2):
        time.sleep(0.7)


def test_no_exception_leaks_out_of_a_block_that_ends_as_the_time_does() -> None:
    for _ in range(3):
        try:
            with within(0.25):
                until = time.thread_time() + 0.26
                while time.thread_time() < until:
                    pass
        except OutOfTime:
            continue
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        pass
