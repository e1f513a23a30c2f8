#!/usr/bin/env python3
"""Questions to a chat model, 64 at a time, against a server that takes 200 ms for each: how near that comes to waiting for the
server and nothing else, and how much processor time a question takes, beside the openai package asking the same.

Answers are compared, text for text. The server is a process of its own; its time counts for nobody."""

import argparse
import asyncio
import json
import math
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT, enter_environment

enter_environment(["openai"])

PAUSE = 0.2


def answer_to(body):
    """What the model says; a function of the request alone."""
    text = "\n".join(message["content"] for message in body["messages"])
    if '{"ready": true}' in text:
        return '{"ready":true}'
    if "Propose changes" in text:
        return '{"operations":[{"type":"add","position":"tail","new_content":"Say yes.","reason":"seen"}]}'
    return f"yes {len(text) % 7}"


async def serve(reader, writer, times):
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
            body = json.loads(await reader.readexactly(length))
            start = time.monotonic()
            await asyncio.sleep(PAUSE)
            text = answer_to(body)
            reply = json.dumps({
                "id": "x", "object": "chat.completion", "created": 0, "model": "scripted",
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
                "usage": {"prompt_tokens": length // 4, "completion_tokens": 2, "total_tokens": length // 4 + 2},
            }).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(reply) + reply)
            await writer.drain()
            times.append((start, time.monotonic(), body["messages"][-1]["content"].startswith("Is ")))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def run_server(pipe):
    async def main():
        times = []
        server = await asyncio.start_server(lambda r, w: serve(r, w, times), "127.0.0.1", 0, backlog=256)
        pipe.send(server.sockets[0].getsockname()[1])
        while True:
            await asyncio.to_thread(pipe.recv)
            pipe.send(times[:])
            times.clear()

    asyncio.run(main())


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command, environment=None):
    """The processor time of a process and what it prints."""
    before = processor()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return processor() - before, done.stdout


PEER = """
import asyncio, json, sys
import openai
async def main():
    client = openai.AsyncOpenAI(base_url=sys.argv[1], api_key="none", max_retries=5)
    gate = asyncio.Semaphore(int(sys.argv[3]))
    async def ask(body):
        async with gate:
            return (await client.chat.completions.create(**body)).choices[0].message.content
    bodies = [json.loads(line) for line in open(sys.argv[2])]
    print(json.dumps(await asyncio.gather(*map(ask, bodies))))
asyncio.run(main())
"""


def ideal(count, at_once):
    return math.ceil(count / at_once) * PAUSE


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=3200)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--program", default=str(ROOT / ".build/release/maa"))
    arguments = parser.parse_args()
    pipe, other = multiprocessing.Pipe()
    server = multiprocessing.Process(target=run_server, args=(other,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{pipe.recv()}/v1"

    def served():
        """When the server began with the first question about a task and ended the last, and how many there were."""
        pipe.send("")
        asked = [entry for entry in pipe.recv() if entry[2]]
        return max(entry[1] for entry in asked) - min(entry[0] for entry in asked), len(asked)

    with tempfile.TemporaryDirectory() as folder:
        tasks, log, cassette = Path(folder, "tasks.jsonl"), Path(folder, "run.jsonl"), Path(folder, "run.cassette.jsonl")
        tasks.write_text("".join(
            json.dumps({"id": f"t{n}", "question": f"Is Q{n} done?", "trace": "It was not.", "answer": "yes"}) + "\n"
            for n in range(arguments.calls // 2)))
        prompts = Path(folder, "prompts")
        prompts.mkdir()
        Path(prompts, "answer.txt").write_text("{{memory}}\n---\n{{question}}\n")
        statements = (f"model {url} --name scripted; optimize --tasks {tasks} --scorer reference --batch {arguments.calls} "
                      f"--at-once {arguments.at_once} --prompts {prompts} --to {log}")
        ours, _ = timed([arguments.program, "--allow-network", "--no-cache", "-c", statements])
        seconds, count = served()
        start, _ = timed([arguments.program, "--no-cache", "-c", statements.replace(str(log), folder + "/again.jsonl")
                          + f" --cassette {cassette}"])
        kept = [json.loads(line) for line in cassette.read_text().splitlines()]
        kept = [line for line in kept if line["kind"] == "answer" and line["place"].endswith("/score")]
        requests = Path(folder, "requests.jsonl")
        requests.write_text("".join(json.dumps(line["request"]) + "\n" for line in kept))
        theirs, said = timed([sys.executable, "-c", PEER, url, str(requests), str(arguments.at_once)],
                             os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
        peer_seconds, peer_count = served()
        if json.loads(said) != [line["text"] for line in kept] or peer_count != count:
            sys.exit("the answers differ")
    print(f"{count} calls, {arguments.at_once} at a time, {PAUSE * 1000:.0f} ms each: ideal {ideal(count, arguments.at_once):.2f} s")
    print(f"maa     {seconds:6.2f} s, {ideal(count, arguments.at_once) / seconds:.3f} of the ideal, "
          f"{ours / count * 1000:.2f} ms of processor a call ({start / count * 1000:.2f} of it in the same run from the cassette)")
    print(f"openai  {peer_seconds:6.2f} s, {ideal(count, arguments.at_once) / peer_seconds:.3f} of the ideal, "
          f"{theirs / count * 1000:.2f} ms of processor a call; {theirs / ours:.1f} times ours")


if __name__ == "__main__":
    main()
