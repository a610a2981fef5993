"""A classifier of drawn pictures: what tests ask whether a picture shows what its prompt said."""
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from drawing.scene import HEADS

HEAD_SIZES = [len(values) for values in HEADS.values()]


class Judge(nn.Module):
    """Pictures `[n, 3, 64, 64]` in -1..1 to 30 logits: the heads of HEADS one after the other."""

    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(3, 24, 4, stride=4)
        self.c2 = nn.Conv2d(24, 48, 3, stride=2, padding=1)
        self.c3 = nn.Conv2d(48, 64, 3, padding=1)
        self.f = nn.Linear(64 * 8 * 8, 96)
        self.h = nn.Linear(96, sum(HEAD_SIZES))

    def forward(self, image: Tensor) -> Tensor:
        x = image
        for layer in (self.c1, self.c2, self.c3):
            x = F.relu(layer(x))
        return self.h(F.relu(self.f(x.flatten(1))))


def heads_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Sum of the heads' cross entropies. Logits `[n, 30]` or `[n, 30, positions]`; labels `[n, 6]`, the same everywhere."""
    total = logits.new_zeros(())
    for head, part in enumerate(logits.split(HEAD_SIZES, dim=1)):
        target = labels[:, head]
        if part.dim() == 3:
            target = target[:, None].expand(-1, part.shape[2])
        total = total + F.cross_entropy(part, target)
    return total


def heads_right(logits: Tensor, labels: Tensor) -> Tensor:
    """Share of right answers of each head."""
    answers = [part.argmax(dim=1) for part in logits.split(HEAD_SIZES, dim=1)]
    return (torch.stack(answers, dim=1) == labels).float().mean(dim=0)
