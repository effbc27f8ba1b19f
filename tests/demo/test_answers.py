"""What residents of the demo answer looks like what people answer."""

import random
from datetime import date

from motcua.demo.answers import BUSINESSES, PAPERS, answers_for
from motcua.demo.residents import resident
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
    assert {str(each["full_name"]) for each in told} == set(BUSINESSES)
    codes = {str(each["identity_number"]) for each in told}
    assert codes == {check_mst(code) for code in codes}
    assert len(codes) == len(told)
