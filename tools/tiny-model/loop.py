"""A training loop that can be stopped at any time and goes on where it was, with the same random numbers."""
from dataclasses import dataclass
from typing import Callable

import torch
from torch import Tensor, nn

from workspace import Workspace

_SAVE_EVERY = 200
_REPORTS = 20


@dataclass
class Loop:
    stage: str
    steps: int
    # Everything that learns or averages, by name.
    modules: nn.ModuleDict
    optimizer: torch.optim.Optimizer
    # Factor of each group's first learning rate, from the share of the steps done.
    rate: Callable[[float], float]
    loss: Callable[[int], Tensor]
    after_step: Callable[[int], None] = lambda step: None
    clip: float | None = 1.0
    warm_up: int = 1


def train(work: Workspace, loop: Loop) -> None:
    """Seed torch before the modules are made: their first values are drawn too."""
    state_file = f"{loop.stage}.state.pt"
    first_rates = [group["lr"] for group in loop.optimizer.param_groups]
    done = _resume(work, loop, state_file)
    parameters = [each for group in loop.optimizer.param_groups for each in group["params"]]
    smooth: float | None = None
    for step in range(done, loop.steps):
        factor = loop.rate(step / loop.steps) * min(1.0, (step + 1) / loop.warm_up)
        for group, first in zip(loop.optimizer.param_groups, first_rates):
            group["lr"] = first * factor
        loss = loop.loss(step)
        loop.optimizer.zero_grad()
        loss.backward()
        if loop.clip is not None:
            nn.utils.clip_grad_norm_(parameters, loop.clip)
        loop.optimizer.step()
        loop.after_step(step)
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        if (step + 1) % max(1, loop.steps // _REPORTS) == 0:
            work.report(loop.stage, step=step + 1, of=loop.steps, loss=round(smooth, 4))
        if (step + 1) % _SAVE_EVERY == 0:
            _save(work, loop, state_file, step + 1)
    # Kept for the case that the stage is stopped before its result is written.
    _save(work, loop, state_file, loop.steps)


def _save(work: Workspace, loop: Loop, state_file: str, done: int) -> None:
    state = {
        "done": done,
        "steps": loop.steps,
        "modules": loop.modules.state_dict(),
        "optimizer": loop.optimizer.state_dict(),
        "random": torch.get_rng_state(),
    }
    work.save(state_file, state)


def _resume(work: Workspace, loop: Loop, state_file: str) -> int:
    """Steps done before. The learning rate follows the number of steps, so another number cannot go on from here."""
    if not work.path(state_file).exists():
        return 0
    state = work.load(state_file)
    if state["steps"] != loop.steps:
        raise SystemExit(
            f"{work.path(state_file)} is of a training of {state['steps']} steps, this one has {loop.steps}: "
            "use the same --scale, or remove the file to start again."
        )
    loop.modules.load_state_dict(state["modules"])
    loop.optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    work.report(loop.stage, resumed=state["done"])
    return state["done"]
