"""Try the assistant on Matrix, on this machine alone: `make matrix`.

Starts a Synapse homeserver on loopback and the assistant as its application service, and lets you
talk to it here as a patient. `make nurse`, in another terminal, is the nurse who is invited
when the patient wants a person. Everything is kept in `run/matrix`, which only you can read.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

import yaml

from assistant import launch, model
from assistant.action_server import end
from deploy.matrix.synapse import PROJECT, Synapse, SynapseError, install

FOLDER = PROJECT / "run" / "matrix"
PEOPLE = FOLDER / "people.yaml"
PATIENT, NURSE = "patient", "nurse"
BOT, STAFF = "@b2m:clinic.localhost", f"@{NURSE}:clinic.localhost"
DEFAULT_HOMESERVER_PORT = 8008


def people(synapse: Synapse) -> dict[str, dict[str, str]]:
    """The trial's accounts with password and token, made at the first time."""
    if not PEOPLE.exists():
        made = {}
        for name in (PATIENT, NURSE):
            password = secrets.token_urlsafe(9)
            made[name] = {"password": password, "token": synapse.account(name, password)}
        PEOPLE.touch(mode=0o600)
        PEOPLE.write_text(yaml.safe_dump(made), encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    return found


def terminal(url: str, token: str, *options: str) -> None:
    """A person at this terminal, until they leave."""
    subprocess.run(
        [sys.executable, "-m", "deploy.matrix.terminal", url, BOT, *options],
        cwd=PROJECT,
        env={**model.environment(), "B2M_MATRIX_TOKEN": token},  # others see what a command says
    )


def try_as_patient() -> None:
    """Start everything, talk, stop everything. Raises LaunchError, SynapseError."""
    install()
    model.ensure()
    port = launch.port_setting("B2M_PORT", launch.DEFAULT_PORT)
    matrix_port = launch.port_setting("B2M_MATRIX_TRIAL_PORT", DEFAULT_HOMESERVER_PORT)
    for taken in (port, matrix_port):
        if not launch.is_free(launch.LOOPBACK, taken):
            raise launch.LaunchError(
                f"Port {taken} is taken. Choose others: "
                "B2M_PORT=… B2M_MATRIX_TRIAL_PORT=… make matrix"
            )
    synapse = Synapse(FOLDER, matrix_port, f"http://{launch.LOOPBACK}:{port}")
    print("Starting the homeserver and the assistant (some seconds) ...", flush=True)
    synapse.start()
    try:
        accounts = people(synapse)
        assistant = serve(synapse, port)
        try:
            launch.wait_until_answers(f"http://{launch.LOOPBACK}:{port}/webhooks/rest/", assistant)
            introduce(synapse.url, accounts)
            terminal(synapse.url, accounts[PATIENT]["token"])
        finally:
            end(assistant)
    finally:
        synapse.stop()


def serve(synapse: Synapse, port: int) -> subprocess.Popen[bytes]:
    """The assistant, behind the homeserver."""
    with (synapse.folder / "assistant.log").open("ab") as log:
        return launch.child(
            *("assistant.launch", "run"),
            env={
                **os.environ,
                "B2M_PORT": str(port),
                "B2M_DATA_DIR": str(synapse.folder / "data"),
                "B2M_MATRIX_HOMESERVER": synapse.url,
                "B2M_MATRIX_REGISTRATION": str(synapse.registration),
                "B2M_MATRIX_STAFF": STAFF,
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def introduce(url: str, accounts: dict[str, dict[str, str]]) -> None:
    """Say who is who."""
    print(f"\nA homeserver runs at {url}, on this machine alone. The assistant is {BOT}.")
    print("You are its patient, here. With any Matrix client you can be these, too:")
    for name, account in accounts.items():
        print(f"  {name}, password {account['password']}")
    print("`make nurse` in another terminal is the nurse. Ctrl-D stops everything.\n")


def try_as_staff() -> None:
    """Be the nurse of a trial that runs. Raises LaunchError."""
    if not PEOPLE.exists():
        raise launch.LaunchError("Nothing runs yet. Start `make matrix` in another terminal.")
    port = launch.port_setting("B2M_MATRIX_TRIAL_PORT", DEFAULT_HOMESERVER_PORT)
    token = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))[NURSE]["token"]
    print("You are the nurse. Waiting until a patient asks for you ...")
    terminal(f"http://{launch.LOOPBACK}:{port}", token, "--wait")


if __name__ == "__main__":
    os.umask(0o077)  # what is kept is the patient's
    try:
        {"patient": try_as_patient, "staff": try_as_staff}[sys.argv[1]]()
    except (launch.LaunchError, SynapseError, model.TrainingError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass
