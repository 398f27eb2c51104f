"""Prints all scalars and histograms that TensorBoard finds below a log directory, as JSON with floats as bytes."""

import json
import struct
import sys

from tensorboard.backend.event_processing import event_accumulator, plugin_event_multiplexer
from tensorboard.util import tensor_util

multiplexer = plugin_event_multiplexer.EventMultiplexer(size_guidance={event_accumulator.TENSORS: 0})
multiplexer.AddRunsFromDirectory(sys.argv[1])
multiplexer.Reload()

runs = {}
for run in multiplexer.Runs():
    tags = {}
    for plugin in ("scalars", "histograms"):
        for tag in multiplexer.PluginRunToTagToContent(plugin).get(run, {}):
            points = []
            for event in multiplexer.Tensors(run, tag):
                values = tensor_util.make_ndarray(event.tensor_proto)
                points.append(
                    {
                        "step": event.step,
                        "wallTime": struct.pack("<d", event.wall_time).hex(),
                        "type": str(values.dtype),
                        "shape": list(values.shape),
                        "values": values.tobytes().hex(),
                    }
                )
            tags[tag] = {"plugin": plugin, "points": points}
    runs[run] = tags
json.dump(runs, sys.stdout)
