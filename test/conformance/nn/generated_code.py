"""Runs generated PyTorch and Keras code: reads [{framework, code, weights, statistics, inputs}] from stdin.

Answers, for each, how many parameters the network has, the mean and deviation of each weight as drawn, and its
outputs on the inputs once it has been given InitScope's weights.
"""

import json
import sys


def layout(name, tensor):
    """A tensor of InitScope's (that is Keras') as PyTorch lays it out."""
    if name.endswith("/kernel"):
        return tensor.permute(3, 2, 0, 1) if tensor.ndim == 4 else tensor.t()
    return tensor


TORCH_NAMES = {
    "kernel": "weight", "bias": "bias", "gamma": "weight", "beta": "bias",
    "mean": "running_mean", "variance": "running_var",
}


def pytorch(question):
    import torch

    def tensor(plain):
        return torch.tensor(plain["values"], dtype=torch.float32).reshape(plain["shape"])

    scope = {}
    exec(question["code"], scope)
    torch.manual_seed(1)
    network = scope["Network"]()
    network.eval()
    drawn = {}
    with torch.no_grad():
        for path, plain in {**question["weights"], **question["statistics"]}.items():
            layer, name = path.split("/")
            module = layer if name != "alpha" else f"{layer}_activation"
            target = getattr(getattr(network, module), "weight" if name == "alpha" else TORCH_NAMES[name])
            drawn[path] = [target.mean().item(), target.std(unbiased=False).item()]
            target.copy_(layout(path, tensor(plain)))
        x = tensor(question["inputs"])
        outputs = network(x.permute(0, 3, 1, 2) if x.ndim == 4 else x)
    return {
        "parameters": sum(p.numel() for p in network.parameters()),
        "drawn": drawn,
        "outputs": outputs.flatten().tolist(),
    }


def keras(question):
    import numpy as np
    from keras.utils import set_random_seed

    # with 1, as PyTorch above, the heavy-tailed `sparse` strays farther than a normal distribution would in five deviations
    set_random_seed(2)
    scope = {}
    exec(question["code"], scope)
    model = scope["model"]
    names = {"gamma": "gamma", "beta": "beta", "mean": "moving_mean", "variance": "moving_variance"}
    prelus = [layer for layer in model.layers if type(layer).__name__ == "PReLU"]
    drawn = {}
    for path, plain in {**question["weights"], **question["statistics"]}.items():
        layer, name = path.split("/")
        if name == "alpha":
            target = prelus.pop(0).alpha
        else:
            target = getattr(model.get_layer(layer), names.get(name, name))
        values = np.array(target)
        drawn[path] = [float(values.mean()), float(values.std())]
        target.assign(np.array(plain["values"], "float32").reshape(values.shape))
    inputs = np.array(question["inputs"]["values"], "float32").reshape(question["inputs"]["shape"])
    return {
        "parameters": sum(int(np.prod(w.shape)) for w in model.weights if "moving_" not in w.path),
        "drawn": drawn,
        "outputs": np.array(model(inputs, training=False)).flatten().tolist(),
    }


RUN = {"pytorch": pytorch, "keras": keras}
json.dump([RUN[question["framework"]](question) for question in json.load(sys.stdin)], sys.stdout)
