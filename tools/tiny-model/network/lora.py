"""Low-rank adapters (Hu et al. 2021) on the linear layers of the UNet's attention blocks, and their files."""
import json
import struct
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

RANK = 8
ALPHA = 8.0


class AdaptedLinear(nn.Module):
    def __init__(self, base: nn.Linear):
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) * 0.5 / RANK**0.5)
        # Zero: the adapter starts as no change.
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + F.linear(F.linear(x, self.down), self.up) * (ALPHA / RANK)


def adapt(unet: nn.Module) -> dict[str, AdaptedLinear]:
    """Puts an adapter in the place of every linear layer of the attention blocks. Returns them by the layer's path."""
    paths = [path for path, module in unet.named_modules() if isinstance(module, nn.Linear) and "attentions" in path]
    adapters = {}
    for path in paths:
        parent, _, name = path.rpartition(".")
        adapters[path] = AdaptedLinear(unet.get_submodule(path))
        setattr(unet.get_submodule(parent), name, adapters[path])
    return adapters


def write_kohya(file: Path, adapters: dict[str, AdaptedLinear]) -> None:
    """The keys of kohya-ss' sd-scripts: dots become underscores, and each layer has its alpha."""
    tensors = {}
    for path, adapter in adapters.items():
        key = f"lora_unet_{path.replace('.', '_')}"
        tensors[f"{key}.lora_down.weight"] = adapter.down
        tensors[f"{key}.lora_up.weight"] = adapter.up
        tensors[f"{key}.alpha"] = torch.tensor(ALPHA)
    write_safetensors(file, tensors, {"ss_network_dim": str(RANK), "ss_network_alpha": str(ALPHA)})


def write_peft(file: Path, adapters: dict[str, AdaptedLinear]) -> None:
    """The keys of diffusers and PEFT. They carry no alpha, so readers take it to be the rank, which ours is."""
    tensors = {}
    for path, adapter in adapters.items():
        tensors[f"unet.{path}.lora_A.weight"] = adapter.down
        tensors[f"unet.{path}.lora_B.weight"] = adapter.up
    write_safetensors(file, tensors, {"format": "pt"})


def write_safetensors(file: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    """Half precision, in the format of https://github.com/huggingface/safetensors: length of the header as u64, the
    header as JSON padded to 8 bytes, the values."""
    header: dict[str, object] = {"__metadata__": metadata}
    values = []
    position = 0
    for name, tensor in tensors.items():
        data = tensor.detach().half().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [position, position + len(data)]}
        position += len(data)
        values.append(data)
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(values))
