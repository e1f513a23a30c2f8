"""Texts to vectors by all-MiniLM-L6-v2: maa against onnxruntime, with the same weights and two threads each, with products
of floats on both sides, and of bytes: there onnxruntime has the graph that its quantize_dynamic makes.

The graph is written here from the same file of weights, with the operators that onnxruntime has for such models
(Attention, SkipLayerNormalization, BiasGelu), and lies in a temporary folder. Both sides get texts and give vectors of
unit length; onnxruntime gets them in batches of texts of like length, tokenized by `tokenizers`. The weights are
read before the time begins. Vectors of floats must agree to 1e-4; of those of bytes it is said how far they lie from them.
"""

import argparse
import json
import os
import random
import struct
import subprocess
import tempfile
import time

from environment import build_bench, enter_environment
from figures import record

THREADS = 2
BATCH = 64


def model_folder():
    cache = os.environ.get("XDG_CACHE_HOME", "")
    cache = cache if cache.startswith("/") else os.path.join(os.environ["HOME"], ".cache")
    return os.path.join(cache, "maa/models/all-MiniLM-L6-v2")


def read_tensors(numpy, path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    floats = {name: entry for name, entry in header.items() if entry.get("dtype") == "F32"}
    return {
        name: numpy.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in floats.items()
    }  # fmt: skip


class Graph:
    def __init__(self, numpy, onnx, tensors):
        self.numpy, self.onnx, self.tensors = numpy, onnx, tensors
        self.nodes, self.constants = [], []

    def constant(self, name, values):
        self.constants.append(self.onnx.numpy_helper.from_array(self.numpy.ascontiguousarray(values), name))
        return name

    def node(self, operator, inputs, output, domain="", outputs=None, **attributes):
        outputs = outputs or [output]
        self.nodes.append(self.onnx.helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return output

    def tensor(self, name):
        return self.constant(name, self.tensors[name])

    def weight(self, name):
        return self.constant(name, self.tensors[name].T)

    def skip_norm(self, x, skip, norm, output, bias=None):
        inputs = [x, skip, self.tensor(norm + ".weight"), self.tensor(norm + ".bias")] + ([bias] if bias else [])
        return self.node("SkipLayerNormalization", inputs, output, "com.microsoft", epsilon=1e-12)

    def embeddings(self):
        table, kind = self.tensors, "embeddings.token_type_embeddings.weight"
        words = self.node("Gather", [self.tensor("embeddings.word_embeddings.weight"), "ids"], "words")
        rows = table["embeddings.position_embeddings.weight"] + table[kind][0]
        places = self.node("Gather", [self.constant("positions", rows), "places"], "placed")
        return self.skip_norm(words, places, "embeddings.LayerNorm", "x")

    def layer(self, x, number):
        name, table = f"encoder.layer.{number}", self.tensors
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        qkv = self.constant(name + ".qkv", self.numpy.concatenate([table[p + ".weight"].T for p in parts], 1))
        bias = self.constant(name + ".qkv.bias", self.numpy.concatenate([table[p + ".bias"] for p in parts]))
        mixed = self.node("Attention", [x, qkv, bias, "mask"], name + ".mixed", "com.microsoft", num_heads=12)
        dense = name + ".attention.output.dense"
        out = self.node("MatMul", [mixed, self.weight(dense + ".weight")], name + ".attended")
        bias = self.tensor(dense + ".bias")
        x = self.skip_norm(out, x, name + ".attention.output.LayerNorm", name + ".between", bias)
        wide = self.node("MatMul", [x, self.weight(name + ".intermediate.dense.weight")], name + ".wide")
        bias = self.tensor(name + ".intermediate.dense.bias")
        wide = self.node("BiasGelu", [wide, bias], name + ".gelu", "com.microsoft")
        out = self.node("MatMul", [wide, self.weight(name + ".output.dense.weight")], name + ".narrow")
        return self.skip_norm(out, x, name + ".output.LayerNorm", name + ".out", self.tensor(name + ".output.dense.bias"))

    def pool(self, x):
        weights = self.node("Cast", ["mask"], "weights", to=self.onnx.TensorProto.FLOAT)
        row = self.node("Unsqueeze", [weights, self.constant("one", self.numpy.array([1]))], "row")
        total = self.node("MatMul", [row, x], "total")
        flat = self.node("Squeeze", [total, "one"], "flat")
        return self.node("LpNormalization", [flat], "vectors", axis=-1, p=2)

    def bytes(self):
        x = self.embeddings()
        for number in range(6):
            x = self.layer(x, number)
        self.pool(x)
        helper, types = self.onnx.helper, self.onnx.TensorProto
        inputs = [
            helper.make_tensor_value_info(name, kind, shape)
            for name, kind, shape in (("ids", types.INT64, ["b", "s"]), ("places", types.INT64, [1, "s"]), ("mask", types.INT32, ["b", "s"]))
        ]  # fmt: skip
        output = helper.make_tensor_value_info("vectors", types.FLOAT, ["b", 384])
        graph = helper.make_graph(self.nodes, "minilm", inputs, [output], self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()


def in_bytes(onnx, quantization, model):
    """The graph with weights as bytes, and rows brought to bytes as they come."""
    with tempfile.TemporaryDirectory() as folder:
        plain, made = os.path.join(folder, "plain.onnx"), os.path.join(folder, "bytes.onnx")
        with open(plain, "wb") as file:
            file.write(model)
        options = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantization.quantize_dynamic(plain, made, weight_type=quantization.QuantType.QInt8, extra_options=options)
        with open(made, "rb") as file:
            return file.read()


class Peer:
    def __init__(self, numpy, onnx, onnxruntime, tokenizers, quantization=None):
        self.numpy = numpy
        folder = model_folder()
        self.tokenizer = tokenizers.Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        tensors = read_tensors(numpy, os.path.join(folder, "model.safetensors"))
        model = Graph(numpy, onnx, tensors).bytes()
        if quantization:
            model = in_bytes(onnx, quantization, model)
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def encode(self, texts):
        numpy = self.numpy
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda text: len(ids[text]))
        vectors = numpy.empty((len(texts), 384), numpy.float32)
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            width = len(ids[chosen[-1]])
            batch = numpy.zeros((len(chosen), width), numpy.int64)
            mask = numpy.zeros((len(chosen), width), numpy.int32)
            for row, text in enumerate(chosen):
                batch[row, : len(ids[text])] = ids[text]
                mask[row, : len(ids[text])] = 1
            inputs = {"ids": batch, "places": numpy.arange(width)[None], "mask": mask}
            vectors[chosen] = self.session.run(None, inputs)[0]
        return vectors


def texts(count, seed):
    import tracelog

    rng = random.Random(seed)
    return [tracelog.sentence(rng, rng.randrange(20, 100)).replace("\n", " ") for _ in range(count)]


def time_ours(binary, path, kind, output):
    """The time of reading the weights, and of encoding."""
    command = [binary, "encode", path, str(THREADS), "1", kind, output]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(line) for line in printed.stdout.split()]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    enter_environment(["numpy", "onnx", "onnxruntime", "tokenizers"])
    import numpy
    import onnx
    import onnxruntime
    import tokenizers
    from onnxruntime import quantization

    binary = build_bench()
    libraries = (numpy, onnx, onnxruntime, tokenizers)
    peers = {"floats": Peer(*libraries), "bytes": Peer(*libraries, quantization)}
    made = texts(options.texts, options.seed)
    times, vectors = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        path, output = os.path.join(folder, "texts"), os.path.join(folder, "vectors")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(text + "\n" for text in made)
        for _ in range(options.runs):
            for kind, peer in peers.items():
                start = time.perf_counter()
                vectors["onnxruntime", kind] = peer.encode(made)
                times.setdefault(("onnxruntime", kind), []).append(time.perf_counter() - start)
                reading, seconds = time_ours(binary, path, kind, output)
                times.setdefault(("maa", kind), []).append(seconds)
                vectors["maa", kind] = numpy.fromfile(output, "<f4").reshape(-1, 384)
    plain = vectors["maa", "floats"]
    difference = float(abs(plain - vectors["onnxruntime", "floats"]).max())
    assert difference < 1e-4, f"vectors differ by {difference}"
    for own, other, aim in ("floats", "floats", None), ("bytes", "floats", 3), ("bytes", "bytes", 1.5):
        ratios = [peer / seconds for peer, seconds in zip(times["onnxruntime", other], times["maa", own])]
        record(f"texts to vectors, {own}", f"onnxruntime, {other}", ratios, aim=aim)
    print(f"onnxruntime {onnxruntime.__version__}, {len(made)} texts, {THREADS} threads each, best of {options.runs}, in turns")
    print(f"vectors of floats agree to {difference:.1e}; reading the weights as bytes {reading:.2f} s")
    for (name, kind), seconds in times.items():
        far = float((1 - (vectors[name, kind] * plain).sum(1)).mean())
        turns = {other: [a / b for a, b in zip(times["onnxruntime", other], seconds)] for other in peers}
        against = "   ".join(
            f"{min(times['onnxruntime', other]) / min(seconds):.2f}x its {other} ({' '.join(f'{t:.2f}' for t in turn)})"
            for other, turn in turns.items()
        )  # fmt: skip
        print(f"{name:12}{kind:7}{min(seconds):7.2f} s {len(made) / min(seconds):6.0f} texts/s   1 - cosine {far:.5f}   {against}")
    print(f"load average {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
