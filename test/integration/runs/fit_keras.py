"""Fits a small network with Keras' TensorBoard callback, and prints what Keras itself has seen of it.

It is held after its first epoch until a line arrives on stdin: a reader can so be sure that it reads while the program
still trains, however slow the machine.
"""

import json
import sys

import keras
import numpy as np

folder, weights = sys.argv[1:]
keras.utils.set_random_seed(1)
inputs = np.random.default_rng(1).normal(size=(64, 5)).astype("float32")
labels = (inputs[:, 0] > 0).astype("int32")
model = keras.Sequential(
    [
        keras.Input((5,)),
        keras.layers.Dense(8, activation="relu", name="hidden"),
        keras.layers.BatchNormalization(name="norm"),
        keras.layers.Dense(2, name="logits"),
    ]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("adam", loss, metrics=["accuracy"])


class Hold(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 1:
            sys.stdin.readline()


board = keras.callbacks.TensorBoard(folder, histogram_freq=1)
fitted = model.fit(
    inputs, labels, batch_size=16, epochs=3, validation_split=0.25, verbose=0, callbacks=[board, Hold()]
)
model.save_weights(weights)
kernels = {layer.name: np.array(layer.kernel).flatten().tolist() for layer in model.layers if layer.name != "norm"}
json.dump({"history": fitted.history, "kernels": kernels}, sys.stdout)
