"""Token ids and vectors of all-MiniLM-L6-v2 to compare with: `tokenizers`, and a plain encoder on numpy.
Writes texts.json and tokens.json (10,000 texts), and vectors.f32 for the first 1,000 of them.
"""

import json
import math
import os
import random
import struct
import sys

import numpy
from tokenizers import Tokenizer

TEXTS, ENCODED = 10_000, 1_000
WORDS = (
    "search switch the next container if target is not found heat an object before cleaning it restate quantity "
    "unbelievable tokenization Café naïve ÅNGSTRÖM façade straße Ελλάδα Москва résumé touché don't can't 3.14 "
    "1,000 e-mail snake_case C++ #hashtag @user http://example.org/a?b=c (parentheses) [brackets] \"quotes\" … — « »"
).split()
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0xDFF),
    (0xE00, 0xFFF), (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2100, 0x2BFF), (0x3000, 0x30FF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xE0FF), (0xF900, 0xFAFF), (0xFE00, 0xFEFF), (0xFF00, 0xFFFF),
    (0x10000, 0x11FFF), (0x1D100, 0x1D7FF), (0x1F300, 0x1FAFF), (0x20000, 0x2CFFF), (0x2F800, 0x2FA1F),
    (0xE0000, 0xE01FF), (0x0, 0x1F), (0x7F, 0x9F), (0x0, 0x10FFFF),
]  # fmt: skip
MARKS = [0x301, 0x345, 0x302E, 0x1D165, 0x1D16D, 0x34F, 0x93C, 0x94D, 0x8D3, 0x10F46, 0x5B0, 0x64B, 0xE48, 0xFB1E]
EDGES = [
    "", " ", "\t\r\n", "\x00\x01\x7f", "\ufffd", "a\u200db", "\u00ad", "日本語のテキスト", "中文abc漢字", "한국어 문장",
    "👩‍👩‍👧‍👦 family", "🧠⚡️", "a" * 100, "a" * 101, "ä" * 100, "ä" * 101, "ﬁ ﬂ Ⅷ ½", "İstanbul ISTANBUL ı", "ΣΊΣΥΦΟΣ",
    "[CLS] and [SEP]", "x[MASK]y[UNK][PAD]", "[cls] [ SEP ]", "[[CLS]]", "##ing ing ##", "\u0301", "e\u0301\u0327",
    "word " * 1000, "x" * 5000, "a b" * 1700, "café " * 1000, "\u1161\u11a8", "\u11a7", "a\u0315\u0300\u05ae\u0300b",
]  # fmt: skip


def scalar(rng):
    low, high = rng.choice(RANGES)
    code = rng.randint(low, high)
    return "x" if 0xD800 <= code < 0xE000 else chr(code)


def fuzzed(rng, pieces):
    parts = []
    for _ in range(rng.randint(1, 24)):
        kind = rng.random()
        if kind < 0.4:
            parts.append(scalar(rng))
        elif kind < 0.55:
            parts.append(rng.choice("aeiou") + "".join(chr(rng.choice(MARKS)) for _ in range(rng.randint(1, 4))))
        elif kind < 0.8:
            parts.append(rng.choice(pieces))
        elif kind < 0.95:
            parts.append(" ")
        else:
            parts.append(rng.choice(["[CLS]", "[SEP]", "[MASK]", "[", "]", "##", "\n", "\t"]))
    return "".join(parts)


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(1, 18))]
    return rng.choice([str.capitalize, str.upper, str])(" ".join(words)) + rng.choice([".", "!", "?", "", " 🙂"])


def texts(pieces):
    rng = random.Random(2606)
    made = list(EDGES)
    # Every code point stands beside a letter at least once, 160 to a text, in the later ones.
    codes = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000 and not 0xF0000 <= code]
    every = ["a".join(chr(code) + " " for code in codes[at : at + 40]) for at in range(0, 0x33480, 40)]
    while len(made) < ENCODED:
        made.append(sentence(rng) if rng.random() < 0.6 else fuzzed(rng, pieces))
    made += every
    while len(made) < TEXTS:
        made.append(fuzzed(rng, pieces))
    return made[:TEXTS]


