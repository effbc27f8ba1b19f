"""Give a way to narrow the work list a name."""

import re
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.batch import NUMBER_OF_SOMEBODY, SavedFilter
from motcua.services.onestop.refusals import DossierRefused

MOST = 12  # names that still fit above the list
_PLAIN = r"[A-Za-z0-9_-]{1,80}"  # as long as the longest name of a procedure
CONDITIONS = frozenset({"nhom", "thu-tuc", "han", "nguoi", "co-quan"})  # of an address of the list


@transaction.atomic
def save_filter(*, name: str, query: str, by: Staff) -> SavedFilter:
    """Return the saved filter; the same name again takes the new conditions. Everybody has their own.

    Only conditions that name nobody are kept: words that were searched for name people, and a filter has no end.

    Raises DossierRefused without a name, without such conditions, for a name that holds somebody's number, and when
    there are `MOST` already.
    """
    name, kept = name.strip()[:60], kept_of(query)
    if not name:
        raise DossierRefused("no_name", _("Chưa đặt tên cho bộ lọc."))
    if re.search(NUMBER_OF_SOMEBODY, name):
        raise DossierRefused(
            "number_in_name",
            _("Tên bộ lọc có số điện thoại hoặc số định danh. Hãy đặt tên không có dữ liệu cá nhân."),
        )
    if not kept:
        raise DossierRefused(
            "no_filter",
            _("Chưa chọn điều kiện lọc nào để lưu. Tên, số đang tìm là dữ liệu cá nhân nên không lưu vào bộ lọc."),
        )
    mine = SavedFilter.objects.select_for_update().filter(staff=by)
    if mine.exclude(name=name).count() >= MOST:
        raise DossierRefused("too_many_filters", _("Đã lưu đủ 12 bộ lọc. Hãy xóa bớt một bộ lọc."))
    saved, _is_new = SavedFilter.objects.update_or_create(staff=by, name=name, defaults={"query": kept})
    return saved


def kept_of(query: str) -> str:
    """Return those conditions of an address of the list that a saved filter keeps; each is a number or a plain name."""
    given = {name: value for name, value in parse_qsl(query) if name in CONDITIONS}
    return urlencode({name: value for name, value in given.items() if re.fullmatch(_PLAIN, value)})
