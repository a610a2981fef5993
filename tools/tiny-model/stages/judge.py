"""Trains the judge on the drawn pictures, every second batch blurred and all of them noised, and exports it."""
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from drawing.scene import HEADS
from loop import Loop, train
from network.judge import Judge, heads_loss, heads_right
from stages import draw
from workspace import Workspace, to_planes

RESULT = "judge.pt"
ONNX = "judge.onnx"
_STEPS = 1_500
_BATCH = 64


def run(work: Workspace) -> None:
    pictures, labels = work.load_pictures(draw.RESULT)
    torch.manual_seed(0)
    judge = Judge()

    def loss(step: int) -> Tensor:
        chosen = torch.randint(0, len(pictures), (_BATCH,))
        images = to_planes(pictures[chosen.numpy()])
        if step % 2 == 1:
            images = F.interpolate(F.avg_pool2d(images, 2), scale_factor=2.0, mode="bilinear", align_corners=False)
        contrast = 1 + 0.1 * torch.randn(_BATCH, 1, 1, 1)
        tint = 0.05 * torch.randn(_BATCH, 3, 1, 1)
        return heads_loss(judge(images * contrast + tint + 0.05 * torch.randn_like(images)), labels[chosen])

    optimizer = torch.optim.AdamW(judge.parameters(), 2e-3, weight_decay=1e-2)
    modules = nn.ModuleDict({"judge": judge})
    train(work, Loop("judge", work.count(_STEPS, 4), modules, optimizer, lambda p: 1 - p + 0.005, loss, clip=None))
    work.save(RESULT, judge.state_dict())
    report(work)


def report(work: Workspace) -> None:
    """How often the judge in the folder is right about the test pictures."""
    judge = Judge()
    judge.load_state_dict(work.load(RESULT))
    pictures, labels = work.load_pictures(draw.TEST)
    with torch.no_grad():
        right = heads_right(judge(to_planes(pictures)), labels)
    work.report("judge", test_right={head: round(float(share), 4) for head, share in zip(HEADS, right)})
