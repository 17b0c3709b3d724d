"""The sentence encoders, written once for all tests of this room."""

import pytest

from assistant.nlu.encoder_files import write_encoders
from assistant.nlu.sentence_encoder import load_encoders


@pytest.fixture(scope="session")
def encoders_folder(tmp_path_factory):
    """A folder with both encoders, as training writes them."""
    folder = tmp_path_factory.mktemp("encoders")
    write_encoders(folder)
    return folder


@pytest.fixture(scope="session")
def encoders(encoders_folder):
    """The general and the tuned encoder."""
    return load_encoders(encoders_folder)
