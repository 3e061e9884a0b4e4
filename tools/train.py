"""Trains a verifier further on the project's own passages: ``python -m tools.train --out DIR``

Needs a virtual environment of its own (nothing of it is needed to run claimcheck):

    pip install torch transformers tokenizers onnx onnxruntime numpy

It begins with the weights of an int8 model (``--base``), dequantized; learns from ``tools/passages``; takes the mean of the
weights before and after, so that what was known isn't forgotten (``--share`` is the new ones' part; Wortsman et al. 2022,
"Robust fine-tuning of zero-shot models"); and writes the model, quantized the same way, its tokenizer and SHA256SUMS into
DIR. How the shipped file was made with it, and what it gained and lost: docs/verifier.md.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertForSequenceClassification

from tools.passages import Row, read_rows

SHIPPED = Path(__file__).parents[1] / "src/claimcheck/match/verifier"
LABELS = ("supports", "refutes", "nei")  # the order of the model's outputs
TOKENS = 320  # longest pair; the passages have up to 250
PAIRS = 32  # in a batch
MIXED = 32  # batches whose pairs are sorted by length together, to pad less
SMOOTHING = 0.05  # of the labels: the model learns to be less sure of itself
WARMING = 0.06  # of all steps, until the learning rate is reached; it falls to 0 from there
STRAYS = 0.05  # share of pairs that are seen once more with a passage drawn at random, which settles nothing


def add_strays(rows: Sequence[Row], draw: random.Random) -> list[Row]:
    """The rows, and a share of the claims once more with a passage that isn't theirs."""
    strays = [Row(draw.choice(rows).evidence, row.claim, "nei") for row in rows if draw.random() < STRAYS]
    return [*rows, *strays]


def load_model(path: Path) -> BertForSequenceClassification:
    """An int8 model as one that can be trained: its integers times their scales."""
    graph = onnx.load(str(path)).graph
    held = {entry.name: numpy_helper.to_array(entry) for entry in graph.initializer}

    def dequantize(name: str) -> np.ndarray:
        return (held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"]) * held[
            f"{name}_scale"
        ]

    weights = {}
    for name, values in held.items():
        if name.startswith("m.") and not name.endswith(("_scale", "_zero_point")):
            plain = name.removesuffix("_quantized")
            linear = plain != name and "embeddings" not in name  # stored as (inputs, outputs)
            values = dequantize(plain) if plain != name else values
            weights[plain.removeprefix("m.").removesuffix("_Transposed")] = values.T if linear else values
    for node in graph.node:
        for name in node.input if node.op_type == "MatMulInteger" else ():
            if name.startswith("onnx::MatMul") and name.endswith("_quantized"):
                place = re.sub(r"/MatMul.*", "", node.name).strip("/").replace("/", ".").removeprefix("m.")
                weights[f"{place}.weight"] = dequantize(name.removesuffix("_quantized")).T
    model = BertForSequenceClassification(
        BertConfig(hidden_size=384, num_hidden_layers=6, intermediate_size=1536, num_labels=len(LABELS))
    )
    model.load_state_dict(
        {name: torch.tensor(np.ascontiguousarray(values)) for name, values in weights.items()}
    )
    return model


def draw_batches(
    rows: Sequence[Row], tokenizer: Tokenizer, draw: random.Random | None
) -> Iterator[tuple[list[int], dict[str, torch.Tensor]]]:
    """Places of the rows and the model's input, batch by batch; in a drawn order, or in their own."""
    places = list(range(len(rows)))
    if draw:
        draw.shuffle(places)
    codes = tokenizer.encode_batch([row[:2] for row in rows])
    mixed = [
        sorted(places[at : at + MIXED * PAIRS], key=lambda place: len(codes[place].ids))
        for at in range(0, len(places), MIXED * PAIRS)
    ]
    batches = [some[at : at + PAIRS] for some in mixed for at in range(0, len(some), PAIRS)]
    if draw:
        draw.shuffle(batches)
    for batch in batches:
        width = max(len(codes[place].ids) for place in batch)
        columns = {"input_ids": "ids", "token_type_ids": "type_ids", "attention_mask": "attention_mask"}
        yield (
            batch,
            {
                name: torch.tensor(
                    [
                        (values := getattr(codes[place], field)) + [0] * (width - len(values))
                        for place in batch
                    ]
                )
                for name, field in columns.items()
            },
        )


