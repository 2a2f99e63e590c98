// A contact sheet of every page: phone, tablet and desk; both languages; large type; dark; print.
//
//   node tests/browser/look.mjs                 everything, of a demonstration of its own
//   node tests/browser/look.mjs zh-390 topic    one variant, the pages whose names hold the word
//   YISHI_AT=http://127.0.0.1:8080 YISHI_DEMO_PASSWORD=…   of a program that runs already
//
// Pictures and the sheet, index.html, lie under target/look, papers as PDF beside their pictures. A
// page that scrolls sideways, answers otherwise than it should, or is not in the list is named, and
// the last line counts them.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { start } from "./lib/chromium.mjs";
import { pages, somebody, unseen } from "./lib/pages.mjs";
import { top } from "./lib/paths.mjs";
import { PASSWORD, Server } from "./lib/server.mjs";

const VARIANTS = {
  "zh-320": { width: 320 },
  "zh-390": { width: 390 },
  "zh-768": { width: 768 },
  "zh-1440": { width: 1440 },
  "en-320": { width: 320, lang: "en" },
  "en-390": { width: 390, lang: "en" },
  "en-768": { width: 768, lang: "en" },
  "en-1440": { width: 1440, lang: "en" },
  "large-390": { width: 390, large: true },
  "large-768": { width: 768, large: true },
  "large-1440": { width: 1440, large: true },
  "dark-390": { width: 390, dark: true },
  "dark-1440": { width: 1440, dark: true },
  // A4 less its margins, at 96 px an inch.
  "print": { width: 718, print: true },
};

/** What people print. */
const PAPERS = /^(topic-|slip|work-scheduling|work-opinion|session-held|dashboard|results|record)/;

const [, , variant = "", word = ""] = process.argv;
const out = join(top, "target/look");
const browser = await start();
const server = process.env.YISHI_AT ? null : await Server.start();
const origin = process.env.YISHI_AT ?? server.origin;
const password = process.env.YISHI_DEMO_PASSWORD ?? PASSWORD;

const all = await pages(origin);
const faults = (await unseen(all)).map((route) => `no page of the list opens ${route}`);
const shown = all.filter((p) => `${p.name} ${p.path}`.includes(word));
const sheet = [];
for (const [name, how] of Object.entries(VARIANTS).filter(([n]) => n.includes(variant))) {
  await mkdir(join(out, name), { recursive: true });
  const here = how.print ? shown.filter((p) => PAPERS.test(p.name) && !p.act) : shown;
  for (const who of new Set(here.map((p) => p.who))) {
    const context = await somebody(browser, origin, password, who, how);
    const page = await context.newPage();
    if (how.print) await page.emulateMedia({ media: "print" });
    for (const p of here.filter((p) => p.who === who)) {
      let status = (await page.goto(origin + p.path)).status();
      if (p.act) {
        const seen = (answer) => { if (answer.request().isNavigationRequest()) status = answer.status(); };
        page.on("response", seen);
        await p.act(page);
        page.off("response", seen);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${name} ${p.name} is ${wide} px too wide`);
      if (p.status && p.status !== status) faults.push(`${name} ${p.name} answers ${status}, not ${p.status}`);
      if (status >= 500) faults.push(`${name} ${p.name} answers ${status}`);
      console.log(`${name} ${p.name} ${status}`);
      // A photo comes when it is scrolled to.
      await page.evaluate(() => Promise.all([...document.images].map((i) => { i.loading = "eager"; return i.decode().catch(() => {}); })));
      const picture = `${name}/${p.name}.png`;
      await page.screenshot({ path: join(out, picture), fullPage: true });
      if (how.print) await page.pdf({ path: join(out, name, `${p.name}.pdf`), format: "A4", preferCSSPageSize: true });
      sheet.push(`<figure><a href="${picture}"><img loading="lazy" src="${picture}" width="${how.width / 4}" alt=""></a><figcaption>${name}<br>${p.name}</figcaption></figure>`);
    }
    await context.close();
  }
}
await writeFile(
  join(out, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>body{display:flex;flex-wrap:wrap;gap:16px;align-items:start;font:12px sans-serif}figure{margin:0}img{border:1px solid #ccc}</style>${sheet.join("\n")}`,
);
await browser.close();
await server?.stop();
for (const fault of faults) console.log(`FAULT   ${fault}`);
console.log(`look: ${sheet.length} pictures, ${faults.length} faults: ${join(out, "index.html")}`);
process.exit(faults.length > 0 ? 1 : 0);
