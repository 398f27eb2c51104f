"""Writes one run with TensorBoard's own writers, in the newer and the older encodings."""

import sys

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.histogram import summary_v2
from tensorboard.summary import Writer
from tensorboard.summary.writer.event_file_writer import EventFileWriter

folder = sys.argv[1]

scalars = Writer(folder)
for step, value in enumerate([0.5, -0.0, float("nan"), float("inf"), float("-inf"), 1e-38]):
    scalars.add_scalar("loss", np.float32(value), step, wall_time=1000.25 + step)
scalars.close()

older = EventFileWriter(folder, filename_suffix=".older")


def add(step, value):
    older.add_event(event_pb2.Event(wall_time=7.5, step=step, summary=summary_pb2.Summary(value=[value])))


add(3, summary_pb2.Summary.Value(tag="accuracy", simple_value=0.25))
buckets = summary_pb2.HistogramProto(
    min=-0.5, max=4, num=6, sum=5, sum_squares=9, bucket_limit=[-1, 0, 1, 2, 1e308], bucket=[0, 2, 0, 3, 1]
)
add(4, summary_pb2.Summary.Value(tag="weights/older", histo=buckets))
histogram = summary_v2.histogram_pb("weights/newer", np.array([0.0, 1.0, 1.0, 2.0]), buckets=4)
older.add_event(event_pb2.Event(wall_time=7.5, step=5, summary=histogram))
add(6, histogram.value[0])
empty = summary_v2.histogram_pb("weights/empty", np.array([]))
older.add_event(event_pb2.Event(wall_time=7.5, step=0, summary=empty))
older.close()
