"""Papers of a filing: each answered with what arrived, refused with the reason on the spot, taken out again."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.services.onestop.models import DraftPaper
from tests.factories.attachments import make_jpeg
from tests.factories.onestop import Office
from tests.services.onestop.web.public.filing import MATTER, PERSON, attach, fill, start


def begun(client: Client, office: Office, **changes: str) -> str:
    """Fill the sections; return the address of the pages."""
    base = start(client, office)
    client.post(f"{base}person/", PERSON)
    client.post(f"{base}matter/", {**MATTER, **changes})
    return base


def test_what_arrived_is_proven_back(client: Client, office: Office) -> None:
    base = begun(client, office)
    assert attach(client, base) == 302
    stored = DraftPaper.objects.select_related("stored").get().stored
    html = client.get(f"{base}giay-to/").content.decode()
    assert "don.pdf" in html
    assert stored.sha256 in html
    assert "Đã có" in html


def test_the_thumbnail_is_for_the_holder_of_the_draft(client: Client, office: Office) -> None:
    base = begun(client, office)
    upload = SimpleUploadedFile("don.jpg", make_jpeg(), "image/jpeg")
    client.post(f"{base}giay-to/", {"attach": "request", "file-request": upload})
    file = DraftPaper.objects.get().stored_id
    answer = client.get(f"{base}giay-to/{file}.jpg")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert Client().get(f"{base}giay-to/{file}.jpg").status_code == 302


def test_a_refused_file_is_explained_at_its_paper_and_the_others_stay(client: Client, office: Office) -> None:
    base = begun(client, office, is_renewal="yes")
    attach(client, base)
    upload = SimpleUploadedFile("anh.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = client.post(f"{base}giay-to/", {"attach": "old_permit", "file-old_permit": upload})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="error-old_permit"' in html
    assert 'id="error-request"' not in html
    assert "don.pdf" in html
    assert DraftPaper.objects.count() == 1


def test_an_empty_file_and_no_file_are_refused(client: Client, office: Office) -> None:
    base = begun(client, office)
    empty = SimpleUploadedFile("don.pdf", b"", "application/pdf")
    assert client.post(f"{base}giay-to/", {"attach": "request", "file-request": empty}).status_code == 400
    answer = client.post(f"{base}giay-to/", {"attach": "request"})
    assert "Chưa chọn tệp" in answer.content.decode()
    assert not DraftPaper.objects.exists()


def test_a_paper_that_the_answers_do_not_call_for_is_not_asked(client: Client, office: Office) -> None:
    base = begun(client, office)
    assert "Giấy phép cũ" not in client.get(f"{base}giay-to/").content.decode()
    client.post(f"{base}matter/", {**MATTER, "is_renewal": "yes"})
    assert "Giấy phép cũ" in client.get(f"{base}giay-to/").content.decode()


def test_an_unknown_paper_is_not_an_error(client: Client, office: Office) -> None:
    base = begun(client, office)
    assert attach(client, base, paper="la") == 400
    assert not DraftPaper.objects.exists()


def test_a_file_is_taken_out_again_and_twice_is_not_an_error(client: Client, office: Office) -> None:
    base = fill(client, office)
    asked = {"remove": f"request:{DraftPaper.objects.get().stored_id}"}
    for _press in range(2):
        assert client.post(f"{base}giay-to/", asked).status_code == 302
    assert not DraftPaper.objects.exists()


def test_going_on_leads_to_the_check_which_names_missing_papers(client: Client, office: Office) -> None:
    base = begun(client, office)
    assert client.post(f"{base}giay-to/", {"go-on": "1"})["Location"] == f"{base}kiem-tra/"


def test_files_chosen_but_not_uploaded_are_taken_when_going_on(client: Client, office: Office) -> None:
    base = begun(client, office, is_renewal="yes")
    chosen = {
        "file-request": SimpleUploadedFile("don.jpg", make_jpeg(), "image/jpeg"),
        "file-old_permit": SimpleUploadedFile("cu.jpg", make_jpeg(), "image/jpeg"),
    }
    assert client.post(f"{base}giay-to/", {"go-on": "1", **chosen})["Location"] == f"{base}kiem-tra/"
    assert set(DraftPaper.objects.values_list("paper_key", flat=True)) == {"request", "old_permit"}


def test_going_on_with_a_file_that_is_refused_stays_and_keeps_the_good_one(client: Client, office: Office) -> None:
    base = begun(client, office, is_renewal="yes")
    chosen = {
        "file-request": SimpleUploadedFile("don.jpg", make_jpeg(), "image/jpeg"),
        "file-old_permit": SimpleUploadedFile("cu.pdf", b"", "application/pdf"),
    }
    answer = client.post(f"{base}giay-to/", {"go-on": "1", **chosen})
    assert (answer.status_code, 'id="error-old_permit"' in answer.content.decode()) == (400, True)
    assert list(DraftPaper.objects.values_list("paper_key", flat=True)) == ["request"]
