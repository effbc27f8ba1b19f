"""Settings are read with their types, and what cannot be read is named."""

from pathlib import Path

import pytest

from motcua.config.environment import BadSetting, flag, kept_secret, key, number, text, words
from motcua.config.settings.database import database_from_url


@pytest.mark.parametrize(("word", "meaning"), [("1", True), (" Yes ", True), ("off", False), ("", False)])
def test_a_flag_is_read(monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool) -> None:
    monkeypatch.setenv("MOTCUA_X", word)
    assert flag("MOTCUA_X", default=True) is meaning


def test_a_flag_of_another_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", "perhaps")
    with pytest.raises(BadSetting, match="MOTCUA_X must be 1 or 0"):
        flag("MOTCUA_X", default=True)


@pytest.mark.parametrize("word", ["many", "1.5", "-1"])
def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("MOTCUA_X", word)
    with pytest.raises(BadSetting, match="MOTCUA_X must be"):
        number("MOTCUA_X", 1)


def test_a_list_has_no_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", " a.vn, ,b.vn,")
    assert words("MOTCUA_X") == ["a.vn", "b.vn"]


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("quiet\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_X_FILE", str(tmp_path / "secret"))
    assert text("MOTCUA_X") == "quiet"


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X_FILE", "/nowhere/secret")
    with pytest.raises(BadSetting, match="/nowhere/secret cannot be read: No such file"):
        text("MOTCUA_X")


def test_a_key_must_be_base64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", "not base64!")
    with pytest.raises(BadSetting, match="base64"):
        key("MOTCUA_X")


def test_a_kept_secret_stays_the_same_and_is_private(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "var" / "secret-key")
    assert kept_secret(tmp_path / "var" / "secret-key") == first
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_a_database_address_is_taken_apart() -> None:
    made = database_from_url("postgresql://u%40x:p%2Fw@db.example.vn:5433/motcua?sslmode=require")
    assert [made[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "u@x",
        "p/w",
        "db.example.vn",
        "5433",
        "motcua",
    ]
    assert made["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://u:p@h/n", "postgresql://u:p@h", "motcua", "postgresql://u:p@h:port/n"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL must look like"):
        database_from_url(url)
