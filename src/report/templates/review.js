// SPDX-License-Identifier: Apache-2.0
// Review on the page: verdicts of a reader beside those of the program, kept in the browser until exported.
"use strict";

const review = (() => {
  const data = night.data;
  const columns = data.events.length > 0 ? data.events[0].split("\t") : [];
  const at = (name) => columns.indexOf(name);
  const key = "calfemg-review-" + data.review_key;
  const reviewable = ["cramp", "rejected_cramp", "tension"];
  const extra = ["reviewer", "decision", "comment", "reviewed_at", "found_as"];
  const by = (id) => document.getElementById(id);
  const words = { cramp: "cramp", rejected_cramp: "turned-down candidate", tension: "elevated tension" };
  let events = [];
  let current = -1;
  let reviewer = "";

  const unescaped = (cell) => cell.replace(/\\(.)/g, "$1");
  function fromRow(cells) {
    return {
      cells, onset: Number(cells[at("onset")]), duration: Number(cells[at("duration")]), type: cells[at("trial_type")],
      leg: cells[at("leg")], muscle: cells[at("muscle")], channels: cells[at("channel")].split(/(?<!\\),/).map(unescaped),
      decision: "", comment: "", reviewed_at: "", added: false,
    };
  }
  const found = (e) => (e.added ? "n/a" : [e.cells[at("trial_type")], e.cells[at("onset")], e.cells[at("duration")]].join(" "));
  const list = () => events.filter((e) => reviewable.includes(e.type) || reviewable.includes(e.cells[at("trial_type")]));

  function save() {
    const kept = list().filter((e) => e.decision || e.comment || e.added).map((e) => ({
      found: found(e), row: e.added ? e.cells : undefined, place: e.leg + e.muscle, onset: e.onset, duration: e.duration, type: e.type,
      decision: e.decision, comment: e.comment, reviewed_at: e.reviewed_at,
    }));
    try { localStorage.setItem(key, JSON.stringify({ reviewer, kept })); } catch (_) { by("review-kept").textContent = "This browser keeps nothing; export before you leave."; }
  }

  function restore() {
    let stored = null;
    try { stored = JSON.parse(localStorage.getItem(key)); } catch (_) { stored = null; }
    if (!stored) return;
    reviewer = stored.reviewer || "";
    for (const one of stored.kept || []) {
      let event = events.find((e) => found(e) === one.found && e.leg + e.muscle === one.place);
      if (one.row) { event = fromRow(one.row); event.added = true; events.push(event); }
      if (event) Object.assign(event, { onset: one.onset, duration: one.duration, type: one.type, decision: one.decision, comment: one.comment, reviewed_at: one.reviewed_at });
    }
    events.sort((a, b) => a.onset - b.onset);
  }

  const cell = (text) => {
    const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ").trim().slice(0, 1000);
    return flat === "" ? "n/a" : /^[=+\-@]/.test(flat) ? "'" + flat : flat;
  };
  const number = (value) => String(Math.round(value * 1000) / 1000);

  function row(e) {
    const cells = e.cells.slice();
    cells[at("onset")] = number(e.onset);
    cells[at("duration")] = number(e.duration);
    cells[at("trial_type")] = e.type;
    if (e.type !== "cramp") cells[at("grade")] = "n/a";
    const judged = e.decision !== "" || e.comment !== "";
    return cells.concat([judged ? cell(reviewer) : "n/a", e.decision || "n/a", cell(e.comment), judged ? e.reviewed_at : "n/a", judged ? found(e) : "n/a"]).join("\t");
  }

  function table() {
    const rows = events.slice().sort((a, b) => a.onset - b.onset).map(row);
    return [columns.concat(extra).join("\t")].concat(rows).join("\n") + "\n";
  }

  function download() {
    if (reviewer === "") { by("reviewer").focus(); say("Please give your initials first."); return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table()], { type: "text/tab-separated-values" }));
    link.download = "events_reviewed.tsv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say("events_reviewed.tsv was written.");
  }

  function say(text) { by("review-said").textContent = text; }

  function touch(e) {
    e.reviewed_at = new Date().toISOString().slice(0, 19) + "Z";
    save();
    paint();
  }

  function decide(decision) {
    const e = list()[current];
    if (!e) return;
    e.decision = decision;
    const first = e.cells[at("trial_type")];
    if (first === "cramp" || first === "rejected_cramp") e.type = decision === "rejected" ? "rejected_cramp" : "cramp";
    touch(e);
    say((decision === "accepted" ? "Accepted: " : "Rejected: ") + title(e));
  }

  const legs = { left: "left ", right: "right ", both: "" };
  const muscles = { gastrocnemius_medialis: "medial head", gastrocnemius_lateralis: "lateral head", soleus: "soleus", tibialis_anterior: "tibialis anterior" };
  const title = (e) => (words[e.type] || e.type) + ", " + legs[e.leg] + (muscles[e.muscle] || "leg") + ", " + night.clock(e.onset);

  function choose(index, look) {
    const all = list();
    if (all.length === 0) return;
    current = (index + all.length) % all.length;
    const e = all[current];
    if (look) night.show(e.onset - Math.max(60, e.duration), e.onset + e.duration + Math.max(60, e.duration));
    paint();
    say(title(e));
  }

  function paint() {
    const all = list();
    const e = all[current];
    for (const one of events) { one.chosen = one === e; one.gone = one.decision === "rejected" && one.type === "tension"; }
    by("review-form").hidden = !e;
    by("review-count").textContent = all.filter((o) => o.decision).length + " of " + all.length + " reviewed";
    by("review-list").replaceChildren(...all.map((o, i) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title(o) + (o.decision ? " \u2013 " + o.decision : "");
      button.setAttribute("aria-current", String(i === current));
      button.addEventListener("click", () => choose(i, true));
      item.append(button);
      return item;
    }));
    if (e) {
      by("review-title").textContent = title(e) + (e.added ? " (added)" : "");
      by("review-verdict").textContent = e.decision || "not reviewed";
      by("review-type").value = e.type;
      by("review-onset").value = number(e.onset);
      by("review-duration").value = number(e.duration);
      if (document.activeElement !== by("review-comment")) by("review-comment").value = e.comment;
      by("review-remove").hidden = !e.added;
    }
    night.redraw();
  }

  function addEvent(channel, from, to) {
    const cells = columns.map(() => "n/a");
    cells[at("onset")] = number(from);
    cells[at("duration")] = number(to - from);
    cells[at("trial_type")] = "cramp";
    cells[at("leg")] = channel.leg;
    cells[at("muscle")] = channel.muscle;
    cells[at("sites")] = channel.site;
    cells[at("channel")] = channel.name.replace(/[\\,]/g, "\\$&");
    cells[at("stage")] = "unscored";
    const event = fromRow(cells);
    event.added = true;
    event.decision = "added";
    events.push(event);
    events.sort((a, b) => a.onset - b.onset);
    mark(false);
    current = list().indexOf(event);
    touch(event);
    say("Added: " + title(event));
  }

  function mark(on) {
    night.setMarking(on);
    by("review-add").setAttribute("aria-pressed", String(on));
    if (on) say("Drag over the signal of a channel to add a cramp there.");
  }

  function edited(change) {
    const e = list()[current];
    if (!e) return;
    if (!change(e)) { paint(); return; }
    touch(e);
  }

  function remove() {
    const e = list()[current];
    if (!e || !e.added) return;
    events = events.filter((o) => o !== e);
    current = -1;
    save();
    paint();
    say("Removed.");
  }

  function keys(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    const acts = { n: () => choose(current + 1, true), p: () => choose(current < 0 ? -1 : current - 1, true), a: () => decide("accepted"), r: () => decide("rejected"),
      c: () => { if (list()[current]) by("review-comment").focus(); }, e: () => mark(!night.state.marking), x: download, Escape: () => mark(false) };
    if (!acts[e.key]) return;
    e.preventDefault();
    acts[e.key]();
  }

  function start() {
    events = data.events.slice(1).filter((line) => line !== "").map((line) => fromRow(line.split("\t")));
    night.state.events = () => events;
    night.state.onMark = addEvent;
    restore();
    by("review").hidden = false;
    by("reviewer").value = reviewer;
    by("reviewer").addEventListener("input", (e) => { reviewer = e.target.value.trim(); save(); });
    const on = (id, act) => by(id).addEventListener("click", act);
    on("review-next", () => choose(current + 1, true));
    on("review-previous", () => choose(current < 0 ? -1 : current - 1, true));
    on("review-accept", () => decide("accepted"));
    on("review-reject", () => decide("rejected"));
    on("review-add", () => mark(!night.state.marking));
    on("review-remove", remove);
    on("review-export", download);
    by("review-type").addEventListener("change", (e) => edited((o) => { o.type = e.target.value; o.decision = o.decision || "changed"; return true; }));
    const seconds = (field, least) => (e) => edited((o) => {
      const value = Number(e.target.value);
      if (!Number.isFinite(value) || value < least || e.target.value === "") return false;
      o[field] = value;
      o.decision = o.decision || "changed";
      return true;
    });
    by("review-onset").addEventListener("change", seconds("onset", 0));
    by("review-duration").addEventListener("change", seconds("duration", 0.001));
    by("review-comment").addEventListener("change", (e) => edited((o) => { o.comment = e.target.value; return true; }));
    document.addEventListener("keydown", keys);
    paint();
  }

  return { start, table, list };
})();

if (night.data.channels.length > 0 && night.data.events.length > 0) review.start();
