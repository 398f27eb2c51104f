"""Runs the PyTorch example, and holds it after its first look at the layers until a line arrives on stdin.

A reader can so be sure that it reads while the program still trains, however slow the machine.
"""

import sys

examples, folder = sys.argv[1:]
sys.path.insert(0, examples)

import train  # noqa: E402
from initscope_hook import InitScopeHook  # noqa: E402

look = InitScopeHook.probe


def look_and_wait(hook, *given):
    look(hook, *given)
    InitScopeHook.probe = look
    sys.stdin.readline()


InitScopeHook.probe = look_and_wait
train.train(folder)
