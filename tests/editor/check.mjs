// Tries the schemas in the YAML language server that editors use: what it fills in, says, and finds
// wrong. `node check.mjs SERVER REPO`, where REPO is a folder in which `pir init` has been run.
//
// In a text, `§` is the place that is asked about.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "./client.mjs";

const [program, repo] = process.argv.slice(2);
const folder = path.join(repo, "reviews", "one");
mkdirSync(folder, { recursive: true });
const server = await start(program, pathToFileURL(repo));
let opened = 0;

/// Opens `text` as a new file of that sort.
async function open(sort, text) {
  opened += 1;
  const schema = `../../.pir/${sort}.schema.json`;
  assert(existsSync(path.join(folder, schema)), schema);
  const uri = pathToFileURL(path.join(folder, `${sort}-${opened}.yaml`)).href;
  const whole = `# yaml-language-server: $schema=${schema}\n${text}`;
  const before = whole.split("§")[0].split("\n");
  const position = { line: before.length - 1, character: before.at(-1).length };
  const findings = await server.open(uri, whole.replace("§", ""));
  return { uri, position, findings };
}

async function fillsIn(sort, text, { all, some = [], none = [] }) {
  const { uri, position } = await open(sort, text);
  const labels = await server.completions(uri, position);
  if (all) assert.deepEqual([...labels].sort(), [...all].sort(), text);
  for (const label of some) assert(labels.includes(label), `${text}: no ${label} in ${labels}`);
  for (const label of none) assert(!labels.includes(label), `${text}: ${label} in ${labels}`);
}

async function says(sort, text, ...parts) {
  const { uri, position } = await open(sort, text);
  const said = await server.hover(uri, position);
  for (const part of parts) assert(said.includes(part), `${text}: no "${part}" in ${said}`);
  assert(!said.includes("||"), said);
}

async function findsWrong(sort, text, ...findings) {
  assert.deepEqual((await open(sort, text)).findings, findings, text);
}

const event = (rest) => `title: T\ntimeline:\n  - what: lag rises\n    ${rest}`;
const quiet = ["null", "true", "false"];

await fillsIn("incident", event("kind: §"), { some: ["symptom", "mitigation", "note"], none: quiet });
await fillsIn("incident", event("mark: §"), { all: ["started", "detected", "declared", "mitigated", "resolved"] });
await fillsIn("incident", event("mark:\n      - §"), { all: ["started", "detected", "declared", "mitigated", "resolved"] });
await fillsIn("incident", event("§"), { some: ["at", "kind", "who", "evidence", "hindsight"], none: ["title", "what"] });
await fillsIn("incident", "title: T\nstatus: §", { all: ["draft", "in-review", "published"] });
await fillsIn("incident", "title: T\nseverity: §", { none: quiet });
await fillsIn("incident", "title: T\n§", { some: ["timeline", "impact", "roles"], none: ["title"] });
await fillsIn("review", "contributing_factors:\n  - statement: S\n    categories: [§]", { some: ["capacity", "trade-offs"] });
await fillsIn("review", "latent_failures:\n  - id: a\n    status: §", { all: ["open", "accepted", "mitigated", "resolved"] });
await fillsIn("plan", "follow_ups:\n  - what: W\n    helps: §", { all: ["see", "cope", "recover", "remove"] });
await fillsIn("config", "working_hours:\n  days:\n    - §", { some: ["mon", "sun"] });

await says("incident", event("§at: 10:38"), "keeps its place between its neighbours", "before 17:00");
await says("incident", event("§kind: reprot"), "What sort of event it is. Default: note.");
await says("incident", "title: T\n§status: draft", "How far its review has come", "`in-review`: with those who took part");
await says("incident", "title: T\n§timeline: |\n  10:38 lag\n", "The events, in the order of the file", "replica lag starts to rise");
await says("review", "contributing_factors:\n  - §statement: S", "which meant *effect*", "alert fires twice a week");
await says("config", "thresholds:\n  §silence: 30m\n", "Time without a recorded step. Default: 20m.");

await findsWrong("incident", event("at: 10:38\n    kind: reprot\n    who: 17\n    quote:\n"));
await findsWrong("incident", "title: T\ntimeline: |\n  10:38 lag rises\n");
await findsWrong("incident", event("wat: b"), "Property wat is not allowed.");
await findsWrong("incident", "timeline: []\n", 'Missing property "title".');
await findsWrong("incident", event("at: yesterday"), "a time has a number in it, as 10:38 or ~10:38");
await findsWrong("incident", "title: T\nstatus: done\n", 'Value is not accepted. Valid values: "draft", "in-review", "published".');
await findsWrong("review", "root_cause: R\n", "Property root_cause is not allowed.");
await findsWrong("plan", "follow_ups:\n  - what: W\n    due: soon\n", "write a day, a month or a year: 2026-03-12, 2026-03, 2026");
await findsWrong("config", "thresholds: {silence: 30}\n", 'Incorrect type. Expected "string".');

server.end();
console.log(`${opened} texts tried in the YAML language server`);
