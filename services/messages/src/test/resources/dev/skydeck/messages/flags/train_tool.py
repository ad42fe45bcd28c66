"""What the schemas beside this file were printed from, by Pydantic 2.14 and 1.10."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import BaseModel, Field


class Precision(str, Enum):
    BF16 = "bf16"
    FP32 = "fp32"


class PPO(BaseModel):
    enabled: bool = True
    clip_coef: float = Field(0.264, gt=0, le=1, description="How far a step may go.")


class Losses(BaseModel):
    ppo: PPO = PPO()


class Adam(BaseModel):
    kind: Literal["adam"] = "adam"
    lr: Annotated[float, Field(gt=0)] = 3e-4
    betas: tuple[float, float] = (0.9, 0.999)


class Sgd(BaseModel):
    kind: Literal["sgd"] = "sgd"
    lr: Annotated[float, Field(gt=0)] = 0.1
    momentum: float = Field(0.0, ge=0, lt=1)


class Trainer(BaseModel):
    batch_size: int = Field(524288, ge=1, multiple_of=64)
    total_timesteps: int = 50_000_000_000
    curriculum: Optional[str] = None
    losses: Losses = Losses(ppo=PPO(clip_coef=0.1))
    optimizer: Union[Adam, Sgd] = Field(default_factory=Adam, discriminator="kind")


class Node(BaseModel):
    name: str
    child: Optional[Node] = None


class TrainTool(BaseModel):
    run: Optional[str] = None
    seed: int = Field(0, ge=0)
    device: Literal["cuda", "cpu", "mps"] = "cuda"
    precision: Precision = Precision.BF16
    workers: Union[int, Literal["auto"]] = "auto"
    tags: list[str] = []
    env: dict[str, str] = {}
    extra: Any = None
    ratio: Optional[float] = Field(None, ge=0, le=1)
    old_lr: float = Field(1e-05, deprecated=True)
    trainer: Trainer = Trainer()
    eval: Optional[PPO] = None
    tree: Optional[Node] = None
    required_path: str
