"""What a clinic sets up: the registration file, the settings, the texts."""

import re

import pytest
import yaml

from assistant.channels.matrix import registration
from assistant.channels.matrix.channel import MatrixInput
from assistant.channels.matrix.settings import MatrixSettingsError, load
from assistant.channels.matrix.texts import Texts, load_texts
from b2m.content import FOLDER, ContentError, parse, read_yaml
from b2m.content_check import NEVER_SAID, WANTED_GRADE, grade

HOMESERVER = "https://matrix.example.org"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "b2m-registration.yaml"
    registration.write(path, "http://127.0.0.1:5005/")
    return path


def environment(file, **more):
    return {"B2M_MATRIX_HOMESERVER": HOMESERVER, "B2M_MATRIX_REGISTRATION": str(file), **more}


def test_the_file_is_complete_private_and_each_has_tokens_of_its_own(file, tmp_path):
    data = yaml.safe_load(file.read_text())
    assert data["url"] == "http://127.0.0.1:5005/webhooks/matrix"
    assert "<" not in file.read_text().replace("# <", "")
    assert file.stat().st_mode & 0o777 == 0o600
    other = yaml.safe_load(registration.registration("http://127.0.0.1:5005"))
    tokens = {data["as_token"], data["hs_token"], other["as_token"], other["hs_token"]}
    assert len(tokens) == 4
    assert min(map(len, tokens)) >= 43, "256 bits"


def test_the_command_does_not_replace_tokens_in_use(file, capsys):
    before = file.read_text()
    assert "is there already" in registration.main([str(file), "http://127.0.0.1:5005"])
    assert file.read_text() == before
    assert "Usage" in registration.main([])
    assert "can't be written" in registration.main(["/nowhere/at/all", "http://127.0.0.1:5005"])
    assert "is written" not in capsys.readouterr().out


def test_the_settings_hold_what_the_file_says_and_show_no_token(file):
    settings = load(environment(file, B2M_MATRIX_HOMESERVER=HOMESERVER + "/"))
    data = yaml.safe_load(file.read_text())
    assert (settings.homeserver, settings.localpart) == (HOMESERVER, "b2m")
    assert settings.hs_token == data["hs_token"]
    assert data["hs_token"] not in repr(settings)
    assert data["as_token"] not in repr(settings)


def test_without_settings_the_channel_has_no_routes():
    assert load({}) is None

    async def handle(message):
        raise AssertionError

    assert MatrixInput(None).blueprint(handle).routes == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"B2M_MATRIX_HOMESERVER": ""}, "set B2M_MATRIX_HOMESERVER too"),
        ({"B2M_MATRIX_REGISTRATION": ""}, "set B2M_MATRIX_REGISTRATION too"),
        ({"B2M_MATRIX_HOMESERVER": "example.org"}, "must start with https://"),
        ({"B2M_MATRIX_REGISTRATION": "/no/such/file"}, "No such file"),
        ({"B2M_MATRIX_STAFF": "nurse"}, "must be an account"),
        ({"B2M_MATRIX_STAFF": "@nurse"}, "must be an account"),
    ],
)
def test_a_setting_that_cannot_be_is_named(file, changes, said):
    with pytest.raises(MatrixSettingsError, match=said):
        load(environment(file, **changes))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list", "not a registration file"),
        ("as_token: 'secret", "not valid YAML"),
        ("id: b2m\nas_token: secret\n", "lacks hs_token, sender_localpart"),
        ("id: b2m\nas_token: 5\nhs_token: ''\nsender_localpart: x", "lacks as_token, hs_token"),
    ],
)
def test_a_damaged_file_is_explained_without_its_tokens(tmp_path, text, said):
    path = tmp_path / "damaged.yaml"
    path.write_text(text)
    with pytest.raises(MatrixSettingsError, match=said) as error:
        load(environment(path))
    assert "secret" not in str(error.value)


def read_by_patients():
    texts = load_texts().dict()
    unread = ("display_name", "picture_name", "staff_post", "staff_post_unread")
    return {k: v for k, v in texts.items() if isinstance(v, str) and k not in unread}


@pytest.mark.parametrize("name", read_by_patients())
def test_a_text_is_easy_and_complete(name):
    text = read_by_patients()[name]
    assert grade(text) <= WANTED_GRADE
    assert "{" not in text
    assert not [what for what, pattern in NEVER_SAID.items() if re.search(pattern, text, re.I)]


def test_a_name_that_hides_the_program_is_refused():
    texts = read_yaml(FOLDER / "matrix.yml")
    with pytest.raises(ContentError, match="display_name"):
        parse(Texts, {**texts, "display_name": "Nurse Anna"}, "matrix.yml")
