"""The PyTorch peer of bench/performance.ts: the loops that a user would write, on the same networks and data sizes.

torch_peer.py step MODEL THREADS SECONDS   median ms of one training step (forward, loss, backward, Adam)
torch_peer.py experiment MODEL THREADS STEPS DATA   seconds for ten initializers, one after the other
"""
import json
import statistics
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

mode, model_name, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(0)


class Same(nn.Module):
    def forward(self, x):
        return F.pad(x, (0, 1, 0, 1))


def mlp(*units):
    layers = [nn.Flatten()]
    for i in range(len(units) - 1):
        layers.append(nn.Linear(units[i], units[i + 1]))
        if i < len(units) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


def build():
    if model_name == "a":
        return mlp(784, 256, 256, 10), 128, (1, 28, 28)
    if model_name == "b":
        return mlp(3072, 512, 256, 256, 256, 256, 10), 100, (3, 32, 32)
    return (
        nn.Sequential(
            Same(), nn.Conv2d(1, 128, 3, 2), nn.MaxPool2d(3), nn.BatchNorm2d(128), nn.Flatten(),
            nn.Linear(2048, 100), nn.ReLU(), nn.Linear(100, 10),
        ),
        32,
        (1, 28, 28),
    )


def initialize(model, draw):
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            draw(module.weight)
            nn.init.zeros_(module.bias)


INITIALIZERS = [
    nn.init.zeros_,
    lambda w: nn.init.normal_(w, 0, 0.01),
    lambda w: nn.init.normal_(w, 0, 0.05),
    lambda w: nn.init.uniform_(w, -0.05, 0.05),
    nn.init.xavier_normal_,
    nn.init.xavier_uniform_,
    lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
    lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu"),
    lambda w: nn.init.kaiming_normal_(w, nonlinearity="linear"),
    nn.init.orthogonal_,
]


def train_step(model, optimizer, x, y):
    optimizer.zero_grad(set_to_none=True)
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def time_step():
    model, batch, shape = build()
    initialize(model, INITIALIZERS[6])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    xs = [torch.rand(batch, *shape) for _ in range(8)]
    ys = [torch.randint(0, 10, (batch,)) for _ in range(8)]
    for i in range(10):
        train_step(model, optimizer, xs[i % 8], ys[i % 8])
    times, start_cpu, began, i = [], time.process_time(), time.perf_counter(), 0
    while time.perf_counter() - began < float(sys.argv[4]):
        start = time.perf_counter()
        train_step(model, optimizer, xs[i % 8], ys[i % 8]).item()
        times.append((time.perf_counter() - start) * 1e3)
        i += 1
    return {"ms": statistics.median(times), "cpuMs": (time.process_time() - start_cpu) * 1e3 / len(times)}


def probe(model, x, y, minibatch, model_layers):
    """What InitScope's probe measures, as a user would with forward hooks: activations of all samples, gradients of some."""
    kept = []
    hooks = [m.register_forward_hook(lambda m, i, o: kept.append((i[0], o))) for m in model_layers]
    with torch.no_grad():
        model(x)
    for hook in hooks:
        hook.remove()
    model.zero_grad(set_to_none=True)
    F.cross_entropy(model(x[:minibatch]), y[:minibatch]).backward()
    figures = []
    for before, after in kept:
        figures += [t(v).item() for v in (before, after) for t in (torch.mean, torch.var, lambda z: (z * z).mean())]
        figures.append((after.flatten(1) == 0).all(0).sum().item())
    for p in model.parameters():
        figures += [p.grad.abs().mean().item(), p.grad.var().item() if p.numel() > 1 else 0, p.grad.norm().item()]
    return figures


def time_experiment():
    steps, data = int(sys.argv[4]), sys.argv[5]
    _, batch, shape = build()
    raw = torch.frombuffer(bytearray(open(data, "rb").read()), dtype=torch.uint8)
    size = shape[0] * shape[1] * shape[2]
    raw = raw.view(-1, 1 + size)
    labels, pixels = raw[:, 0].long(), raw[:, 1:].reshape(-1, *shape).float() / 255
    validation = 1000
    x_train, y_train = pixels[validation:], labels[validation:]
    x_test, y_test = pixels[:validation], labels[:validation]
    start = time.perf_counter()
    for draw in INITIALIZERS:
        model, _, _ = build()
        initialize(model, draw)
        activations = [m for m in model.modules() if isinstance(m, nn.ReLU)]
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        order = torch.randperm(len(x_train))
        for step in range(steps + 1):
            if step % 50 == 0:
                probe(model, x_test[:512], y_test[:512], batch, activations)
            if step in (0, steps):
                model.eval()
                with torch.no_grad():
                    F.cross_entropy(model(x_test), y_test).item()
                model.train()
            if step == steps:
                break
            first = step * batch % (len(order) - batch)
            rows = order[first:first + batch]
            train_step(model, optimizer, x_train[rows], y_train[rows]).item()
    return {"seconds": time.perf_counter() - start}


print(json.dumps(time_step() if mode == "step" else time_experiment()))
