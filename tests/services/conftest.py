"""An office that the tests of the services begin with."""

from tests.factories.onestop import make_office
from tests.stage import staged

staged_office = staged("staged_office", make_office)
