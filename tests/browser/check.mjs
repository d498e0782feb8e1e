// Drives a built site in a headless Chromium: `node check.mjs MODULES SITE CHROMIUM`. Ends with 1 and
// what is wrong on standard error.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";
import fs from "node:fs";
import { execFileSync } from "node:child_process";

const [modules, site, chromium] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const home = pathToFileURL(fs.realpathSync(site) + "/").href;
const wrong = [];

const browser = await puppeteer.launch({
  executablePath: execFileSync("which", [chromium]).toString().trim(),
  args: ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"],
});
const page = await browser.newPage();
let here = "";
page.on("console", (said) => {
  if (["error", "warn"].includes(said.type())) wrong.push(`${here}: console: ${said.text()}`);
});
page.on("pageerror", (error) => wrong.push(`${here}: ${error.message}`));
page.on("dialog", (dialog) => { wrong.push(`${here}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on("request", (request) => {
  if (!request.url().startsWith(home)) wrong.push(`${here}: asks for ${request.url()}`);
});

function expect(is, what) { if (!is) wrong.push(`${here}: ${what}`); }

async function open(name) {
  here = name;
  await page.goto(home + name, { waitUntil: "load" });
}

const reviews = fs.readdirSync(path.join(site, "reviews")).map((name) => `reviews/${encodeURIComponent(name)}`);
const pages = fs.readdirSync(site).filter((name) => name.endsWith(".html"));
const hostile = reviews.filter((name) => name.includes("hostile"));
expect(hostile.length > 0, "no hostile review");

// Nothing of a text runs, and nothing is asked for, on any page.
for (const name of [...pages, ...reviews]) {
  await open(name);
  expect(await page.evaluate("window.pwned === undefined"), "a text of the archive ran as a script");
  const active = await page.evaluate(() => {
    const odd = [];
    for (const node of document.querySelectorAll("*")) {
      for (const attribute of node.attributes) {
        if (attribute.name.startsWith("on")) odd.push(attribute.name);
        if (["href", "src", "xlink:href"].includes(attribute.name) && /^\s*(javascript|data|vbscript):/i.test(attribute.value)) {
          odd.push(attribute.value);
        }
      }
    }
    const scripts = [...document.scripts].filter((script) => !script.src).length;
    return { odd, scripts, frames: document.querySelectorAll("iframe, object, embed, img").length };
  });
  expect(active.odd.length === 0, `active attributes: ${active.odd}`);
  expect(active.scripts === 0, `${active.scripts} scripts in the page`);
  expect(active.frames === 0, `${active.frames} frames or pictures`);
}

// What axe finds on the page that is open.
async function heard() {
  // Before the shadow of what moves sideways, no contrast can be told.
  await page.addStyleTag({ content: ".wide { background: none !important }" });
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document));
  for (const violation of found.violations) {
    const node = violation.nodes[0];
    wrong.push(`${here}: axe: ${violation.id}: ${node.html.slice(0, 200)} (${violation.nodes.length})`);
  }
}

// Every kind of page, for those who do not see it or see it in the dark, at three widths.
for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  for (const [width, names] of [[1000, [...pages, reviews[0], reviews[reviews.length - 1], ...hostile]], [400, ["index.html", reviews[0]]], [1600, ["register.html"]]]) {
    await page.setViewport({ width, height: 900 });
    for (const name of names) {
      await open(name);
      here = `${name} in ${scheme} at ${width}`;
      await heard();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide <= 0, `is ${wide} pixels wider than the window`);
    }
  }
}
await page.setViewport({ width: 1100, height: 900 });

// A table that goes on on a further page, and the way there and back.
for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await open("large/index.html");
  await Promise.all([page.waitForNavigation(), page.click("#all nav a")]);
  here = `the further page in ${scheme}`;
  expect(page.url().endsWith("/large/index-all-2.html"), `is at ${page.url()}`);
  expect(await page.$$eval("tbody tr", (rows) => rows.length) === 10, "has other than the last 10 rows");
  await heard();
  await page.click("section > p a");
  expect(page.url().endsWith("/large/index.html#all"), `leads back to ${page.url()}`);
}
await page.type("#all input[type=search]", "number 9");
const part = await page.$eval("#all .tools span", (node) => node.textContent);
expect(/ of 500 on this page, which has a part of all 510$/.test(part), `the filter tells ${part}`);

// On a narrow page the tables of a review are cards, which say what each of their cells is.
await page.setViewport({ width: 400, height: 900 });
await open(reviews.find((name) => !name.includes("hostile")));
const cards = await page.$$eval("table.stack", (tables) => tables.map((table) => ({
  fits: table.scrollWidth <= table.parentNode.clientWidth,
  told: [...table.querySelectorAll("td")].every((cell) => cell.dataset.label),
  named: document.getElementById(table.parentNode.getAttribute("aria-labelledby")) !== null,
})));
expect(cards.length > 0 && cards.every((card) => card.fits && card.told && card.named), `cards: ${JSON.stringify(cards)}`);

// Nothing is wider than the window, whatever words stand there.
for (const across of [320, 400, 640, 1000]) {
  await page.setViewport({ width: across, height: 900 });
  for (const name of [...pages, ...hostile]) {
    await open(name);
    here = `${name} at ${across}`;
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide <= 0, `is ${wide} pixels wider than the window`);
    const over = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, h4, p, li, .cards > li")].filter((node) => {
      const edge = node.closest(".wide, .frame, pre");
      return !edge && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline";
    }).map((node) => node.textContent.slice(0, 40)));
    expect(over.length === 0, `words run over: ${over}`);
    // The heads of tables whose rows are cards are there for those who hear them alone.
    const heads = await page.$$eval("table:is(.filter, .stack) thead", (all) => all.map((head) => {
      const box = head.getBoundingClientRect();
      return [box.width, box.right];
    }));
    if (across < 640) expect(heads.every(([size, right]) => size <= 1 && right <= across), `the head of a table is seen: ${heads}`);
  }
}

// On paper nothing is cut: a sheet of A4 is 718 pixels wide inside its margins.
await page.setViewport({ width: 718, height: 1000 });
await page.emulateMediaType("print");
for (const name of [...pages, reviews[0], ...hostile]) {
  await open(name);
  here = `${name} on paper`;
  const cut = await page.$$eval("table, svg, p, li, h1, h2", (all) => all.filter((node) => node.getBoundingClientRect().right > 719)
    .map((node) => `${node.tagName} ${node.textContent.slice(0, 40)} ${node.getBoundingClientRect().right}`));
  expect(cut.length === 0, `is cut: ${cut.slice(0, 3)}`);
  expect(await page.$$eval(".told, .tools", (all) => all.every((node) => node.getClientRects().length === 0)), "the tools are printed");
}
await page.emulateMediaType(null);

// Pictures: words of 7 pixels at least on a narrow page, and parts that differ in lightness alone.
await page.setViewport({ width: 400, height: 900 });
for (const name of ["register.html", "stats.html", reviews[0]]) {
  await open(name);
  here = `${name} at 400`;
  const small = await page.$$eval(".plot text, .frame text", (all) => Math.min(...all.map((text) => text.getBoundingClientRect().height)));
  expect(small > 9, `a text ${small} pixels high`);
}
for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await open("register.html");
  const lights = await page.evaluate(() => {
    const light = (color) => {
      const [red, green, blue] = color.match(/\d+/g).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    };
    const fills = [0, 1, 2, 3, 4, 5, 6].map((kind) => light(getComputedStyle(document.querySelector(`.f${kind}`)).fill));
    return [light(getComputedStyle(document.body).backgroundColor), ...fills];
  });
  const differ = (one, other) => Math.max(one, other) / Math.min(one, other) >= 3;
  const [paper, ...fills] = lights;
  fills.forEach((fill, kind) => {
    expect(differ(fill, paper), `kind ${kind} is hard to see in ${scheme}`);
    expect(kind === 0 || differ(fill, fills[kind - 1]), `kinds ${kind - 1} and ${kind} look alike in ${scheme}`);
  });
}
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
await page.setViewport({ width: 1100, height: 900 });

// The search finds, and shows where.
await open("search.html");
await page.type("#words", "event bus");
await page.waitForSelector("#hits li");
const hits = await page.$$eval("#hits li a", (links) => links.map((link) => link.getAttribute("href")));
expect(hits.length > 0 && hits.length < reviews.length, `found ${hits.length}`);
expect(await page.$("#hits mark") !== null, "no hit is marked");
const target = await page.$eval("#hits li a", (link) => link.href);
expect(/#:~:text=\w+$/.test(target), `${target} does not lead to the words`);
expect(fs.existsSync(new URL(target)), `${target} is not there`);
await page.$eval("#words", (input) => { input.value = ""; });
await page.type("#words", "no such words anywhere");
expect(await page.$$eval("#hits li", (rows) => rows.length) === 0, "finds what is not there");
await page.$eval("#words", (input) => { input.value = ""; });
await page.type("#words", "e");
expect(await page.$$eval("#hits li", (rows) => rows.length) === 50, "lists other than 50 of many");
expect((await page.$eval("#found", (node) => node.textContent)).includes("The first 50 are listed"), "does not say that more are not listed");

// Words in quotes stand together, and the way back leads to them.
await open("search.html");
await page.type("#words", '"event bus"');
const phrases = await page.$$eval("#hits mark", (marks) => marks.map((mark) => mark.textContent.toLowerCase()));
expect(phrases.length > 0 && phrases.length <= hits.length && phrases.every((text) => text === "event bus"), `marked: ${phrases}`);
await Promise.all([page.waitForNavigation(), page.click("#hits a")]);
await new Promise((done) => setTimeout(done, 300));
const jumped = await page.evaluate(() => window.scrollY);
expect(jumped > 0, "the link of a hit does not lead to it");
await page.goBack();
await page.waitForSelector("#hits mark");
expect(await page.$eval("#words", (input) => input.value) === '"event bus"', "the words are lost on the way back");

// The last word of a review is found as well as the first.
const long = reviews.find((name) => !name.includes("hostile"));
await open(long);
const last = await page.$eval("main", (main) => main.textContent.match(/[a-z]{5,}/g).pop());
await open("search.html");
await page.type("#words", last);
const ends = await page.$$eval("#hits li a", (links) => links.map((link) => link.getAttribute("href")));
const place = ends.findIndex((end) => end.split("#")[0] === long);
expect(place >= 0, `${long} is not found by its last word, ${last}`);
const reads = await page.$$eval("#hits li", (rows) => rows.map((row) => row.textContent.normalize("NFD").toLowerCase()));
expect(reads.every((text) => text.includes(last)), "a hit does not say where the word is");

// The filter leaves rows with the words alone.
await open("index.html");
const all = await page.$$eval("#all tbody tr", (rows) => rows.length);
await page.type("#all input[type=search]", "SEV2");
const left = await page.$$eval("#all tbody tr", (rows) => rows.filter((row) => !row.hidden).map((row) => row.textContent));
expect(left.length > 0 && left.length < all, `${left.length} of ${all} rows`);
expect(left.every((text) => text.includes("SEV2")), "a row without the words stays");
await page.$eval("#all input[type=search]", (input) => { input.value = ""; });
await page.type("#all input[type=search]", "sév2");
const folded = await page.$$eval("#all tbody tr", (rows) => rows.filter((row) => !row.hidden).length);
expect(folded === left.length, "the filter sees accents");
for (const name of pages) {
  await open(name);
  const names = await page.$$eval(".tools input", (inputs) => inputs.map((input) => input.ariaLabel || input.labels[0].textContent));
  expect(new Set(names).size === names.length, `filters of one name: ${names}`);
}

// A part that moves sideways is a stop of the tab key, and only where it moves.
for (const across of [1000, 400]) {
  await page.setViewport({ width: across, height: 900 });
  for (const name of ["index.html", "stats.html", reviews[0]]) {
    await open(name);
    const odd = await page.$$eval(".wide", (boxes) => boxes.filter((box) => box.hasAttribute("tabindex") !== box.scrollWidth > box.clientWidth).length);
    expect(odd === 0, `${odd} parts stop the tab key for nothing, or do not where they move`);
  }
}
await page.setViewport({ width: 1100, height: 900 });

// The picture answers to keys and to the mouse, and can be looked at closely.
const review = reviews.find((name) => !name.includes("hostile"));
const told = () => page.$eval(".told", (node) => node.textContent);
const width = () => page.$eval(".frame svg", (svg) => svg.getBoundingClientRect().width);
// Whether the sign that has the focus is in the frame and in the window.
const shown = () => page.evaluate(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const sign = document.activeElement.querySelector("path").getBoundingClientRect();
  const frame = document.querySelector(".frame").getBoundingClientRect();
  return sign.left >= frame.left && sign.right <= frame.right && sign.top >= frame.top && sign.bottom <= frame.bottom
    && sign.top >= 0 && sign.bottom <= window.innerHeight;
});
for (const across of [1100, 400]) {
  await page.setViewport({ width: across, height: 700 });
  await open(review);
  here = `${review} at ${across}`;
  const count = await page.$$eval("g.event", (events) => events.length);
  expect(await page.$$eval("g.event[tabindex='0']", (events) => events.length) === 1, "the signs are not one stop of the tab key");
  await page.evaluate(() => document.querySelector("g.event[tabindex='0']").focus());
  let [last, before] = [await told(), -Infinity];
  for (let step = 0; step < count; step += 1) {
    const place = await page.evaluate(() => document.activeElement.querySelector("path").transform.baseVal[0].matrix.e);
    expect(place >= before, `the arrow keys walk back in time at sign ${step}`);
    before = place;
    expect(await shown(), `sign ${step} is out of sight`);
    if (step === 4) {
      for (const key of "++++") {
        await page.keyboard.press(key);
        expect(await shown(), "the sign is out of sight after +");
      }
      expect(/times/.test(await page.$eval(".tools [aria-live]", (node) => node.textContent)), "the level is not told");
    }
    await page.keyboard.press("ArrowRight");
    const now = await told();
    expect(step === count - 1 || (now !== last && /\d/.test(now)), `the arrow key does not go on from ${last}`);
    last = now;
  }
  await page.keyboard.press("0");
  const whole = await width();
  await page.focus(".tools button");
  await page.keyboard.press("+");
  expect(Math.abs(await width() / whole - 1.5) < 0.05, "the key + on a button brings it no closer");
  await page.keyboard.press("0");
  expect(Math.abs(await width() - whole) < 2, "the key 0 does not show the whole");
  // A stretch around the lowest sign, which is in the middle afterwards or as near as it can be.
  const stretch = await page.evaluate(() => {
    const frame = document.querySelector(".frame");
    frame.scrollTop = frame.scrollHeight;
    frame.scrollIntoView({ block: "end" });
    const box = frame.getBoundingClientRect();
    const low = [...document.querySelectorAll("g.event path")].map((path) => path.getBoundingClientRect())
      .filter((sign) => sign.left > box.left + 60 && sign.right < box.right - 60)
      .sort((one, other) => other.top - one.top)[0];
    return { x: (low.left + low.right) / 2, y: (low.top + low.bottom) / 2, share: box.width / 5 };
  });
  await page.mouse.move(stretch.x - stretch.share / 2, stretch.y);
  await page.mouse.down();
  await page.mouse.move(stretch.x + stretch.share / 2, stretch.y);
  expect(await page.$eval(".band", (band) => band.getBoundingClientRect().width) > stretch.share * 0.9, "the stretch is not marked");
  await page.mouse.up();
  expect(await page.$(".band") === null, "the mark of the stretch stays");
  const closer = await width() / whole;
  expect(closer > 4 && closer < 6, `a fifth that was drawn over is ${closer} times as wide`);
  const near = await page.evaluate(() => {
    const box = document.querySelector(".frame").getBoundingClientRect();
    return [...document.querySelectorAll("g.event path")].some((path) => {
      const sign = path.getBoundingClientRect();
      return sign.left >= box.left && sign.right <= box.right && sign.top >= box.top && sign.bottom <= box.bottom;
    });
  });
  expect(near, "no sign of the stretch is in sight");
  await page.emulateMediaType("print");
  const printed = await page.evaluate(() => document.querySelector(".frame svg").getBoundingClientRect().width - document.querySelector("main").clientWidth);
  expect(printed <= 0, "the picture is not printed whole");
  await page.emulateMediaType(null);
}
await page.setViewport({ width: 1100, height: 900 });

// Without scripts every page reads.
await page.setJavaScriptEnabled(false);
await open("register.html");
expect((await page.$$eval("table tbody tr", (rows) => rows.length)) > 10, "reads nothing without scripts");

await browser.close();
if (wrong.length) {
  console.error([...new Set(wrong)].join("\n"));
  process.exit(1);
}
console.error(`${pages.length} pages and ${reviews.length} reviews hold`);
