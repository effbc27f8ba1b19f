"""What residents of the demo answer looks like what people answer."""

import random
from datetime import date

from motcua.demo.answers import answers_for
from motcua.demo.residents import resident
from motcua.demo.wording import PAPERS, PURPOSES, WORDS
from motcua.foundation.forms.definition import Kind
from motcua.foundation.people.rules import check_mst
from motcua.services.onestop.reference import shipped_documents

DAY = date(2026, 4, 8)


def test_papers_have_names_and_few_pages_and_copies() -> None:
    form = next(each.form for each in shipped_documents() if each.slug == "chung-thuc-ban-sao-tu-ban-chinh")
    chance = random.Random(554)
    for _ in range(50):
        papers = answers_for(form, resident(chance, DAY), chance, DAY)["papers"]
        assert isinstance(papers, list)
        (paper,) = papers
        assert isinstance(paper, dict)
        assert paper["name"] in PAPERS
        assert paper["pages"] in range(1, 6)
        assert paper["copies"] in range(1, 6)


def test_each_business_has_its_own_name_and_tax_code() -> None:
    form = next(each.form for each in shipped_documents() if each.slug == "cap-giay-phep-ban-le-thuoc-la")
    chance = random.Random(554)
    told = [answers_for(form, resident(chance, DAY), chance, DAY) for _ in range(50)]
    asked = next(field.label.vi for field in form.fields if field.key == "full_name")
    assert {str(each["full_name"]) for each in told} == set(WORDS[asked])
    codes = {str(each["identity_number"]) for each in told}
    assert codes == {check_mst(code) for code in codes}
    assert len(codes) == len(told)


def test_who_registers_a_death_tells_of_somebody_else_who_was_an_adult_and_of_what_they_died() -> None:
    form = next(each.form for each in shipped_documents() if each.slug == "dang-ky-khai-tu")
    chance = random.Random(554)
    for _ in range(50):
        answers = answers_for(form, resident(chance, DAY), chance, DAY)
        assert answers["dead_identity"] != answers["identity_number"]
        assert str(answers["dead_birth"]) < "2009"
        assert str(answers["dead_identity"])[4:6] == str(answers["dead_birth"])[2:4]
        assert {answers["death_place"], answers["death_cause"]}.isdisjoint(PURPOSES)


def test_a_couple_is_a_man_and_a_woman_with_numbers_of_their_own() -> None:
    form = next(each.form for each in shipped_documents() if each.slug == "dang-ky-ket-hon")
    chance = random.Random(554)
    for _ in range(50):
        answers = answers_for(form, resident(chance, DAY), chance, DAY)
        assert {answers["sex"], answers["partner_sex"]} == {"male", "female"}
        assert answers["partner_identity"] != answers["identity_number"]


def test_every_question_that_asks_for_words_has_words_of_its_own() -> None:
    asked = {
        field.label.vi
        for document in shipped_documents()
        for field in document.form.fields
        if field.type in {Kind.TEXT, Kind.LONG_TEXT}
    }
    assert asked == set(WORDS)
