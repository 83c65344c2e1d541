"""How reading grows, what it holds in memory, and how it compares with a small neural tagger and parser.

    python -m benchmarks.speed.statements

The peer is a spaCy pipeline in the shape of its small models (hash embedding of four layers, tagger, parser) with random
weights: its answers mean nothing, its cost is that of a trained one. It is measured when spaCy is installed, else said to
be left out. Both read the same texts in the same run, on one core.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.quality.outcome import shared_folder
from selon import lang
from selon.model import Document
from selon.statements import extract

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
OWN = (
    "The governor said on Monday that two missiles had hit the station. “We heard the first one at dawn,” said Olena "
    "Kovalenko, a teacher. According to the army, the drones came from the north, and the town could lose its power by "
    "the evening.\n\n"
)


def growth(text: str) -> list[tuple[int, float]]:
    """Code points and seconds for the text repeated to each size; the largest in parts of 2.5 million (a report's limit is 4)."""
    pack = lang.load("en")
    found = []
    for size in SIZES:
        document = Document(id="x", text=(text * (size // len(text) + 1))[: min(size, 2_500_000)], language="en")
        rounds = max(1, size // 2_500_000)
        began = time.perf_counter()
        for _ in range(rounds):
            extract(document, pack)
        found.append((len(document.text) * rounds, time.perf_counter() - began))
    return found


def memory_with_all_packs() -> float:
    """Peak memory in MB of a process that has loaded and used every pack."""
    code = (
        "from selon import lang; from selon.model import Document; from selon.statements import extract\n"
        "for c in lang.available(): extract(Document(id='x', text='A said B. ' * 50, language=c), lang.load(c))\n"
        "print(int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]) / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def words_per_second(texts: Sequence[str]) -> float:
    """Our own words per second over the texts (English)."""
    pack = lang.load("en")
    documents = [Document(id="x", text=t, language="en") for t in texts]
    extract(documents[0], pack)
    began = time.perf_counter()
    for document in documents:
        extract(document, pack)
    return sum(len(t.split()) for t in texts) / (time.perf_counter() - began)


def peer_words_per_second(texts: Sequence[str]) -> float | None:
    """The peer's words per second over the same texts, or `None` when it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("en")
    model = {
        "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4, "embed_size": 2000,
        "window_size": 1, "maxout_pieces": 3, "subword_features": True,
    }  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": model})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    state = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
             "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener}  # fmt: skip
    parser = nlp.add_pipe("parser", config={"model": state})
    for label in ("NN", "VB", "DT", "IN", "JJ", "NNP", "VBD", "CC", "RB", "PRP"):
        tagger.add_label(label)
    for label in ("nsubj", "obj", "det", "amod", "ccomp", "advmod", "nmod", "case", "mark", "ROOT"):
        parser.add_label(label)
    nlp.initialize()
    list(nlp.pipe(texts[:1]))
    began = time.perf_counter()
    list(nlp.pipe(texts))
    return sum(len(t.split()) for t in texts) / (time.perf_counter() - began)


def first_statement() -> float:
    """Seconds from the start of `selon read` on a short text to its end: the best of five."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        command = [sys.executable, "-m", "selon", "read", "-", "--as", "txt", "--language", "en"]
        subprocess.run(command, input=OWN.encode(), stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> int:
    """Measure and print."""
    print("growth of reading (English)")
    for size, seconds in growth(OWN):
        print(f"  {size:>12,} code points {seconds:>9.3f} s {1e6 * seconds / size:>7.3f} µs each")
    print(f"memory with all packs        {memory_with_all_packs():>8.0f} MB (limit 200)")
    print(f"first statement, cold        {first_statement():>8.2f} s (limit 0.6)")
    folder = shared_folder() / "corpora" / "polnear" / "dev" / "text"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))] or [OWN * 40] * 20
    ours, peer = words_per_second(texts), peer_words_per_second(texts[:20])
    print(f"words per second             {ours:>8,.0f}")
    print("peer (tok2vec, tagger, parser): NOT MEASURED, spaCy is not installed" if peer is None else
          f"peer (tok2vec, tagger, parser) {peer:>6,.0f}: we are {ours / peer:.1f} times as fast")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
