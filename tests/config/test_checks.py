"""Every wrong setting has its own id, and the operator finds each id and each setting in the documentation."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.checks import CheckMessage
from pytest_django.fixtures import Settings

from motcua.config import checks
from motcua.demo.staff import PASSWORD
from motcua.foundation.units.models import User

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "motcua"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
READERS = re.compile(r'(?:text|flag|number|words|key)\(\s*"(MOTCUA_[A-Z_]+|DATABASE_URL)"')


def _ids(messages: list[CheckMessage]) -> set[str]:
    return {message.id or "" for message in messages}


@pytest.mark.parametrize(
    ("setting", "value", "check", "expected"),
    [
        ("IDENTITY_KEY", b"short", checks.check_keys, "motcua.E001"),
        ("PUBLIC_URL", "motcua.example.vn", checks.check_public_address, "motcua.E002"),
        ("TRUSTED_PROXIES", -1, checks.check_proxies, "motcua.E003"),
        ("EMAIL_HOST_USER", "somebody", checks.check_mail, "motcua.E004"),
        ("SMS_GATEWAY_URL", "https://sms.example.vn", checks.check_sms, "motcua.E005"),
        ("CLAMAV_ADDRESS", "scanner", checks.check_scanner, "motcua.E006"),
        ("VNPAY_TMN_CODE", "DEMOTMN1", checks.check_gateway, "motcua.E030"),
        ("VNPAY_SECRET", "secret", checks.check_gateway, "motcua.E030"),
        ("DEMO", True, checks.check_deployment, "motcua.E010"),
        ("SECRET_KEY_IS_OWN", False, checks.check_deployment, "motcua.E011"),
        ("HTTPS", False, checks.check_deployment, "motcua.E012"),
        ("ALLOWED_HOSTS", ["*"], checks.check_deployment, "motcua.E013"),
        ("CLAMAV_ADDRESS", "", checks.check_deployment, "motcua.W014"),
        ("IDENTITY_KEY_IS_OWN", False, checks.check_deployment, "motcua.E016"),
        ("HTTPS", True, checks.check_deployment, "motcua.E017"),
        ("SEAL_FILE", "/nowhere/seal.p12", checks.check_seal, "motcua.E040"),
        ("SEAL_MODULE", "/nowhere/driver.so", checks.check_seal, "motcua.E040"),
        ("SEAL_TSA_URL", "ftp://tsa.example.vn", checks.check_seal, "motcua.E040"),
        ("SEAL_IS_TRIAL", True, checks.check_deployment, "motcua.W041"),
    ],
)
def test_a_wrong_setting_is_named(
    settings: Settings, setting: str, value: object, check: object, expected: str
) -> None:
    assert callable(check)
    setattr(settings, setting, value)
    assert expected in _ids(check())


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        ("https://pay.example.vn/vpcpay.html", set()),
        ("http://127.0.0.1:8123/vpcpay.html", set()),
        ("http://pay.example.vn/vpcpay.html", {"motcua.E031"}),
        ("https://pay.example.vn/vpcpay.html?a=1", {"motcua.E031"}),
        ("pay.example.vn", {"motcua.E031"}),
    ],
)
def test_the_gateway_is_spoken_to_over_https(settings: Settings, address: str, faults: set[str]) -> None:
    settings.VNPAY_TMN_CODE, settings.VNPAY_SECRET, settings.VNPAY_PAY_URL = "DEMOTMN1", "secret", address
    assert _ids(checks.check_gateway()) == faults


def test_a_whole_deployment_is_silent(settings: Settings) -> None:
    settings.DEMO = False
    settings.SECRET_KEY_IS_OWN = settings.IDENTITY_KEY_IS_OWN = settings.HTTPS = True
    settings.PUBLIC_URL = "https://motcua.example.vn"
    settings.ALLOWED_HOSTS = ["motcua.example.vn"]
    settings.CLAMAV_ADDRESS = "127.0.0.1:3310"
    settings.TRUSTED_PROXIES = 1
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = __file__, False
    assert checks.check_seal() == []
    assert checks.check_deployment() == []
    assert checks.check_public_address() == []


@pytest.mark.django_db
def test_accounts_of_the_demo_are_refused_outside_a_demo(settings: Settings) -> None:
    make_user("quantri", PASSWORD)
    settings.DEMO = False
    assert _ids(checks.check_demo_accounts(databases=["default"])) == {"motcua.E015"}
    settings.DEMO = True
    assert checks.check_demo_accounts(databases=["default"]) == []


@pytest.mark.django_db
def test_every_account_of_the_demo_counts_until_its_password_is_changed(settings: Settings) -> None:
    settings.DEMO = False
    for number in range(1, 8):
        make_user(f"p{number}.lanhdao", PASSWORD)
    (fault,) = checks.check_demo_accounts(databases=["default"])
    assert "p1.lanhdao, p2.lanhdao, p3.lanhdao, p4.lanhdao, p5.lanhdao and 2 more." in fault.msg
    User.objects.update(password=make_password("khac-han-nhau"))
    assert checks.check_demo_accounts(databases=["default"]) == []


def make_user(username: str, password: str) -> User:
    user = User(username=username, full_name="Quản trị")
    user.set_password(password)
    user.save()
    return user


def test_every_id_is_documented() -> None:
    source = (SOURCE / "config" / "checks.py").read_text(encoding="utf-8")
    ids = set(re.findall(r"motcua\.[EW]\d{3}", source))
    assert ids == set(re.findall(r"motcua\.[EW]\d{3}", OPERATIONS))


def test_every_setting_is_documented() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in READERS.findall(path.read_text(encoding="utf-8"))}
    assert sorted(name for name in read if f"`{name}`" not in OPERATIONS) == []
