"""PyTorch's answers to the questions that torch.test.ts asks: JSON from stdin, JSON to stdout, all in float64.

Tensors travel as {"shape": [...], "values": [...]}, row-major, images as [batch, height, width, channels] and
convolution kernels as [height, width, in, out].
"""
import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def tensor(t, grad=False):
    return torch.tensor(t["values"]).reshape(t["shape"]).requires_grad_(grad)


def plain(t):
    return {"shape": list(t.shape), "values": t.detach().reshape(-1).tolist()}


def activate(name, p, x, extras):
    if name == "prelu":
        return F.prelu(x, extras["weight"])
    if name == "rrelu" and "noise" in extras:
        slope = p["lower"] + (p["upper"] - p["lower"]) * extras["noise"]
        return torch.where(x > 0, x, slope * x)
    return {
        "relu": F.relu,
        "leakyRelu": lambda v: F.leaky_relu(v, p["slope"]),
        "elu": lambda v: F.elu(v, p["alpha"]),
        "selu": F.selu,
        "rrelu": lambda v: F.rrelu(v, p["lower"], p["upper"], training=False),
        "gelu": F.gelu,
        "swish": lambda v: v * torch.sigmoid(p["beta"] * v),
        "mish": lambda v: v * torch.tanh(F.softplus(v)),
        "softsign": F.softsign,
        "erf": torch.erf,
        "hardSigmoid": lambda v: torch.clamp(0.2 * v + 0.5, 0, 1),
        "sine": lambda v: torch.sin(p["omega"] * v),
        "softplus": F.softplus,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "linear": lambda v: v,
    }[name](x)


def gain(name):
    known = {"leakyRelu": "leaky_relu"}.get(name, name)
    return torch.nn.init.calculate_gain(known)


def pad_same(x, size, stride, value):
    """TensorFlow's padding: the smaller half of an odd amount comes first."""
    for axis, at in ((3, 0), (2, 2)):
        length = x.shape[axis]
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        pad = [0, 0, 0, 0]
        pad[at], pad[at + 1] = total // 2, total - total // 2
        x = F.pad(x, pad, value=value)
    return x


def images(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


def layer(kind, p, x, w):
    if kind == "dense":
        return x @ w["kernel"] + w["bias"]
    if kind == "conv2d":
        padded = images(x)
        if p["padding"] == "same":
            padded = pad_same(padded, p["kernelSize"], p["strides"], 0.0)
        return channels_last(F.conv2d(padded, w["kernel"].permute(3, 2, 0, 1), w["bias"], p["strides"]))
    if kind in ("maxPool2d", "avgPool2d"):
        size, stride, same = p["poolSize"], p.get("strides", p["poolSize"]), p["padding"] == "same"
        if kind == "maxPool2d":
            padded = pad_same(images(x), size, stride, -torch.inf) if same else images(x)
            return channels_last(F.max_pool2d(padded, size, stride))
        padded = pad_same(images(x), size, stride, 0.0) if same else images(x)
        inside = torch.ones_like(images(x))
        inside = pad_same(inside, size, stride, 0.0) if same else inside
        return channels_last(F.avg_pool2d(padded, size, stride) / F.avg_pool2d(inside, size, stride))
    if kind == "layerNorm":
        return F.layer_norm(x, x.shape[-1:], w["gamma"], w["beta"], p["epsilon"])
    if kind == "flatten":
        return torch.flatten(x, 1)
    raise ValueError(kind)


def batch_norm(case, x, w):
    flat = x.reshape(-1, x.shape[-1])
    mean, variance = tensor(case["statistics"]["mean"]), tensor(case["statistics"]["variance"])
    p = case["parameters"]
    out = F.batch_norm(
        flat, mean, variance, w["gamma"], w["beta"], case["training"], 1 - p["momentum"], p["epsilon"]
    )
    if case["training"]:  # PyTorch keeps the unbiased variance, Keras and we the biased one
        n = flat.shape[0]
        old = tensor(case["statistics"]["variance"])
        variance = p["momentum"] * old + (variance - p["momentum"] * old) * (n - 1) / n
    return out.reshape(x.shape), {"mean": plain(mean), "variance": plain(variance)}


def ask_activation(case):
    x = tensor(case["input"], True)
    extras = {k: tensor(v, k == "weight") for k, v in case["extras"].items()}
    y = activate(case["name"], case["parameters"], x, extras)
    y.backward(tensor(case["upstream"]))
    answer = {"output": plain(y), "input": plain(x.grad)}
    if "weight" in extras:
        answer["weight"] = plain(extras["weight"].grad)
    return answer


def ask_layer(case):
    x = tensor(case["input"], True)
    w = {k: tensor(v, True) for k, v in case["weights"].items()}
    statistics = {}
    if case["type"] == "batchNorm":
        y, statistics = batch_norm(case, x, w)
    else:
        y = layer(case["type"], case["parameters"], x, w)
    y.backward(tensor(case["upstream"]))
    gradients = {k: plain(v.grad) for k, v in w.items()}
    return {"output": plain(y), "input": plain(x.grad), "weights": gradients, "statistics": statistics}


def ask_loss(case):
    y = tensor(case["outputs"], True)
    if case["name"] == "softmaxCrossEntropy":
        loss = F.cross_entropy(y, torch.tensor(case["targets"]["values"]))
    else:
        loss = F.mse_loss(y, tensor(case["targets"]))
    loss.backward()
    return {"loss": loss.item(), "gradient": plain(y.grad)}


class NAdam(torch.optim.Optimizer):
    """The algorithm of PyTorch's documentation and of its version 2. Version 1.13, Debian's, multiplies one factor
    of the product of momenta twice (`mu_product_next = mu_product * mu * mu_next`)."""

    @torch.no_grad()
    def step(self):
        group = self.param_groups[0]
        (beta1, beta2), psi = group["betas"], group["psi"]
        for w in group["params"]:
            s = self.state[w]
            t = s["t"] = s.get("t", 0) + 1
            s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * w.grad
            s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * w.grad**2
            mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** (i * psi)) for i in (t, t + 1))
            s["product"] = s.get("product", 1) * mu
            m_hat = mu_next * s["m"] / (1 - s["product"] * mu_next) + (1 - mu) * w.grad / (1 - s["product"])
            w -= group["lr"] * m_hat / ((s["v"] / (1 - beta2**t)).sqrt() + group["eps"])


