"""Two transformer layers with CLIP's interface: token ids in, hidden states out."""
import torch.nn.functional as F
from torch import Tensor, nn

from .blocks import Attention


class TextLayer(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = Attention(width, width)
        self.fc1 = nn.Linear(width, 2 * width)
        self.fc2 = nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.n1(x))
        return x + self.fc2(F.gelu(self.fc1(self.n2(x))))


class TextEncoder(nn.Module):
    def __init__(self, vocabulary: int, length: int, width: int, layers: int = 2):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.position_embedding = nn.Embedding(length, width)
        nn.init.normal_(self.token_embedding.weight, std=0.3)
        nn.init.normal_(self.position_embedding.weight, std=0.1)
        self.layers = nn.ModuleList(TextLayer(width) for _ in range(layers))
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, input_ids: Tensor) -> Tensor:
        x = self.token_embedding(input_ids) + self.position_embedding.weight[None, : input_ids.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.final_layer_norm(x)
