"""What computes steps back for the loop."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.services.precedence import let_process_wait, let_thread_wait, processors


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ranks threads")
def test_threads_of_a_pool_step_back_and_no_other_does() -> None:
    before = niceness()
    with ThreadPoolExecutor(1, initializer=let_thread_wait) as pool:
        assert pool.submit(niceness).result(10) == max(10, before)
    assert niceness() == before


def test_a_process_steps_back_and_one_that_has_ended_does_no_harm() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        let_process_wait(child.pid)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == 19
        child.communicate(b"\n")
        let_process_wait(child.pid)


def test_there_is_a_processor() -> None:
    assert processors() >= 1
