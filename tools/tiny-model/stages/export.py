"""Writes the model in the diffusers → ONNX layout that `resources/models/telar-mini` has, and the judge beside it."""
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from drawing.captions import vocabulary
from network.autoencoder import LATENT_CHANNELS, Decoder, Encoder
from network.judge import Judge
from network.unet import LATENT_SIZE, TEXT_WIDTH
from noise import BETA_END, BETA_START, TRAIN_TIMESTEPS
from stages import decoder, judge, pca, unet
from tokenizer import LENGTH, Tokenizer
from workspace import Workspace

RESULT = "telar-mini/model_index.json"
_OPSET = 17


def run(work: Workspace) -> None:
    folder = work.path("telar-mini")
    model, scaling = unet.load(work)
    patches = pca.load(work)
    decode = Decoder(patches)
    decode.load_state_dict(work.load(decoder.RESULT))
    latents = (LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE)
    _write_onnx(
        folder / "text_encoder",
        model["te"],
        {"input_ids": torch.zeros(1, LENGTH, dtype=torch.long)},
        "last_hidden_state",
        {},
    )
    _write_onnx(
        folder / "unet",
        model["unet"],
        {
            "sample": torch.randn(2, *latents),
            "timestep": torch.tensor(5.0),
            "encoder_hidden_states": torch.randn(2, LENGTH, TEXT_WIDTH),
        },
        "out_sample",
        {"sample": {2: "height", 3: "width"}, "out_sample": {2: "height", 3: "width"}},
    )
    _write_onnx(folder / "vae_decoder", decode, {"latent_sample": torch.randn(1, *latents)}, "sample", {})
    _write_onnx(folder / "vae_encoder", Encoder(patches), {"sample": torch.randn(1, 3, 64, 64)}, "latent_sample", {})
    vocabulary_size = _write_tokenizer(folder)
    _write_judge(work)
    # The index last: it says that the folder is complete.
    _write_configs(folder, scaling, vocabulary_size)
    sizes = {file.parent.name: file.stat().st_size for file in sorted(folder.glob("*/model.onnx"))}
    work.report("export", folder=str(folder), bytes=sizes)


def _write_onnx(folder: Path, module: nn.Module, inputs: dict[str, Tensor], output: str, dynamic: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    batched = [name for name, value in inputs.items() if value.dim() > 0]
    axes = {name: {0: "batch_size", **dynamic.get(name, {})} for name in (*batched, output)}
    torch.onnx.export(
        module.eval(),
        tuple(inputs.values()),
        str(folder / "model.onnx"),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes=axes,
        opset_version=_OPSET,
        do_constant_folding=True,
    )


def _write_tokenizer(folder: Path) -> int:
    tokenizer = Tokenizer(vocabulary())
    tokenizer.write(folder / "tokenizer")
    return len(tokenizer.vocabulary)


def _write_judge(work: Workspace) -> None:
    network = Judge()
    network.load_state_dict(work.load(judge.RESULT))
    torch.onnx.export(
        network.eval(),
        (torch.zeros(1, 3, 64, 64),),
        str(work.path(judge.ONNX)),
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": {0: "batch"}},
        opset_version=_OPSET,
    )


def _write_configs(folder: Path, scaling: float, vocabulary_size: int) -> None:
    autoencoder = {
        "_class_name": "AutoencoderKL",
        "latent_channels": LATENT_CHANNELS,
        "scaling_factor": scaling,
        # Three levels: readers take the factor between pixels and latents (4) from their number.
        "block_out_channels": [24, 24, 48],
    }
    configs = {
        "scheduler/scheduler_config.json": {
            "_class_name": "DDIMScheduler",
            "num_train_timesteps": TRAIN_TIMESTEPS,
            "beta_start": BETA_START,
            "beta_end": BETA_END,
            "beta_schedule": "scaled_linear",
            "prediction_type": "v_prediction",
            "steps_offset": 1,
            "clip_sample": False,
            "set_alpha_to_one": False,
            "timestep_spacing": "leading",
        },
        "unet/config.json": {
            "_class_name": "UNet2DConditionModel",
            "sample_size": LATENT_SIZE,
            "in_channels": LATENT_CHANNELS,
            "out_channels": LATENT_CHANNELS,
            "block_out_channels": [32, 80],
            "cross_attention_dim": TEXT_WIDTH,
            "layers_per_block": 1,
            "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
            "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"],
        },
        "vae_decoder/config.json": {**autoencoder, "sample_size": 64},
        "vae_encoder/config.json": autoencoder,
        "text_encoder/config.json": {
            "_class_name": "CLIPTextModel",
            "hidden_size": TEXT_WIDTH,
            "max_position_embeddings": LENGTH,
            "vocab_size": vocabulary_size,
        },
        "model_index.json": {
            "_class_name": "StableDiffusionPipeline",
            "text_encoder": ["transformers", "CLIPTextModel"],
            "tokenizer": ["transformers", "CLIPTokenizer"],
            "unet": ["diffusers", "UNet2DConditionModel"],
            "vae_decoder": ["diffusers", "AutoencoderKL"],
            "scheduler": ["diffusers", "DDIMScheduler"],
            "safety_checker": [None, None],
        },
    }
    for name, config in configs.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(config, indent=1), "utf-8")
