"""`make encoder`: tune the sentence encoder's layers on data/nlu (needs about 40 CPU minutes).

The layers learn to lay questions of one topic near each other and those of different topics far
apart: cross-entropy over the cosines between a question and one learned vector per topic (Wang
et al. 2018, CosFace, without its margin). The word embeddings stay as published, so that words
which stand in no example keep their meaning.

Written to assistant/nlu/tuned_layers.safetensors as 16-bit floats (21 MB), which training makes
part of the model. `make train` doesn't need this: after a few changed examples the classifiers
learn from the layers as they are. Run it after many changes, then `make evaluate`.

PyTorch stands in an environment of its own (pyproject.toml beside this file).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import yaml
from safetensors.torch import save_file
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from assistant.nlu.encoder_weights import weights_folder
from assistant.nlu.normalise import normalise

PROJECT = Path(__file__).resolve().parent.parent.parent
DATA = PROJECT / "data" / "nlu"
TUNED = PROJECT / "assistant" / "nlu" / "tuned_layers.safetensors"

# Compared in docs/understanding.md.
EPOCHS, BATCH, SEED = 4, 32, 0
ENCODER_RATE, TOPIC_RATE = 5e-5, 1e-3
WARM_UP = 100  # steps
COSINE_SCALE = 20.0
LABEL_SMOOTHING = 0.05
LONGEST = 96  # word pieces


class Topics(torch.nn.Module):
    """One vector per topic; the logits of a question are its cosines with them, scaled."""

    def __init__(self, means: torch.Tensor) -> None:
        super().__init__()
        self.vectors = torch.nn.Parameter(means.clone())

    def forward(self, questions: torch.Tensor) -> torch.Tensor:
        """Logits, shape (questions, topics)."""
        return COSINE_SCALE * questions @ functional.normalize(self.vectors, dim=1).T


class Encoder(torch.nn.Module):
    """all-MiniLM-L6-v2 with its mean pooling, from the published weights in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.bert = AutoModel.from_pretrained(folder)
        self.bert.embeddings.requires_grad_(False)

    def forward(self, texts: list[str]) -> torch.Tensor:
        """Unit vectors, shape (texts, 384)."""
        options = {"padding": True, "truncation": True, "max_length": LONGEST}
        pieces = self.tokenizer(texts, return_tensors="pt", **options)
        mask = pieces["attention_mask"].unsqueeze(-1).float()
        hidden = self.bert(**pieces).last_hidden_state
        return functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)


def examples() -> tuple[list[str], list[str]]:
    """The training examples as the classifier sees them, and the topic of each."""
    texts, topics = [], []
    for path in sorted(DATA.glob("*.yml")):
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in intent["examples"].splitlines():
                texts.append(normalise(line.removeprefix("- ")))
                topics.append(intent["intent"])
    return texts, topics


def batches(texts: list[str], random: np.random.Generator) -> list[list[int]]:
    """All rows once, in random batches of similar length (so that little is padding)."""
    rows = random.permutation(len(texts))
    found: list[list[int]] = []
    for start in range(0, len(rows), BATCH * 20):
        some = sorted(rows[start : start + BATCH * 20].tolist(), key=lambda row: len(texts[row]))
        found += [some[first : first + BATCH] for first in range(0, len(some), BATCH)]
    order = random.permutation(len(found)).tolist()
    return [found[place] for place in order]


def topic_means(encoder: Encoder, texts: list[str], labels: torch.Tensor) -> torch.Tensor:
    """The mean vector of each topic's examples: where the topics' vectors start."""
    with torch.no_grad():
        vectors = torch.cat(
            [encoder(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        )
    return torch.stack([vectors[labels == label].mean(0) for label in range(int(labels.max()) + 1)])


def tune(encoder: Encoder, texts: list[str], labels: torch.Tensor) -> None:
    """Train `encoder` in place."""
    encoder.eval()
    topics = Topics(topic_means(encoder, texts, labels))
    encoder.train()
    tuned = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    groups = [
        {"params": tuned, "lr": ENCODER_RATE},
        {"params": topics.parameters(), "lr": TOPIC_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * -(-len(texts) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / WARM_UP) * max(0.0, 1 - step / steps)
    )
    random = np.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        losses = []
        for rows in batches(texts, random):
            logits = topics(encoder([texts[row] for row in rows]))
            loss = functional.cross_entropy(logits, labels[rows], label_smoothing=LABEL_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tuned, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)


def main() -> None:
    """Tune and write the layers."""
    torch.manual_seed(SEED)
    encoder = Encoder(weights_folder())
    texts, topics = examples()
    names = sorted(set(topics))
    tune(encoder, texts, torch.tensor([names.index(topic) for topic in topics]))
    layers = {
        name: weights.half().contiguous()
        for name, weights in encoder.bert.state_dict().items()
        if name.startswith("encoder.layer.")
    }
    save_file(layers, TUNED)
    print(f"Written to {TUNED.relative_to(PROJECT)}. Now: make evaluate")


if __name__ == "__main__":
    main()
