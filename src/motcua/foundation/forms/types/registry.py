"""Which class stands behind a kind of field?"""

from motcua.foundation.forms.definition import Kind
from motcua.foundation.forms.types import choices, dates, identity, numbers, places, texts
from motcua.foundation.forms.types.base import FieldType
from motcua.foundation.forms.types.rows import ListType


def type_of(kind: Kind) -> FieldType:
    """Return the one instance for `kind`."""
    return _TYPES[kind]


_TYPES: dict[Kind, FieldType] = {
    one.kind: one
    for one in (
        texts.TextType(),
        texts.LongTextType(),
        texts.PersonNameType(),
        texts.DocumentNumberType(),
        texts.EmailType(),
        texts.VehiclePlateType(),
        numbers.NumberType(),
        numbers.DecimalType(),
        numbers.MoneyType(),
        numbers.AreaType(),
        dates.DateType(),
        dates.PartialDateType(),
        dates.TimeType(),
        dates.DatetimeType(),
        choices.YesNoType(),
        choices.ChoiceType(),
        choices.ChoicesType(),
        choices.SexType(),
        choices.EthnicityType(),
        choices.NationalityType(),
        choices.StatementType(),
        choices.NoteType(),
        identity.CccdType(),
        identity.CmndType(),
        identity.PassportType(),
        identity.TaxCodeType(),
        identity.PhoneType(),
        places.AddressType(),
        places.ParcelType(),
        ListType(type_of),
    )
}
