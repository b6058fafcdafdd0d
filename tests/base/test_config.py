"""Configuration and keys: a missing or unsafe value stops the start with its name and an example."""

from __future__ import annotations

import pytest

from forms_app.base.config import Config, ConfigError
from forms_app.base.keys import Keyring, KeysMissing
from forms_app.base.office import Office


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAIGONG_OFFICE", ""),
        ("DATABASE_URL", "mysql://x/y"),
        ("KAIGONG_PUBLIC_URL", "kaigong.example.org"),
        ("KAIGONG_PUBLIC_URL", "https://example.org/path"),
        ("KAIGONG_PUBLIC_URL", "http://kaigong.example.org"),
        ("KAIGONG_TRUSTED_PROXIES", "-1"),
        ("KAIGONG_TRUSTED_PROXIES", "many"),
    ],
)
def test_an_unsafe_value_is_named_with_an_example(tmp_path, name, value) -> None:
    with pytest.raises(ConfigError, match=rf"{name}.*") as error:
        Config.from_environ({"KAIGONG_OFFICE": str(tmp_path), name: value})
    assert "KAIGONG_" in str(error.value) or "DATABASE_URL=" in str(error.value)


def test_lost_keys_stop_the_start_and_are_never_made_anew(office) -> None:
    (office.data / "keys" / "keys.json").unlink()
    with pytest.raises(KeysMissing, match="backup"):
        Office.open(office.config)
    assert not (office.data / "keys" / "keys.json").exists()


def test_a_value_moved_to_another_column_does_not_decrypt() -> None:
    keys = Keyring.create()
    sealed = keys.encrypt("金丝雀", "enterprises.contact_name")
    assert keys.decrypt(sealed, "enterprises.contact_name") == "金丝雀"
    with pytest.raises(Exception, match=r"^$"):
        keys.decrypt(sealed, "enterprises.safety_manager")
