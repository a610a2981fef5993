"""A tokenizer with CLIP's file formats and rules, whose merges make every word of the captions one token.

So the code that reads Stable Diffusion's tokenizer reads this one. Byte-pair encoding: Sennrich et al. 2016; the
byte alphabet and the `</w>` ending are those of GPT-2 and CLIP (Radford et al. 2019, 2021).
"""
import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"
LENGTH = 24
_WORD_END = "</w>"
_PIECES = re.compile(r"[a-z]+|[0-9]|[^\sa-z0-9]+")

Pair = tuple[str, str]


def byte_alphabet() -> list[str]:
    """A printable character for each of the 256 bytes, in the order of CLIP's vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i in range(256 - len(printable))]


def learn_merges(words: list[str]) -> list[Pair]:
    """Merges the most frequent neighbours until each word is one piece; ties go to the later pair of the alphabet."""
    spelled = [_spell(word) for word in words]
    merges: list[Pair] = []
    while True:
        counts = Counter(pair for pieces in spelled for pair in zip(pieces, pieces[1:]))
        if not counts:
            return merges
        best = max(counts, key=lambda pair: (counts[pair], pair))
        merges.append(best)
        spelled = [_merge(pieces, best) for pieces in spelled]


def _spell(word: str) -> list[str]:
    return [*word[:-1], word[-1] + _WORD_END]


def _merge(pieces: list[str], pair: Pair) -> list[str]:
    merged: list[str] = []
    for piece in pieces:
        # The last piece is complete once merged: it cannot be the first half of the same pair again.
        if merged and (merged[-1], piece) == pair:
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


class Tokenizer:
    def __init__(self, words: list[str]):
        self.merges = learn_merges(words)
        letters = byte_alphabet()
        pieces = [*letters, *(letter + _WORD_END for letter in letters)]
        pieces += [left + right for left, right in self.merges]
        self.vocabulary = {piece: i for i, piece in enumerate([*pieces, START, END])}
        self._rank = {pair: i for i, pair in enumerate(self.merges)}
        self._encode_word = lru_cache(maxsize=None)(self._encode_word_anew)

    def encode(self, text: str) -> list[int]:
        """LENGTH ids: start, the text, and ends up to the length."""
        ids = [token for word in _PIECES.findall(text.lower()) for token in self._encode_word(word)]
        ids = [self.vocabulary[START], *ids][: LENGTH - 1]
        return ids + [self.vocabulary[END]] * (LENGTH - len(ids))

    def _encode_word_anew(self, word: str) -> list[int]:
        pieces = _spell(word)
        while len(pieces) > 1:
            ranked = [pair for pair in zip(pieces, pieces[1:]) if pair in self._rank]
            if not ranked:
                break
            pieces = _merge(pieces, min(ranked, key=self._rank.__getitem__))
        return [self.vocabulary[piece] for piece in pieces]

    def write(self, folder: Path) -> None:
        """vocab.json, merges.txt and tokenizer_config.json of the diffusers layout."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.json").write_text(json.dumps(self.vocabulary, ensure_ascii=False), "utf-8")
        lines = ["#version: 0.2", *(" ".join(pair) for pair in self.merges)]
        (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")
        config = {
            "tokenizer_class": "CLIPTokenizer",
            "model_max_length": LENGTH,
            "bos_token": START,
            "eos_token": END,
            "pad_token": END,
            "unk_token": END,
            "do_lower_case": True,
        }
        (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1), "utf-8")
