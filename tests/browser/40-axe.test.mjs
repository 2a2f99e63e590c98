// axe over every page of the route table: on a phone and on a desk, light and dark, in large type, as
// everybody. The first look is whole; the others ask again what can differ: contrast and targets.

import assert from "node:assert/strict";
import { WHOLE, rules, violations } from "./lib/axe.mjs";
import { pages, somebody, unseen } from "./lib/pages.mjs";
import { PASSWORD } from "./lib/server.mjs";

/** Sides that a page is looked at from, after the first; what is asked there. */
const SIDES = [
  { name: "dark", media: { colorScheme: "dark" }, ask: rules("color-contrast") },
  { name: "large and dark", large: true, ask: rules("color-contrast-enhanced") },
  { name: "large", large: true, media: { colorScheme: "light" }, ask: rules("color-contrast-enhanced"), targets: 60 },
  { name: "desk", large: false, width: 1440, ask: rules("color-contrast", "target-size"), targets: 44 },
];

/** Buttons, fields and links that stand alone and are less high than a finger asks. */
const small = (page, least) => page.evaluate((least) => {
  const all = document.querySelectorAll("button, select, textarea, summary, .button, .tool, .filters a, .menu a, input:not([type=hidden], [type=radio], [type=checkbox]), .choice");
  const seen = [...all].filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  return seen.filter((e) => e.getBoundingClientRect().height < least - 0.5)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} is ${e.getBoundingClientRect().height} px high: ${e.textContent.trim().slice(0, 30)}`);
}, least);

/** Where words are smaller than 18 point, the least that large type promises. */
const fine = (page) => page.evaluate(() => {
  const found = new Set();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const e = words.currentNode.parentElement;
    if (words.currentNode.textContent.trim() === "" || !e.checkVisibility() || e.closest(".by-ear, script, style")) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < 24) found.add(`${e.parentElement.tagName.toLowerCase()} > ${e.tagName.toLowerCase()}.${e.className} is ${size} px: ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...found];
});

/** Walks over some of the pages, as everybody whose they are. */
async function walk(browser, origin, list, lang) {
  const wrong = [];
  for (const who of new Set(list.map((p) => p.who))) {
    const context = await somebody(browser, origin, PASSWORD, who, { width: 390, lang });
    const page = await context.newPage();
    for (const p of list.filter((p) => p.who === who)) {
      await page.goto(origin + p.path);
      if (p.act) await p.act(page);
      if (p.shows !== p.path) assert.match(new URL(page.url()).pathname, new RegExp(`^${p.shows.replace(/\{\w+\}/g, "[^/]+")}$`));
      // What lies folded is looked at too.
      await page.evaluate(() => { for (const d of document.querySelectorAll("details:not(.menu)")) d.open = true; });
      const note = (side, lines) => wrong.push(...lines.map((l) => `${p.name} ${p.path} (${lang}, ${side}) ${l}`));
      note("phone", await violations(page, WHOLE));
      for (const side of SIDES) {
        if (side.media) await page.emulateMedia(side.media);
        if (side.width) await page.setViewportSize({ width: side.width, height: 900 });
        if (side.large !== undefined) {
          await page.evaluate((on) => document.documentElement.classList.toggle("large", on), side.large);
        }
        note(side.name, await violations(page, side.ask));
        if (side.large) note(side.name, await fine(page));
        if (side.targets) note(side.name, await small(page, side.targets));
      }
      await page.setViewportSize({ width: 390, height: 844 });
    }
    await context.close();
  }
  return wrong;
}

export default {
  async "axe finds nothing on any page, on a phone and on a desk, light and dark, in large type"({ browser, server }) {
    const list = await pages(server.origin);
    assert.deepEqual(await unseen(list), [], "a page that no line of lib/pages.mjs opens");
    // Two walks at once, one a core; pages alternate between the languages.
    const halves = [0, 1].map((half) => list.filter((_, i) => i % 2 === half));
    const wrong = await Promise.all(halves.map((half, i) => walk(browser, server.origin, half, i === 0 ? "zh" : "en")));
    assert.deepEqual(wrong.flat(), []);
  },
};
