"""What does filing with help hold of a person? Every consent to a dossier of theirs, and the paper they signed."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.holdings import Held, Holding, Row
from motcua.foundation.privacy.queries import moment
from motcua.services.onestop.helping.consent_texts import text_of
from motcua.services.onestop.models import HelpedFiling


def read_consents(person: Person, now: datetime) -> Held:
    """Return the consents, oldest first, and the papers signed. Two queries."""
    del now
    given = HelpedFiling.objects.filter(dossier__applicant=person, destroyed_at=None)
    rows = list(given.select_related("dossier", "helper", "team", "paper").order_by("filed_at"))
    return Held([_row(helped) for helped in rows], [helped.paper for helped in rows if helped.paper is not None])


def _row(helped: HelpedFiling) -> Row:
    return {
        _("Mã hồ sơ"): helped.dossier.code if helped.dossier else "",
        _("Người nộp giúp"): helped.helper.full_name,
        _("Tổ"): helped.team.name if helped.team else "",
        _("Quan hệ"): str(helped.get_relation_display()),
        _("Họ tên người được giúp"): helped.full_name,
        _("Số giấy tờ tùy thân"): helped.identity_number,
        _("Điện thoại"): helped.phone,
        _("Thư điện tử"): helped.email,
        _("Cách đồng ý"): str(helped.get_way_display()),
        _("Đồng ý lúc"): moment(helped.consented_at) if helped.consented_at else "",
        _("Người làm chứng"): helped.witness,
        _("Tổ chức được đại diện"): helped.organisation,
        _("Mã số thuế"): helped.tax_code,
        _("Lời đồng ý"): text_of(helped.text_version).words(for_organisation=bool(helped.organisation)),
    }


HOLDING: Final = Holding("help_consents", gettext_lazy("Đồng ý cho nộp giúp hồ sơ"), read_consents)
