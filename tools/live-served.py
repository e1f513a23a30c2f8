"""Whether a cassette's tokens are those that the server says it served, within one in a hundred."""

import json
import sys
import urllib.request

with urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/metrics", timeout=10) as page:
    lines = [line.split() for line in page.read().decode().splitlines() if not line.startswith("#")]
served = {words[0].removeprefix("llamacpp:"): float(words[1]) for words in lines if len(words) == 2}
with open(sys.argv[2]) as cassette:
    kept = [line["tokens"] for line in map(json.loads, cassette) if line["kind"] == "answer"]
for name, ours, theirs in [
    ("asked", sum(tokens[0] for tokens in kept), served["prompt_tokens_total"] + served["prompt_tokens_cached_total"]),
    ("of them cached", sum(tokens[1] for tokens in kept), served["prompt_tokens_cached_total"]),
    ("answered", sum(tokens[2] for tokens in kept), served["tokens_predicted_total"]),
]:
    print(f"live: tokens {name}: {ours} counted, {theirs:.0f} served")
    if abs(ours - theirs) > 0.01 * theirs:
        sys.exit("live: the server says another number of tokens")
