#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens exported HDF5 files with h5py and compares with the text export: open_features.py CALFEMG"""
import csv
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy

ROOT = Path(__file__).resolve().parents[2]


def run(*words):
    subprocess.run([str(word) for word in words], check=True, capture_output=True)


def text_table(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {name: [row[name] for row in rows] for name in rows[0]}


def compare(hdf5, text):
    with h5py.File(hdf5) as file:
        assert file.attrs["format"] == "calfemg-table"
        table = file["features"]
        assert set(table) == set(text)
        assert len({column.shape for column in table.values()}) == 1
        for name, column in table.items():
            assert column.compression == "gzip" and column.chunks, name
            assert column.attrs["meaning"], name
            if "levels" in column.attrs:
                values = file[column.attrs["levels"]].asstr()[:][column[:]]
                expected = ["" if cell == "n/a" else cell for cell in text[name]]
                assert list(values) == expected, name
            else:
                assert column.attrs["unit"], name
                expected = numpy.array([numpy.nan if cell == "n/a" else float(cell) for cell in text[name]])
                numpy.testing.assert_allclose(column[:].astype(float), expected, rtol=1e-6, err_msg=name)
        assert table["mdf_hz"].attrs["formula"] == "docs/features.md#mdf_hz"
        assert table["mdf_hz"].attrs["band"] == "30-350 Hz"
        assert set(numpy.unique(table["valid"][:])) == {0, 1}


def check_intervals(path):
    with h5py.File(path) as file:
        table = file["intervals/calfemg_events"]
        assert table.attrs["neurodata_type"] == "TimeIntervals"
        names = list(table.attrs["colnames"])
        assert names[:2] == ["start_time", "stop_time"]
        rows = len(table["id"])
        assert rows > 3 and all(len(table[name]) == rows for name in names)
        assert (table["stop_time"][:] >= table["start_time"][:]).all()
        assert file.attrs["neurodata_type"] == "NWBFile"


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results, out = folder / "results", folder / "out"
        run(program, "analyze", ROOT / "sample_data/calf_night_simulated.h5", "--quiet", "--out", results)
        for form in ("hdf5", "tsv"):
            run(program, "export", results, "--what", "features", "--digits", 9, "--format", form, "--out", out)
        run(program, "export", results, "--what", "events", "--format", "hdf5", "--out", out)
        stem = "SIM01_calf_night_simulated_"
        compare(out / (stem + "features.h5"), text_table(out / (stem + "features.tsv.gz")))
        check_intervals(out / (stem + "events.nwb"))
    print("h5py reads what was written")


if __name__ == "__main__":
    main()
