"""What an installation sets is read once, and refused in words where it can't be used."""

from ipaddress import ip_network

import pytest

from assistant.channels.web.settings import SettingError, WebSettings, read_settings


def test_nobody_else_is_allowed_or_trusted_by_default():
    assert read_settings({}) == WebSettings(origins=(), proxies=())


def test_lists():
    settings = read_settings(
        {
            "B2M_ALLOWED_ORIGINS": "https://Clinic.example/, http://127.0.0.1:8000",
            "B2M_TRUSTED_PROXIES": "10.0.0.0/8 fd00::1",
            "B2M_MESSAGES_PER_MINUTE": "5",
        }
    )
    assert settings.origins == ("https://clinic.example", "http://127.0.0.1:8000")
    assert settings.proxies == (ip_network("10.0.0.0/8"), ip_network("fd00::1/128"))
    assert settings.messages == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("B2M_ALLOWED_ORIGINS", "*"),
        ("B2M_ALLOWED_ORIGINS", "clinic.example"),
        ("B2M_ALLOWED_ORIGINS", "https://clinic.example/page"),
        ("B2M_ALLOWED_ORIGINS", "https://a.example; script-src *"),
        ("B2M_ALLOWED_ORIGINS", "null"),
        ("B2M_TRUSTED_PROXIES", "everybody"),
        ("B2M_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("B2M_MESSAGES_PER_MINUTE", "0"),
        ("B2M_SESSIONS_PER_MINUTE", "many"),
        ("B2M_REQUESTS_PER_MINUTE", "-1"),
    ],
)
def test_what_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})
