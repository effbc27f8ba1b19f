"""Contests at the stages that many tests begin with."""

from tests.factories.contest import final_hall, make_hall, open_hall, provisional_hall, reading_hall
from tests.stage import staged

staged_draft = staged("staged_draft", make_hall)
staged_open = staged("staged_open", open_hall)
staged_reading = staged("staged_reading", reading_hall)
staged_final = staged("staged_final", final_hall)
staged_provisional = staged("staged_provisional", provisional_hall)
