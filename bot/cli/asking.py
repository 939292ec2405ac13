"""Asking an operator: on a terminal with secrets unseen, from a pipe line by line."""

import getpass
from collections.abc import Callable
from typing import TextIO


class Stopped(Exception):
    """Nobody answers any more."""


class Asker:
    """Prints questions and reads their answers."""

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self._source = source
        self._out = out

    def say(self, text: str = "") -> None:
        """Print a paragraph."""
        print(text, file=self._out, flush=True)

    def ask(self, question: str, default: str = "") -> str:
        """Return an answer, the default where it is empty. Raises `Stopped`."""
        self._prompt(f"{question} [{default}]: " if default else f"{question}: ")
        return self._read() or default

    def ask_secret(self, question: str, *, kept: bool) -> str:
        """Return what must not be seen, empty where what is there is kept. Raises `Stopped`."""
        prompt = f"{question} [keep what is there]: " if kept else f"{question}: "
        if not self._source.isatty():
            self._prompt(prompt)
            return self._read()
        try:
            return _clean(getpass.getpass(prompt, stream=self._out))
        except EOFError:
            raise Stopped from None

    def choose(self, question: str, answers: tuple[str, ...], default: str = "") -> str:
        """Ask until one of the answers is given. Raises `Stopped`."""
        asked = f"{question} ({'/'.join(answers)})"
        while (answer := self.ask(asked, default).lower()) not in answers:
            self.say(f"Please answer {' or '.join(answers)}.")
        return answer

    def agree(self, question: str) -> bool:
        """Ask for a yes; everything else is a no. Raises `Stopped`."""
        return self.ask(f"{question} (y/N)").lower() in {"y", "yes"}

    def ask_until(
        self,
        question: str,
        default: str,
        fault: Callable[[str], str] = lambda _: "",
        doubt: Callable[[str], str] = lambda _: "",
    ) -> str:
        """Ask until nothing is wrong with the answer.

        `fault` returns what is wrong, `doubt` what may be; nothing where nothing is. A doubtful
        answer may be kept. Raises `Stopped`.
        """
        while True:
            answer = self.ask(question, default)
            wrong = fault(answer)
            odd = wrong or doubt(answer)
            if not odd:
                return answer
            self.say(f"✗ {odd}")
            if not wrong and self.agree("Keep it all the same?"):
                return answer

    def _prompt(self, text: str) -> None:
        print(text, end="", file=self._out, flush=True)

    def _read(self) -> str:
        line = self._source.readline()
        if not self._source.isatty():
            # Nobody pressed Enter here, so the next line would follow on this one.
            self.say()
        if not line:
            raise Stopped
        return _clean(line)


def _clean(line: str) -> str:
    """Drop what a slip on the arrow keys or a paste brought along unseen."""
    return "".join(filter(str.isprintable, line)).strip()
