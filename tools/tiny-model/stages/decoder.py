"""Trains the decoder on frozen latents with a little noise, so that it forgives imperfect samples."""
import torch
from torch import Tensor, nn

from loop import Loop, train
from network.autoencoder import Decoder
from stages import draw, pca
from workspace import Workspace, to_planes

RESULT = "dec.pt"
_STEPS = 3_000
_BATCH = 16
_MOST_NOISE = 0.1
_SHARPNESS = 0.5


def run(work: Workspace) -> None:
    pictures, _ = work.load_pictures(draw.RESULT)
    latents = work.load(pca.LATENTS)
    torch.manual_seed(0)
    decoder = Decoder(pca.load(work))
    steps = work.count(_STEPS, 4)

    def loss(_step: int) -> Tensor:
        chosen = torch.randint(0, len(latents), (_BATCH,))
        clean = latents[chosen]
        noise = torch.randn_like(clean) * torch.rand(_BATCH, 1, 1, 1) * _MOST_NOISE
        error = decoder(clean + noise) - to_planes(pictures[chosen.numpy()])
        # Differences between neighbours count too: the plain errors alone leave edges soft.
        edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
        return error.abs().mean() + _SHARPNESS * edges + error.square().mean()

    optimizer = torch.optim.AdamW(decoder.parameters(), 2e-3, betas=(0.9, 0.99), weight_decay=1e-4)
    modules = nn.ModuleDict({"decoder": decoder})
    train(work, Loop("decoder", steps, modules, optimizer, lambda p: (1 - p) ** 0.8 + 0.005, loss, warm_up=50))
    work.save(RESULT, decoder.state_dict())
    _test(work, decoder)


def _test(work: Workspace, decoder: Decoder) -> None:
    pictures, _ = work.load_pictures(draw.TEST)
    shown = pictures[:200]
    with torch.no_grad():
        error = (decoder(pca.encode(pca.load(work), shown)) - to_planes(shown)).square().mean()
    work.report("decoder", test_psnr_db=round(pca.psnr(error), 2))
