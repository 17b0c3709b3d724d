"""TensorFlow is left out: nothing of it is loaded, and what needs it says so."""

import importlib
import subprocess
import sys

import pytest
import yaml
from tensorflow import TensorFlowLeftOut

from assistant import model

# Every module of Rasa's that imports TensorFlow for a component.
NEED_IT = [
    "rasa.nlu.classifiers.diet_classifier",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "rasa.nlu.selectors.response_selector",
    "rasa.core.policies.ted_policy",
    "rasa.core.policies.unexpected_intent_policy",
    "rasa.utils.tensorflow.models",
]


@pytest.mark.parametrize("module", NEED_IT)
def test_rasas_modules_can_be_imported(module):
    importlib.import_module(module)


def test_whatever_uses_it_is_told_that_it_is_left_out():
    import tensorflow as tf
    from keras.utils.control_flow_util import smart_cond
    from rasa.utils.tensorflow.callback import RasaModelCheckpoint
    from tensorflow.keras import backend

    for use in (tf.random.set_seed, tf.keras.layers.Dense, backend.dot, smart_cond):
        with pytest.raises(TensorFlowLeftOut, match="leaves out"):
            use(1)
    with pytest.raises(TensorFlowLeftOut, match="RasaModelCheckpoint needs TensorFlow"):
        RasaModelCheckpoint("folder")


def test_a_library_that_looks_for_its_version_finds_none():
    import tensorflow as tf

    assert not hasattr(tf, "__version__")


@pytest.mark.parametrize("component", ["DIETClassifier", "ResponseSelector"])
def test_training_a_component_that_needs_it_fails_and_says_why(component, tmp_path):
    """With the command of Rasa's own documentation."""
    examples = "- hello there\n- good day\n"
    intents = [{"intent": intent, "examples": examples} for intent in ("faq/a", "faq/b", "bye")]
    pipeline = ["WhitespaceTokenizer", "CountVectorsFeaturizer", component]
    config = {
        "recipe": "default.v1",
        "assistant_id": "needs-it",
        "language": "en",
        "pipeline": [{"name": name} for name in pipeline],
        "policies": [{"name": "RulePolicy"}],
    }
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": intents}))
    result = subprocess.run(
        [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "nlu.yml", "--out", "models"],
        cwd=tmp_path,
        env=model.environment(),
        capture_output=True,
        text=True,
    )
    assert result.returncode != 0
    assert "needs TensorFlow, which this project leaves out" in result.stderr
    assert not list(tmp_path.glob("models/*"))
