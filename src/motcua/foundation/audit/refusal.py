"""The base of every refusal: a rule said no, and a sentence tells the person what to do."""

from typing import TypeAlias

from django.utils.functional import Promise

StrOrPromise: TypeAlias = str | Promise


class Refused(Exception):
    """A rule of the law, the authority or the platform refuses an act.

    `code` is a stable word for programs ("too_late"); `message` is the translated sentence for the person, evaluated
    when it is shown and therefore in the language of whoever reads it. Each domain error is a subclass.
    """

    def __init__(self, code: str, message: StrOrPromise) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
