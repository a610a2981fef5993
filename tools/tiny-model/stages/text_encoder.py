"""Pre-trains the text encoder to say which attributes a caption names: the UNet then has something to attend to."""
import torch
from torch import Tensor, nn

from drawing.captions import vocabulary
from loop import Loop, train
from network.judge import HEAD_SIZES, heads_loss, heads_right
from network.text_encoder import TextEncoder
from network.unet import TEXT_WIDTH
from stages import caption, draw
from tokenizer import LENGTH, Tokenizer
from workspace import Workspace

RESULT = "te.pt"
_STEPS = 350
_BATCH = 96


def build() -> TextEncoder:
    return TextEncoder(len(Tokenizer(vocabulary()).vocabulary), LENGTH, TEXT_WIDTH)


def run(work: Workspace) -> None:
    captions = work.load(caption.RESULT).long()
    _, labels = work.load_pictures(draw.RESULT)
    torch.manual_seed(0)
    encoder = build()
    from_mean, from_each = (nn.Linear(TEXT_WIDTH, sum(HEAD_SIZES)) for _ in range(2))

    def choose() -> tuple[Tensor, Tensor]:
        chosen = torch.randint(0, len(labels), (_BATCH,))
        return captions[chosen, torch.randint(0, captions.shape[1], (_BATCH,))], labels[chosen]

    def loss(_step: int) -> Tensor:
        ids, answers = choose()
        states = encoder(ids)
        # Every token's state is asked too: the UNet's attention reads single tokens, not only their mean.
        each = from_each(states).transpose(1, 2)
        return heads_loss(from_mean(states.mean(dim=1)), answers) + 0.5 * heads_loss(each, answers)

    modules = nn.ModuleDict({"encoder": encoder, "from_mean": from_mean, "from_each": from_each})
    optimizer = torch.optim.AdamW(modules.parameters(), 3e-3, weight_decay=1e-3)
    steps = work.count(_STEPS, 4)
    loop = Loop("text-encoder", steps, modules, optimizer, lambda p: 1 - p + 0.003, loss, clip=None, warm_up=30)
    train(work, loop)
    work.save(RESULT, encoder.state_dict())
    ids, answers = choose()
    with torch.no_grad():
        right = heads_right(from_mean(encoder(ids).mean(dim=1)), answers)
    work.report("text-encoder", right=round(float(right.mean()), 4))
