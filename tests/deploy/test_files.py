"""What the files in deploy/ name is there: settings, ports, probes, users, folders."""

import re
import subprocess

import pytest
import yaml

from assistant.action_server import SECONDS_TO_STOP
from assistant.launch import SECONDS_TO_FINISH
from assistant.model import INPUTS
from deploy.cluster.proxy import ADMINISTRATORS, TEMPLATE, configuration
from tests.assistant.channels.web.visitor import Visitor
from tests.conftest import PROJECT
from tests.tools import program

COMPOSE = yaml.safe_load((PROJECT / "deploy" / "compose.yml").read_text(encoding="utf-8"))
KUBERNETES = list(
    yaml.safe_load_all((PROJECT / "deploy" / "kubernetes.yml").read_text(encoding="utf-8"))
)
DOCKERFILE = (PROJECT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
ASSISTANTS = ["assistant-1", "assistant-2"]
USER = 10001
PORT = 5005
WRITTEN = {"/tmp", "/app/logs", "/app/run"}


def kind(name):
    """The one object of a kind in kubernetes.yml."""
    (found,) = (thing for thing in KUBERNETES if thing["kind"] == name)
    return found


POD = kind("Deployment")["spec"]["template"]
CONTAINER = POD["spec"]["containers"][0]


def read_by_the_assistant():
    """The names of B2M_* variables in the code."""
    rooms = [path for room in ("assistant", "b2m") for path in (PROJECT / room).rglob("*.py")]
    return {
        name for path in rooms for name in re.findall(r'"(B2M_[A-Z_]+)"', path.read_text("utf-8"))
    }


def set_in(place):
    if place == "Dockerfile":
        return set(re.findall(r"\b(B2M_\w+)=", DOCKERFILE))
    if place == "kubernetes.yml":
        return {*kind("ConfigMap")["data"], *(variable["name"] for variable in CONTAINER["env"])}
    return set(COMPOSE["services"][place]["environment"]) - {"PGPASSWORD"}  # libpq's own


@pytest.mark.parametrize("place", ["Dockerfile", "kubernetes.yml", *ASSISTANTS])
def test_settings_are_read(place):
    assert set_in(place) > set()
    assert set_in(place) <= read_by_the_assistant()


def test_no_secret_has_a_default():
    text = (PROJECT / "deploy" / "compose.yml").read_text(encoding="utf-8")
    secrets = re.findall(r"^ +\w*PASSWORD: (.*)$", text, re.MULTILINE)
    assert len(secrets) == 2  # of the assistants and of the database
    assert all(secret.startswith("${B2M_DATABASE_PASSWORD:?") for secret in secrets)
    (url,) = CONTAINER["env"]
    assert url["name"] == "B2M_DATABASE_URL"
    assert set(url["valueFrom"]) == {"secretKeyRef"}


def test_only_the_proxy_can_be_reached_from_outside():
    published = {name for name, service in COMPOSE["services"].items() if service.get("ports")}
    outside = {n for n, s in COMPOSE["services"].items() if "outside" in s["networks"]}
    assert published == outside == {"proxy"}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert COMPOSE["services"]["proxy"]["ports"] == ["${B2M_PUBLISH:-127.0.0.1:5005}:8080"]
    assert kind("Service")["spec"].get("type", "ClusterIP") == "ClusterIP"


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_containers_are_confined(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user", str(USER)).partition(":")[0] != "0"
    assert service["restart"] == "unless-stopped"


def test_the_pod_is_confined():
    confined = CONTAINER["securityContext"]
    assert confined["readOnlyRootFilesystem"] is True
    assert confined["allowPrivilegeEscalation"] is False
    assert confined["capabilities"] == {"drop": ["ALL"]}
    assert POD["spec"]["securityContext"]["runAsNonRoot"] is True
    assert POD["spec"]["securityContext"]["runAsUser"] == USER


def test_what_is_written_can_be_written():
    for name in ASSISTANTS:
        folders = {entry.partition(":")[0] for entry in COMPOSE["services"][name]["tmpfs"]}
        assert folders == WRITTEN
    mounts = {mount["name"]: mount["mountPath"] for mount in CONTAINER["volumeMounts"]}
    assert set(mounts.values()) == WRITTEN
    assert set(mounts) == {volume["name"] for volume in POD["spec"]["volumes"]}
    assert f"USER {USER}:{USER}" in DOCKERFILE
    assert "B2M_DATA_DIR=/app/run/" in DOCKERFILE


def test_ports_and_addresses_fit_together():
    assert f"EXPOSE {PORT}" in DOCKERFILE
    assert f"B2M_PORT={PORT}" in DOCKERFILE
    assert CONTAINER["ports"] == [{"name": "http", "containerPort": PORT}]
    addresses = {COMPOSE["services"][n]["networks"]["inside"]["ipv4_address"] for n in ASSISTANTS}
    proxied = COMPOSE["services"]["proxy"]["environment"]["B2M_SERVERS"]
    assert set(re.findall(r"server (\S+?):", proxied.replace(":-", "="))) == {
        address.replace(":-", "=") for address in addresses
    }
    subnet = COMPOSE["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    for name in ASSISTANTS:
        assert COMPOSE["services"][name]["environment"]["B2M_TRUSTED_PROXIES"] == subnet


def test_what_the_dockerfile_copies_is_there_and_not_ignored():
    ignored = (PROJECT / "deploy" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    copied = [
        path
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
        for path in line.split()
    ]
    assert len(copied) > 10
    for path in copied:
        assert (PROJECT / path).exists(), path
        assert f"!{path}" in ignored, path


def test_the_model_is_trained_from_what_the_image_has():
    for pattern in INPUTS:
        assert re.search(rf"^COPY .*\b{re.escape(pattern.split('/')[0])}\b", DOCKERFILE, re.M), (
            pattern
        )


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_probes_ask_what_answers(probe, assistant):
    asked = CONTAINER[probe]["httpGet"]
    assert asked["port"] == CONTAINER["ports"][0]["name"]
    assert Visitor(assistant.url).send("GET", asked["path"]).status == 200


def test_probes_do_not_ask_for_the_database():
    """Else an outage would end what still says whom to call, and would keep it from coming back."""
    for probe in ("readinessProbe", "livenessProbe"):
        assert CONTAINER[probe]["httpGet"]["path"] != "/health"


def test_objects_find_each_other():
    labels = POD["metadata"]["labels"]
    assert kind("Deployment")["spec"]["selector"]["matchLabels"] == labels
    assert kind("Service")["spec"]["selector"] == labels
    assert kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"] == labels
    assert kind("NetworkPolicy")["spec"]["podSelector"]["matchLabels"] == labels
    assert kind("Service")["spec"]["ports"][0]["targetPort"] == CONTAINER["ports"][0]["name"]
    assert CONTAINER["envFrom"] == [
        {"configMapRef": {"name": kind("ConfigMap")["metadata"]["name"]}}
    ]
    assert (
        kind("PodDisruptionBudget")["spec"]["minAvailable"] < kind("Deployment")["spec"]["replicas"]
    )


def test_there_is_time_to_finish():
    longest = SECONDS_TO_FINISH + SECONDS_TO_STOP
    assert POD["spec"]["terminationGracePeriodSeconds"] > longest + 5  # of the preStop hook
    for name in ASSISTANTS:
        assert int(COMPOSE["services"][name]["stop_grace_period"].rstrip("s")) > longest


def defaults(value):
    """A value of compose.yml as it is without any variable set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value).replace("$$", "$")


def test_nginx_takes_the_configuration_of_compose(tmp_path):
    environment = COMPOSE["services"]["proxy"]["environment"]
    values = {name: defaults(v) for name, v in environment.items() if name.startswith("B2M_")}
    text = TEMPLATE.read_text(encoding="utf-8")
    names = set(re.findall(r"\$\{(\w+)\}", text))
    assert names == set(values)
    for name, value in {**values, "B2M_FOLDER": str(tmp_path)}.items():
        text = text.replace(f"${{{name}}}", value)
    check(text, tmp_path)


def test_nginx_takes_the_configuration_of_a_cluster(tmp_path):
    servers = ["127.0.0.1:6001", "127.0.0.1:6002"]
    text = configuration("127.0.0.1:6000", servers, tmp_path)
    assert "${" not in text
    check(text, tmp_path)


def check(text, folder):
    configured = folder / "nginx.conf"
    configured.write_text(text, encoding="utf-8")
    nginx = program("nginx", folders=ADMINISTRATORS)
    tried = subprocess.run(
        [nginx, "-t", "-q", "-p", str(folder), "-c", str(configured)],
        capture_output=True,
        text=True,
    )
    assert tried.returncode == 0, tried.stderr


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/health", "/", "/demo/clinic.css"])
def test_compose_hides_what_is_not_for_the_world(path):
    shown = defaults(COMPOSE["services"]["proxy"]["environment"]["B2M_PATHS"])
    assert not re.match(f"/(?:{shown})", path)
    assert re.match(f"/(?:{shown})", "/chat/sessions")
    assert re.match(f"/(?:{shown})", "/widget.js")
