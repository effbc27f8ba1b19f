"""What residents of the demo answer looks like what people answer."""

import random
from datetime import date

from motcua.demo.answers import PAPERS, answers_for
from motcua.demo.residents import resident
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
