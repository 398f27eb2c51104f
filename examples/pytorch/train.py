"""Two initializers of one PyTorch network on two noisy spirals; open the folder `logs` in InitScope meanwhile."""

import math
import sys

import torch
from initscope_hook import InitScopeHook

INITIALIZERS = {"heNormal": torch.nn.init.kaiming_normal_, "zeros": torch.nn.init.zeros_}


def spirals(count):
    turn = torch.rand(count, 1) * 3
    label = torch.randint(2, (count,))
    angle = turn * math.pi + label[:, None] * math.pi
    return torch.cat([turn * angle.cos(), turn * angle.sin()], 1) / 3 + torch.randn(count, 2) * 0.02, label


def train(folder, steps=200):
    for label, draw in INITIALIZERS.items():
        torch.manual_seed(0)
        inputs, targets = spirals(1000)
        layers = [torch.nn.Linear(2, 64), torch.nn.ReLU(), torch.nn.Linear(64, 64), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers, torch.nn.Linear(64, 2))
        for layer in model[::2]:
            draw(layer.weight)
            torch.nn.init.zeros_(layer.bias)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        log = InitScopeHook(model, f"{folder}/{label}/seed-0")
        for step in range(steps):
            if step % 20 == 0:
                log.probe(step, inputs[:200], targets[:200], torch.nn.functional.cross_entropy)
            batch = torch.randint(200, 1000, (50,))
            output = model(inputs[batch])
            loss = torch.nn.functional.cross_entropy(output, targets[batch])
            log.loss(step, loss.item(), (output.argmax(1) == targets[batch]).float().mean().item())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    train(sys.argv[1] if len(sys.argv) > 1 else "logs")
