"""Fits the encoder in closed form, and encodes the training pictures with it."""
import torch
from torch import Tensor

from network.autoencoder import Decoder, Encoder, PatchPca, fit_pca
from stages import draw
from workspace import Workspace, to_planes

RESULT = "pca.pt"
LATENTS = "latents.pt"
_FITTED_ON = 3_000
_BATCH = 500


def run(work: Workspace) -> None:
    pictures, _ = work.load_pictures(draw.RESULT)
    pca = fit_pca(pictures[:_FITTED_ON])
    latents = encode(pca, pictures)
    work.save(LATENTS, latents)
    work.save(RESULT, vars(pca))
    with torch.no_grad():
        error = (Decoder(pca)(latents[:200]) - to_planes(pictures[:200])).square().mean()
    work.report("pca", latents=list(latents.shape), psnr_db=round(psnr(error), 2))


def load(work: Workspace) -> PatchPca:
    return PatchPca(**work.load(RESULT))


def encode(pca: PatchPca, pictures) -> Tensor:
    """Latents before the scaling factor."""
    encoder = Encoder(pca)
    with torch.no_grad():
        return torch.cat([encoder(to_planes(pictures[i : i + _BATCH])) for i in range(0, len(pictures), _BATCH)])


def psnr(square_error: Tensor) -> float:
    """Decibels, for values from -1 to 1."""
    return float(10 * torch.log10(4 / square_error))
