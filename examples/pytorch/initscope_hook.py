"""Writes what InitScope's Layers charts show of a PyTorch model, as TensorBoard logs (docs/tensorboard.md).

    log = InitScopeHook(model, "logs/heNormal/seed-0")   # one folder per initializer and seed
    ... every step:  log.loss(step, loss.item(), accuracy)
    ... every 50th:  log.probe(step, inputs, targets, loss_function)   # before the update, on the same batch each time
"""

import torch
from torch.utils.tensorboard import SummaryWriter

ACTIVATIONS = (torch.nn.ReLU, torch.nn.LeakyReLU, torch.nn.Tanh, torch.nn.Sigmoid, torch.nn.ELU, torch.nn.GELU)


class InitScopeHook:
    def __init__(self, model, folder):
        self.model = model
        self.writers = {split: SummaryWriter(f"{folder}/{split}") for split in ("train", "validation", "probe")}

    def loss(self, step, loss, accuracy=None, split="train"):
        self.writers[split].add_scalar("loss", loss, step)
        if accuracy is not None:
            self.writers[split].add_scalar("accuracy", accuracy, step)

    def probe(self, step, inputs, targets, loss_function):
        put, seen = self.writers["probe"].add_scalar, {}
        names = {module: name for name, module in self.model.named_modules() if not list(module.children())}

        def look(module, _, out):
            if isinstance(module, (torch.nn.Linear, torch.nn.Conv2d)):
                seen[names[module]] = (out.detach().clone(), out.detach().clone())
            elif isinstance(module, ACTIVATIONS) and seen:
                layer, (pre, _) = list(seen.items())[-1]
                seen[layer] = (pre, out.detach())

        hooks = [module.register_forward_hook(look) for module in names]
        self.model.zero_grad()
        loss_function(self.model(inputs), targets).backward()
        for hook in hooks:
            hook.remove()
        for name, (pre, post) in seen.items():
            for kind, h in (("pre_activation", pre), ("activation", post)):
                put(f"{kind}_mean/{name}", h.mean(), step)
                put(f"{kind}_variance/{name}", h.var(unbiased=False), step)
                put(f"{kind}_second_moment/{name}", h.square().mean(), step)
            units = post.transpose(1, -1).reshape(-1, post.shape[1])
            put(f"unit_variance/{name}", pre.var(1, unbiased=False).mean(), step)
            if (post == 0).any():
                put(f"dead_units/{name}", (units == 0).all(0).sum(), step)
                put(f"dead_fraction/{name}", (units == 0).all(0).float().mean(), step)
            g = self.model.get_submodule(name).weight.grad
            put(f"gradient_mean_abs/{name}/kernel", g.abs().mean(), step)
            put(f"gradient_variance/{name}/kernel", g.var(unbiased=False), step)
            put(f"gradient_norm/{name}/kernel", g.norm(), step)
        self.model.zero_grad()
        for writer in self.writers.values():
            writer.flush()
