"""Give a way to narrow the work list a name."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.batch import SavedFilter
from motcua.services.onestop.refusals import DossierRefused

MOST = 12  # names that still fit above the list
WORDS = "q"  # the search field of the list


@transaction.atomic
def save_filter(*, name: str, query: str, by: Staff) -> SavedFilter:
    """Return the saved filter; the same name again takes the new conditions. Everybody has their own.

    Words that were searched for are left out: they name people, and a filter has no end.

    Raises DossierRefused without a name, without conditions, and when there are `MOST` already.
    """
    name, query = name.strip()[:60], _without_words(query.strip())
    if not name:
        raise DossierRefused("no_name", _("Chưa đặt tên cho bộ lọc."))
    if not query or len(query) > 500:  # noqa: PLR2004 - the column's length
        raise DossierRefused("no_filter", _("Chưa chọn điều kiện lọc nào để lưu."))
    mine = SavedFilter.objects.select_for_update().filter(staff=by)
    if mine.exclude(name=name).count() >= MOST:
        raise DossierRefused("too_many_filters", _("Đã lưu đủ 12 bộ lọc. Hãy xóa bớt một bộ lọc."))
    saved, _is_new = SavedFilter.objects.update_or_create(staff=by, name=name, defaults={"query": query})
    return saved


def _without_words(query: str) -> str:
    conditions = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in conditions if name != WORDS])
