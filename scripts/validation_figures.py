# SPDX-License-Identifier: Apache-2.0
"""Figures of simulated nights as SVG, for validation_summary.py. Same data: same bytes."""
import csv
import gzip
import math
from collections import defaultdict

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 360, 60, 30, 20, 50
COLOURS = ("#0b5fa5", "#c2571a", "#2d7d46", "#7a3b8f", "#8a6d00", "#555555")


def text(x, y, words, anchor="middle", size=12, extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" {extra}>{words}</text>'


def line(points, colour, width=1.5, dash=""):
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" {dash}/>'


def write(path, title, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" role="img">'
    back = f'<title>{title}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    path.write_text("\n".join([head, back, text(WIDTH / 2, 18, title, size=13), *parts, "</svg>"]) + "\n")


class Axes:
    """A box with linear axes; ticks at the given values."""

    def __init__(self, x_range, y_range):
        self.x_range, self.y_range = x_range, y_range

    def at(self, x, y):
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return (LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM))

    def frame(self, x_ticks, y_ticks, x_label, y_label):
        parts = []
        for value, words in x_ticks:
            x, y = self.at(value, self.y_range[0])
            parts += [line([(x, y), (x, y + 4)], "#333"), text(x, y + 18, words)]
        for value, words in y_ticks:
            x, y = self.at(self.x_range[0], value)
            parts += [line([(x - 4, y), (x, y)], "#333"), text(x - 8, y + 4, words, "end")]
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        box = [self.at(*corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
        parts += [line(box, "#333", 1), text(WIDTH / 2, HEIGHT - 10, x_label)]
        middle = (TOP + HEIGHT - BOTTOM) / 2
        return parts + [text(16, middle, y_label, extra=f'transform="rotate(-90 16 {middle})"')]


def limits(label):
    """Of "0.1 to 0.2", "below 0.1", "0.95 and more"."""
    numbers = [float(word) for word in label.split() if word[0].isdigit()]
    if label.startswith("below"):
        return 0.0, numbers[0]
    return (numbers[0], 1.0) if len(numbers) == 1 else tuple(numbers)


def reliability(path, strata):
    axes = Axes((0, 1), (0, 1))
    ticks = [(i / 5, f"{i / 5:.1f}") for i in range(6)]
    parts = axes.frame(ticks, ticks, "confidence", "share that were cramps")
    parts.append(line([axes.at(0, 0), axes.at(1, 1)], "#999", 1, 'stroke-dasharray="4 4"'))
    for entry in strata:
        share = entry["ppv"]
        if entry["by"] != "confidence" or not share["total"]:
            continue
        low, high = limits(entry["label"])
        x, y = axes.at((low + high) / 2, share["value"])
        parts.append(line([axes.at((low + high) / 2, share["low"]), axes.at((low + high) / 2, share["high"])],
                          COLOURS[0]))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS[0]}"/>')
        parts.append(text(x + 6, y - 6, f"n={share['total']}", "start", 10))
    write(path, "Simulated nights: confidence and share of cramps (bars: 95 %)", parts)


def envelopes(path, features, event, truth, around_s=45.0):
    """RMS of the calf channels of a leg around an event; what is true there as bars below."""
    onset, duration = float(event["onset"]), float(event["duration"])
    begin, end = onset - around_s, onset + duration + around_s
    series = defaultdict(list)
    with gzip.open(features, "rt", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            at = float(row["onset"]) + 0.5  # the middle of the window
            if row["leg"] == event["leg"] and begin <= at <= end and row["rms_uv"] != "n/a":
                series[row["channel"]].append((at, math.log10(max(0.1, float(row["rms_uv"])))))
    values = [value for points in series.values() for _, value in points] or [0.0]
    low, high = math.floor(min(values)), math.ceil(max(values) + 1e-9)
    axes = Axes((begin, end), (low - 0.5, high))
    step = max(10, round((end - begin) / 60) * 10)
    x_ticks = [(at, str(at)) for at in range(math.ceil(begin / step) * step, int(end) + 1, step)]
    y_ticks = [(at, f"{10.0 ** at:g}") for at in range(low, high + 1)]
    parts = axes.frame(x_ticks, y_ticks, "time, s", "RMS, uV")
    for i, (name, points) in enumerate(sorted(series.items())):
        colour = COLOURS[i % len(COLOURS)]
        parts.append(line([axes.at(*point) for point in points], colour, 1.2))
        parts.append(text(WIDTH - RIGHT - 6, TOP + 16 + 14 * i, name, "end", 11, f'fill="{colour}"'))
    for row in truth:
        start, stop = float(row["onset"]), float(row["onset"]) + float(row["duration"])
        if row["leg"] not in (event["leg"], "both", "n/a") or row["trial_type"] in ("fasciculation", "artifact"):
            continue
        if stop > begin and start < end:
            (x0, y), (x1, _) = axes.at(max(begin, start), low - 0.35), axes.at(min(end, stop), low - 0.35)
            parts += [line([(x0, y), (x1, y)], "#333", 4), text((x0 + x1) / 2, y - 5, row["trial_type"], size=10)]
    write(path, f"Simulated: {event['leg']} leg around {onset:.0f} s; bars: what is true", parts)
