"""What do the letters about the way of a dossier say? Mẫu 04 (apology), the notice of stopping, the control slip."""

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.documents.dates import moment_in_words
from motcua.foundation.documents.letters import Applicant, Contact, Data, Heading, LookUp, common_data
from motcua.foundation.documents.official_forms import OfficialForm


@dataclass(frozen=True)
class ApologyData:
    """Mẫu 04, apology and new day: template `onestop/apology`. `promised_at` is what was told before."""

    heading: Heading
    form: OfficialForm
    code: str
    applicant: Applicant
    request: str
    received_at: datetime
    promised_at: datetime
    reason: str
    new_due_at: datetime
    contact: Contact
    signer: str
    look_up: LookUp
    signer_title: str = ""

    def as_data(self) -> Data:
        """Return plain data for `apology.typ`."""
        return {
            **common_data(self.heading, self.form, self.code, self.applicant),
            "request": self.request,
            "received": moment_in_words(self.received_at),
            "promised": moment_in_words(self.promised_at),
            "reason": self.reason,
            "new_due": moment_in_words(self.new_due_at),
            "contact": self.contact.as_data(),
            "signer": self.signer,
            "signer_title": self.signer_title,
            "look_up": self.look_up.as_data(),
        }


@dataclass(frozen=True)
class StopData:
    """The notice that a dossier is not settled any further: template `onestop/stop`; `ground` is the legal ground."""

    heading: Heading
    form: OfficialForm
    code: str
    applicant: Applicant
    request: str
    received_at: datetime
    reason: str
    ground: str
    contact: Contact
    signer: str
    signer_title: str = ""

    def as_data(self) -> Data:
        """Return plain data for `stop.typ`."""
        return {
            **common_data(self.heading, self.form, self.code, self.applicant),
            "request": self.request,
            "received": moment_in_words(self.received_at),
            "reason": self.reason,
            "ground": self.ground,
            "contact": self.contact.as_data(),
            "signer": self.signer,
            "signer_title": self.signer_title,
        }


@dataclass(frozen=True)
class HopLine:
    """One hop of a dossier: who gave it, who has it then, when, how the step before kept its time, a remark."""

    act: str
    giver: str
    receiver: str
    at: datetime
    outcome: str = ""
    note: str = ""

    def as_data(self) -> Data:
        """Return plain data for the templates."""
        return {
            "act": self.act,
            "giver": self.giver,
            "receiver": self.receiver,
            "at": moment_in_words(self.at),
            "outcome": self.outcome,
            "note": self.note,
        }


@dataclass(frozen=True)
class ControlData:
    """The control slip that goes with a dossier: templates `onestop/control` (A4) and `onestop/control80` (80 mm).

    `due_at` is the time the applicant is told now, None while nobody is told one: then `no_due` says why; `outcome` is
    how the dossier as a whole kept it, "" while it runs.
    """

    heading: Heading
    form: OfficialForm
    code: str
    applicant: Applicant
    request: str
    received_at: datetime
    due_at: datetime | None
    hops: tuple[HopLine, ...]
    outcome: str
    look_up: LookUp
    no_due: str = ""
    helped_by: str = ""

    def as_data(self) -> Data:
        """Return plain data for `control.typ` and `control80.typ`."""
        return {
            **common_data(self.heading, self.form, self.code, self.applicant),
            "request": self.request,
            "received": moment_in_words(self.received_at),
            "due": moment_in_words(self.due_at) if self.due_at else self.no_due,
            "helped_by": self.helped_by,
            "hops": [hop.as_data() for hop in self.hops],
            "outcome": self.outcome,
            "look_up": self.look_up.as_data(),
        }
