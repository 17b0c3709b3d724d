"""One Synapse for all tests of Matrix, and before it the channel with a stand-in for Rasa."""

import pytest

from assistant.launch import free_port
from deploy.matrix import synapse as homeservers
from tests.assistant.channels.matrix.world import Bot, World

UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}


@pytest.fixture(scope="session")
def installed():
    """Synapse's environment. Without it these tests fail: they must not pass unseen."""
    try:
        homeservers.install()
    except homeservers.SynapseError as error:
        pytest.fail(f"The tests of Matrix can't run: {error}")


@pytest.fixture(scope="session")
def world(installed, tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("matrix"), free_port()
    synapse = homeservers.Synapse(
        folder / "synapse",
        free_port(),
        f"http://127.0.0.1:{port}",
        bcrypt_rounds=4,
        rc_message=UNLIMITED,
        rc_joins={"local": UNLIMITED},
        rc_joins_per_room=UNLIMITED,
        rc_room_creation=UNLIMITED,
        rc_invites={"per_room": UNLIMITED, "per_user": UNLIMITED, "per_issuer": UNLIMITED},
    )
    synapse.start()
    bot = Bot(synapse, port, folder / "bot")
    bot.folder.mkdir()
    bot.start()
    yield World(synapse, bot)
    bot.end()
    synapse.stop()