def train(
    model: BertForSequenceClassification,
    rows: Sequence[Row],
    tokenizer: Tokenizer,
    *,
    epochs: int,
    rate: float,
) -> None:
    """AdamW over all weights, in bfloat16 where the processor has it."""
    draw = random.Random(0)
    torch.manual_seed(0)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    steps, step = epochs * (len(rows) // PAIRS + 1), 0
    model.train()
    for epoch in range(epochs):
        lost = 0.0
        for batch, inputs in draw_batches(rows, tokenizer, draw):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / (WARMING * steps)) * max(0.02, 1 - step / steps)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(**inputs).logits
            gold = torch.tensor([LABELS.index(rows[place].label) for place in batch])
            loss = cross_entropy(logits.float(), gold, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, lost = step + 1, lost + loss.item() * len(batch)
        sys.stdout.write(f"epoch {epoch + 1}: loss {lost / len(rows):.3f}\n")


@torch.no_grad()
def measure(model: BertForSequenceClassification, rows: Sequence[Row], tokenizer: Tokenizer) -> float:
    """The share of rows whose label the model gives the most."""
    model.eval()
    right = 0
    for batch, inputs in draw_batches(rows, tokenizer, None):
        found = model(**inputs).logits.argmax(-1).tolist()
        right += sum(LABELS[best] == rows[place].label for best, place in zip(found, batch, strict=True))
    return right / len(rows)


def save_model(model: BertForSequenceClassification, tokenizer: Path, folder: Path) -> None:
    """Writes the model's int8 file, the tokenizer and SHA256SUMS into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    model.float().eval()
    model.config._attn_implementation = "eager"  # the other way leaves nodes that aren't quantized

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.m = model  # the name is part of the weights' names, which load_model looks for

        def forward(self, ids: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return self.m(input_ids=ids, token_type_ids=kinds, attention_mask=mask).logits

    names, sizes = ["input_ids", "token_type_ids", "attention_mask"], {0: "batch", 1: "tokens"}
    ones = torch.ones(2, 8, dtype=torch.long)
    plain, small = folder / "float.onnx", folder / "model.int8.onnx"
    torch.onnx.export(
        Logits(),
        (ones, torch.zeros_like(ones), ones),
        str(plain),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={**dict.fromkeys(names, sizes), "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(plain), str(small), per_channel=True, weight_type=QuantType.QInt8)
    plain.unlink()
    shutil.copy(tokenizer, folder / "tokenizer.json")
    sums = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in (small, folder / "tokenizer.json")
    )
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=SHIPPED, help="folder of the model to begin with")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--share", type=float, default=0.6, help="of the new weights in what is written")
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS, strategy="longest_first")
    rows, held = read_rows(held=False), read_rows(held=True)
    model = load_model(options.base / "model.int8.onnx")
    sys.stdout.write(
        f"{len(rows)} pairs; held out {len(held)}, right before {measure(model, held, tokenizer):.1%}\n"
    )
    before = {name: values.clone() for name, values in model.state_dict().items()}
    train(model, add_strays(rows, random.Random(1)), tokenizer, epochs=options.epochs, rate=options.rate)
    after = model.state_dict()
    model.load_state_dict({name: before[name].lerp(after[name], options.share) for name in before})
    sys.stdout.write(f"held out, right after {measure(model, held, tokenizer):.1%}\n")
    save_model(model, options.base / "tokenizer.json", options.out)


if __name__ == "__main__":
    main()
