"""The first page of the public, and the languages it speaks."""

from django.test import Client


def test_the_home_page_opens_without_the_database(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.content.decode()
