"""The points of QĐ 766/QĐ-TTg by the formulas of our source, with their opposite rules for nothing."""

import pytest

from motcua.services.onestop.figures.rules import WHY_NOT, Indicator, Nothing, decision_766

KNOWN = {each.code: each for each in decision_766().indicators}


def test_nothing_of_the_decision_counts_as_checked() -> None:
    """Its own text was not read (domain facts, QĐ 766, tag [C]): pages must say so."""
    assert decision_766().verified is False


def test_the_groups_have_their_hundred_points() -> None:
    decision = decision_766()
    assert [most for _code, _name, most in decision.groups] == [18, 20, 12, 22, 18, 10]
    assert {each.group for each in decision.indicators} == {code for code, _name, _most in decision.groups}
    for code, _name, most in decision.groups:
        assert sum(each.most for each in decision.indicators if each.group == code) <= most + 0.5, code


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "points"),
    [
        ("2", 90, 100, 18.0),  # 20 × on-time / received
        ("2", 0, 100, 0.0),
        ("3A", 40, 100, 1.0),  # min(2, 2A/0.80)
        ("3A", 80, 100, 2.0),
        ("3A", 100, 100, 2.0),
        ("3C", 25, 100, 3.0),  # min(6, 6C/0.50)
        ("3C", 90, 100, 6.0),
        ("4.1", 50, 100, 3.0),  # min(max, max × ratio)
        ("4.3", 40, 100, 1.0),  # full at 80 %
        ("4.3", 80, 100, 2.0),
        ("5.2", 1, 2, 3.0),  # 6 × n/d
        ("5.2", 0, 0, 6.0),  # 6 if d = 0
        ("5.3", 45, 100, 3.0),  # min(6, 6 × n/d/0.90)
        ("5.3", 0, 0, 0.0),  # 0 if d = 0
        ("5.4", 90, 100, 6.0),
        ("5.4", 100, 100, 6.0),
        ("5.4", 0, 0, 0.0),  # 0 if d = 0
        ("6A", 50, 100, 3.0),
        ("6B", 40, 100, 1.0),  # min(2, 2.5B)
        ("6B", 100, 100, 2.0),
        ("6C", 40, 100, 1.0),  # 2.5C
    ],
)
def test_points_follow_the_formula(code: str, numerator: int, denominator: int, points: float) -> None:
    assert KNOWN[code].points(numerator, denominator) == pytest.approx(points)


@pytest.mark.parametrize("code", [code for code, each in KNOWN.items() if each.nothing is Nothing.UNSAID])
def test_where_the_source_is_silent_nothing_gives_no_points(code: str) -> None:
    assert KNOWN[code].points(0, 0) is None


def test_the_two_rules_for_nothing_are_opposite() -> None:
    rules: dict[Nothing, list[Indicator]] = {}
    for each in KNOWN.values():
        rules.setdefault(each.nothing, []).append(each)
    assert [each.code for each in rules[Nothing.FULL]] == ["5.2"]
    assert [each.code for each in rules[Nothing.ZERO]] == ["5.3", "5.4"]


def test_every_indicator_is_counted_or_says_why_not() -> None:
    for each in KNOWN.values():
        assert bool(each.measure) != bool(each.not_counted), each.code
        assert bool(WHY_NOT[each.not_counted]) != bool(each.measure), each.code
    assert {code for code, each in KNOWN.items() if each.not_counted == "unknown"} >= {"3A", "3B", "6C"}


def test_the_decision_is_read_in_both_languages() -> None:
    decision = decision_766()
    names = [name for _code, name, _most in decision.groups]
    texts = [*names, *(text for each in decision.indicators for text in (each.name, each.formula)), decision.source]
    assert all(text.en and text.en != text.vi for text in texts)