def read_tensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            values = numpy.frombuffer(data[start:end], "<f4")
            tensors[name] = values.reshape(entry["shape"])
    return tensors


GRID = numpy.linspace(-8, 8, 160_001)
ERF = numpy.array([math.erf(x) for x in GRID], dtype=numpy.float32)


def erf(x):
    """The value at the nearest of a grid's points, and the slope from there: to 1e-8."""
    x = numpy.clip(x, -7.9, 7.9)
    near = numpy.rint((x + 8) * 10_000).astype(numpy.int32)
    return ERF[near] + (x - GRID[near].astype(numpy.float32)) * (1.1283792 * numpy.exp(-x * x))


class Encoder:
    def __init__(self, tensors):
        self.tensors = tensors

    def linear(self, x, name):
        return x @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"]

    def norm(self, x, name):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / numpy.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * self.tensors[name + ".weight"] + self.tensors[name + ".bias"]

    def attention(self, x, name, ends):
        parts = [self.linear(x, f"{name}.self.{part}") for part in ("query", "key", "value")]
        mixed = [self.mix(*rows) for rows in zip(*(numpy.split(part, ends) for part in parts))]
        return self.linear(numpy.concatenate(mixed), name + ".output.dense")

    def mix(self, *parts):
        queries, keys, values = (part.reshape(-1, 12, 32).transpose(1, 0, 2) for part in parts)
        scores = queries @ keys.transpose(0, 2, 1) / numpy.float32(math.sqrt(32))
        weights = numpy.exp(scores - scores.max(-1, keepdims=True))
        return (weights / weights.sum(-1, keepdims=True) @ values).transpose(1, 0, 2).reshape(-1, 384)

    def encode(self, texts):
        """The vectors of some texts, whose tokens go through one after another."""
        ends = numpy.cumsum([len(ids) for ids in texts])[:-1]
        x = self.tensors["embeddings.word_embeddings.weight"][numpy.concatenate(texts)]
        x = x + self.tensors["embeddings.token_type_embeddings.weight"][0]
        positions = numpy.concatenate([numpy.arange(len(ids)) for ids in texts])
        x = self.norm(x + self.tensors["embeddings.position_embeddings.weight"][positions], "embeddings.LayerNorm")
        for number in range(6):
            layer = f"encoder.layer.{number}"
            x = self.norm(x + self.attention(x, layer + ".attention", ends), layer + ".attention.output.LayerNorm")
            wide = self.linear(x, layer + ".intermediate.dense")
            wide = wide * numpy.float32(0.5) * (1 + erf(wide / numpy.float32(math.sqrt(2))))
            x = self.norm(x + self.linear(wide, layer + ".output.dense"), layer + ".output.LayerNorm")
        means = numpy.stack([part.mean(0) for part in numpy.split(x, ends)])
        return means / numpy.linalg.norm(means, axis=1, keepdims=True)


def main():
    cache = os.environ.get("XDG_CACHE_HOME", "")
    cache = cache if cache.startswith("/") else os.path.join(os.environ["HOME"], ".cache")
    model = os.path.join(cache, "maa/models/all-MiniLM-L6-v2")
    with open(os.path.join(model, "vocab.txt"), encoding="utf-8") as file:
        pieces = [line.rstrip("\n") for line in file if not line.startswith("[unused")]
    tokenizer = Tokenizer.from_file(os.path.join(model, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    made = texts(pieces)
    ids = [encoding.ids for encoding in tokenizer.encode_batch(made)]
    out = sys.argv[1]
    with open(os.path.join(out, "texts.json"), "w", encoding="utf-8") as file:
        json.dump(made, file)
    with open(os.path.join(out, "tokens.json"), "w", encoding="utf-8") as file:
        json.dump(ids, file)
    encoder = Encoder(read_tensors(os.path.join(model, "model.safetensors")))
    vectors = numpy.concatenate([encoder.encode(ids[at : at + 25]) for at in range(0, ENCODED, 25)])
    vectors.astype("<f4").tofile(os.path.join(out, "vectors.f32"))


if __name__ == "__main__":
    main()
