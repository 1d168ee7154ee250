// SPDX-License-Identifier: Apache-2.0
// The night as synchronised charts. Reads the page's data block; without scripts the static drawing stays.
"use strict";

const night = (() => {
  const data = JSON.parse(document.getElementById("night-data").textContent);
  const place = document.getElementById("night-charts");
  const leftWidth = 62;
  const state = { charts: [], log: true, marking: false, onMark: null, onPick: null, events: () => [] };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const level = (code) => (code === 0 ? null : data.low_uv * Math.exp(data.step * (code - 1)));
  const levels = Array.from({ length: 256 }, (_, code) => level(code));
  const values = (text) => Array.from(bytes(text), (code) => levels[code]);

  const two = (n) => String(n).padStart(2, "0");
  const clock = (seconds) => {
    const whole = Math.round(seconds + data.day_offset_s);
    const h = Math.floor(whole / 3600);
    return (data.clock ? two(((h % 24) + 24) % 24) : h) + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(((whole % 60) + 60) % 60);
  };
  const steps = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];

  function limited(min, max) {
    const span = Math.min(data.duration_s, Math.max(2, max - min));
    const from = Math.min(Math.max(0, min), data.duration_s - span);
    return { min: from, max: from + span };
  }

  function show(min, max) {
    const range = limited(min, max);
    for (const chart of state.charts) chart.setScale("x", range);
  }

  function range() {
    const x = state.charts[0].scales.x;
    return [x.min, x.max];
  }

  function zoom(factor) {
    const [min, max] = range();
    const half = ((max - min) / 2) * factor;
    show((min + max) / 2 - half, (min + max) / 2 + half);
  }

  function move(share) {
    const [min, max] = range();
    show(min + (max - min) * share, max + (max - min) * share);
  }

  function fill(u, from, to, style, alpha) {
    const left = Math.max(u.bbox.left, u.valToPos(from, "x", true));
    const right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(to, "x", true));
    if (right < u.bbox.left || left > u.bbox.left + u.bbox.width) return;
    u.ctx.globalAlpha = alpha;
    u.ctx.fillStyle = style;
    u.ctx.fillRect(left, u.bbox.top, Math.max(2, right - left), u.bbox.height);
    u.ctx.globalAlpha = 1;
  }

  const decades = [];
  for (let at = data.scale[0]; at <= data.scale[1] * 1.001; at *= 10) decades.push(Number(at.toPrecision(3)));

  const belongs = (event, channel) =>
    (event.leg === "both" || event.leg === channel.leg) && event.muscle === channel.muscle;

  function drawBack(u, channel) {
    for (const event of state.events()) {
      if (event.type === "artifact" && event.channels.includes(channel.name))
        fill(u, event.onset, event.onset + event.duration, colour("hatch"), 0.35);
      if (!belongs(event, channel) || event.gone) continue;
      if (event.type === "cramp") fill(u, event.onset, event.onset + event.duration, colour("cramp"), event.chosen ? 0.5 : 0.28);
      if (event.type === "tension") fill(u, event.onset, event.onset + event.duration, colour("tension"), event.chosen ? 0.5 : 0.25);
      if (event.type === "rejected_cramp") fill(u, event.onset, event.onset + event.duration, colour("soft"), event.chosen ? 0.5 : 0.22);
    }
  }

  function drawRest(u, channel) {
    if (channel.rest_uv === null) return;
    const y = u.valToPos(channel.rest_uv, "y", true);
    u.ctx.strokeStyle = colour("rest");
    u.ctx.lineWidth = devicePixelRatio;
    u.ctx.setLineDash([5 * devicePixelRatio, 3 * devicePixelRatio]);
    u.ctx.beginPath();
    u.ctx.moveTo(u.bbox.left, y);
    u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
    u.ctx.stroke();
    u.ctx.setLineDash([]);
  }

  function drawMarks(u) {
    u.ctx.strokeStyle = colour("mark");
    u.ctx.lineWidth = devicePixelRatio;
    for (const mark of data.annotations) {
      const x = u.valToPos(mark[0], "x", true);
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
      u.ctx.beginPath();
      u.ctx.moveTo(x, u.bbox.top);
      u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
      u.ctx.stroke();
    }
  }

  function drawMovements(u, leg) {
    u.ctx.strokeStyle = colour("ink");
    u.ctx.lineWidth = devicePixelRatio;
    for (const event of state.events()) {
      if (event.type !== "lm" || (event.leg !== leg && event.leg !== "both")) continue;
      const x = u.valToPos(event.onset, "x", true);
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
      u.ctx.beginPath();
      u.ctx.moveTo(x, u.bbox.top + u.bbox.height);
      u.ctx.lineTo(x, u.bbox.top + u.bbox.height - 7 * devicePixelRatio);
      u.ctx.stroke();
    }
  }

  function selected(u, channel) {
    if (!state.marking || u.select.width < 2) return;
    const from = u.posToVal(u.select.left, "x");
    const to = u.posToVal(u.select.left + u.select.width, "x");
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    if (state.onMark && channel) state.onMark(channel, from, to);
  }

  function xAxis(shown) {
    return {
      show: shown, size: shown ? 28 : 0, incrs: steps, space: 70,
      stroke: colour("soft"), grid: { stroke: colour("faint"), width: 1 }, ticks: { show: shown, stroke: colour("line"), size: 4 },
      values: (u, splits) => splits.map((s) => (u.scales.x.max - u.scales.x.min > 1800 ? clock(s).slice(0, -3) : clock(s))),
      splits: (u, _axis, min, max, step) => {
        const found = [];
        const first = Math.ceil((min + data.day_offset_s) / step) * step - data.day_offset_s;
        for (let at = first; at <= max; at += step) found.push(at);
        return found;
      },
    };
  }

  function base(height, channel, last) {
    return {
      width: place.clientWidth, height: height + (last ? 28 : 0), legend: { show: false }, padding: [4, 8, last ? 0 : 4, 0],
      cursor: {
        y: false, drag: { x: true, y: false, setScale: !state.marking, uni: 3 },
        sync: { key: "night", setSeries: false, scales: ["x", null] }, points: { show: false },
      },
      scales: { x: { time: false } },
      hooks: {
        setScale: [(u, key) => {
          if (key !== "x" || night.busy) return;
          night.busy = true;
          const { min, max } = u.scales.x;
          for (const other of state.charts) if (other !== u) other.setScale("x", { min, max });
          night.busy = false;
          tellRange();
        }],
        setCursor: [(u) => {
          const at = u.cursor.left >= 0 && u.cursor.idx !== null ? u.posToVal(u.cursor.left, "x") : null;
          if (at !== null) document.getElementById("night-cursor").textContent = clock(at);
        }],
        setSelect: [(u) => selected(u, channel)],
      },
    };
  }

  function channelChart(channel, times, last) {
    const options = base(76, channel, last);
    const low = values(channel.low);
    const high = values(channel.high);
    options.scales.y = state.log ? { distr: 3, log: 10, range: [data.scale[0], data.scale[1]] } : { range: [0, data.scale[1]] };
    options.axes = [xAxis(last), {
      size: leftWidth, stroke: colour("soft"), grid: { stroke: colour("faint"), width: 1 }, ticks: { show: false }, space: 22,
      splits: state.log ? () => decades : undefined, filter: (_u, splits) => splits,
      values: (_u, splits) => splits.map((v, i) => (state.log && i === splits.length - 1 ? "" : String(v))),
    }];
    const line = { stroke: colour("mean"), width: 0.7, spanGaps: false, points: { show: false } };
    options.series = [{}, line, line];
    options.bands = [{ series: [2, 1], fill: colour("band") }];
    options.hooks.drawClear = [(u) => drawBack(u, channel)];
    options.hooks.draw = [(u) => { drawRest(u, channel); drawMarks(u); drawMovements(u, channel.leg); }];
    return [options, [times, low, high]];
  }

  function stageChart() {
    const names = ["N3", "N2", "N1", "REM", "W"];
    const options = base(74, null, false);
    options.scales.y = { range: [-0.5, 4.5] };
    options.axes = [xAxis(false), {
      size: leftWidth, stroke: colour("soft"), grid: { stroke: colour("faint"), width: 1 }, ticks: { show: false },
      splits: () => [0, 1, 2, 3, 4], values: () => names,
    }];
    options.series = [{}, { stroke: colour("ink"), width: 1.3, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }), spanGaps: false }];
    options.hooks.draw = [drawMarks];
    const times = [], stages = [];
    for (let i = 0; i <= data.stages.codes.length; i++) {
      const index = "321RW".indexOf(data.stages.codes[Math.min(i, data.stages.codes.length - 1)]);
      times.push(data.stages.start_s + i * data.stages.epoch_s);
      stages.push(index < 0 ? null : index);
    }
    return [options, [times, stages]];
  }

  function add(title, [options, values_]) {
    const row = document.createElement("div");
    row.className = "night-row";
    const name = document.createElement("p");
    name.textContent = title;
    row.append(name);
    place.append(row);
    const chart = new uPlot(options, values_, row);
    state.charts.push(chart);
    return chart;
  }

  function tellRange() {
    const [min, max] = range();
    document.getElementById("night-range").textContent = clock(min) + " \u2013 " + clock(max);
  }

  function build(keep) {
    for (const chart of state.charts) chart.destroy();
    state.charts = [];
    place.textContent = "";
    night.busy = true;
    if (data.stages) add("Sleep stage", stageChart());
    const times = Array.from({ length: data.buckets }, (_, i) => (i + 0.5) * data.bucket_s);
    data.channels.forEach((channel, i) => add(channel.title, channelChart(channel, times, i + 1 === data.channels.length)));
    night.busy = false;
    const [min, max] = keep || [0, data.duration_s];
    show(min, max);
    tellRange();
  }

  function redraw() {
    for (const chart of state.charts) chart.redraw(false, false);
  }

  function setMarking(on) {
    state.marking = on;
    for (const chart of state.charts) chart.cursor.drag.setScale = !on;
    place.classList.toggle("marking", on);
  }

  function start() {
    document.documentElement.classList.add("scripted");
    document.getElementById("night-live").hidden = false;
    build(null);
    const on = (id, act) => document.getElementById(id).addEventListener("click", act);
    on("night-all", () => show(0, data.duration_s));
    on("night-in", () => zoom(0.5));
    on("night-out", () => zoom(2));
    on("night-back", () => move(-0.5));
    on("night-on", () => move(0.5));
    on("night-log", (e) => {
      state.log = !state.log;
      e.currentTarget.setAttribute("aria-pressed", String(state.log));
      build(range());
    });
    place.addEventListener("keydown", (e) => {
      const acts = { ArrowLeft: () => move(-0.25), ArrowRight: () => move(0.25), "+": () => zoom(0.5), "-": () => zoom(2), 0: () => show(0, data.duration_s) };
      if (!acts[e.key] || e.ctrlKey || e.metaKey || e.altKey) return;
      e.preventDefault();
      acts[e.key]();
    });
    let timer = 0;
    addEventListener("resize", () => {
      clearTimeout(timer);
      timer = setTimeout(() => state.charts.forEach((c) => c.setSize({ width: place.clientWidth, height: c.height })), 100);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => build(range()));
  }

  return { data, state, clock, show, range, zoom, move, redraw, setMarking, start, busy: false };
})();

if (night.data.channels.length > 0) night.start();
