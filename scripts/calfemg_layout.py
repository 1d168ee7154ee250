# SPDX-License-Identifier: Apache-2.0
"""Writes the calfemg recording layout 1.0 (docs/data_format.md) from Python."""
import zlib
from dataclasses import dataclass

import h5py
import numpy as np

UTF8 = h5py.string_dtype("utf-8")


@dataclass
class Channel:
    name: str
    leg: str
    muscle: str
    site: str = ""
    mvc_uv: float = np.nan


@dataclass
class Conversion:
    """microvolts = raw * scale + offset, and the band of the recorder."""

    scale: float
    offset: float
    highpass_hz: float = np.nan
    lowpass_hz: float = np.nan


def deflated(chunk):
    """A chunk (time, channel) of int16 as the filters shuffle and deflate 9 store it. Run lengths
    only: noise has no repeats, and looking for them costs an eighth of the size here."""
    by_byte = np.ascontiguousarray(chunk, dtype="<i2").view(np.uint8).reshape(-1, 2).T.tobytes()
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    return squeeze.compress(by_byte) + squeeze.flush()


def write_chunks(block, shape, chunk_samples, chunks):
    """@param chunks  one `deflated` chunk for each `chunk_samples`, the last one padded to full"""
    samples = block.create_dataset("samples", shape=shape, dtype="<i2", shuffle=True,
                                   chunks=(chunk_samples, shape[1]), compression="gzip",
                                   compression_opts=9)
    for index, chunk in enumerate(chunks):
        samples.id.write_direct_chunk((index * chunk_samples, 0), chunk)


def write_channels(block, channels, conversion):
    group = block.create_group("channels")
    for key in ("name", "leg", "muscle", "site"):
        values = np.array([getattr(c, key) for c in channels], dtype=object)
        group.create_dataset(key, data=values, dtype=UTF8)
    group.create_dataset("unit", data=np.array(["uV"] * len(channels), dtype=object), dtype=UTF8)
    group.create_dataset("mvc_uv", data=np.array([c.mvc_uv for c in channels]))
    for key in ("scale", "offset", "highpass_hz", "lowpass_hz"):
        group.create_dataset(key, data=np.full(len(channels), getattr(conversion, key)))


def write_gaps(block, gaps):
    """@param gaps  (start, duration) in seconds from the start of the recording"""
    block.create_dataset("gaps/start_s", data=np.array([g[0] for g in gaps], dtype=float))
    block.create_dataset("gaps/duration_s", data=np.array([g[1] for g in gaps], dtype=float))


def write_hypnogram(file, stages, epoch_s=30.0):
    """@param stages  0 W, 1 N1, 2 N2, 3 N3, 4 REM, 255 not scored"""
    group = file.create_group("hypnogram")
    group.attrs["epoch_seconds"] = epoch_s
    group.attrs["start_offset_s"] = 0.0
    group.create_dataset("stage", data=np.array(stages, dtype=np.uint8))


def write_annotations(file, annotations):
    """@param annotations  (onset in s, duration in s, label)"""
    onset, duration, label = zip(*annotations)
    file.create_dataset("annotations/onset_s", data=np.array(onset, dtype=float))
    file.create_dataset("annotations/duration_s", data=np.array(duration, dtype=float))
    file.create_dataset("annotations/label", data=np.array(label, dtype=object), dtype=UTF8)


def create(path, subject_id, session_id, start_time):
    """An open file with the attributes of the root; use it in a `with`."""
    file = h5py.File(path, "w")
    file.attrs["format"] = "calfemg-recording"
    file.attrs["format_version"] = "1.0"
    file.attrs["subject_id"] = subject_id
    file.attrs["session_id"] = session_id
    file.attrs["start_time"] = start_time
    return file


def create_block(file, name, rate_hz):
    block = file.create_group(f"signals/{name}")
    block.attrs["sampling_rate_hz"] = float(rate_hz)
    block.attrs["start_offset_s"] = 0.0
    return block