def make_optimizer(name, p, weights):
    lr = p["learningRate"]
    if name == "sgd":
        return torch.optim.SGD(weights, lr)
    if name in ("momentum", "nesterov"):
        return torch.optim.SGD(weights, lr, momentum=p["momentum"], nesterov=name == "nesterov")
    if name == "rmsprop":
        return torch.optim.RMSprop(
            weights, lr, alpha=p["rho"], eps=p["epsilon"], momentum=p["momentum"], centered=p["centered"]
        )
    if name == "adagrad":
        return torch.optim.Adagrad(
            weights, lr, initial_accumulator_value=p["initialAccumulator"], eps=p["epsilon"]
        )
    betas, eps = (p["beta1"], p["beta2"]), p["epsilon"]
    if name == "adam":
        return torch.optim.Adam(weights, lr, betas, eps)
    if name == "adamw":
        return torch.optim.AdamW(weights, lr, betas, eps, weight_decay=p["weightDecay"])
    return NAdam(weights, {"lr": lr, "betas": betas, "eps": eps, "psi": p["momentumDecay"]})


def ask_training(case):
    """A dense tanh network trained on one batch; weights and losses of every step."""
    w = {k: tensor(v, True) for k, v in case["weights"].items()}
    weights = list(w.values())
    x, labels = tensor(case["inputs"]), torch.tensor(case["targets"]["values"])
    optimizer = make_optimizer(case["optimizer"], case["parameters"], weights)
    clipping = case["clipping"]
    losses = []
    for _ in range(case["steps"]):
        hidden = torch.tanh(x @ w["dense_1/kernel"] + w["dense_1/bias"])
        loss = F.cross_entropy(hidden @ w["dense_2/kernel"] + w["dense_2/bias"], labels)
        optimizer.zero_grad()
        loss.backward()
        if "value" in clipping:
            torch.nn.utils.clip_grad_value_(weights, clipping["value"])
        if "norm" in clipping:
            for weight in weights:
                torch.nn.utils.clip_grad_norm_([weight], clipping["norm"])
        if "globalNorm" in clipping:
            torch.nn.utils.clip_grad_norm_(weights, clipping["globalNorm"])
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "weights": {k: plain(v) for k, v in w.items()}}


def ask_fans(case):
    """Fan-in and fan-out of a kernel in PyTorch's layout, with receptive field."""
    return list(torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(case["shape"])))


ASK = {
    "fans": ask_fans,
    "activation": ask_activation,
    "layer": ask_layer,
    "loss": ask_loss,
    "training": ask_training,
    "gain": lambda case: gain(case["name"]),
}
json.dump([ASK[case["ask"]](case) for case in json.load(sys.stdin)], sys.stdout)
