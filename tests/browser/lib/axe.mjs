// axe, as every look at a page asks it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything that axe knows of these rules. */
export const WHOLE = { runOnly: { type: "tag", values: WCAG }, resultTypes: ["violations"], preload: false };

/** Some rules alone. */
export const rules = (...values) => ({ runOnly: { type: "rule", values }, resultTypes: ["violations"], preload: false });

/** What is wrong, one line a place. */
export async function violations(page, ask = WHOLE) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const found = await page.evaluate((ask) => globalThis.axe.run(document, ask), ask);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.replace(/\s+/g, " ")}`));
}

/** Nothing is wrong with what somebody sees now, after what they did. */
export async function sound(person) {
  assert.deepEqual(await violations(person.page), [], person.page.url());
}
