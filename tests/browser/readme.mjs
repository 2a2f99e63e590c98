// The README's pictures, of the running program: node tests/browser/readme.mjs, as look.mjs is run.
// They lie in docs/images; look at them before they are committed.

import { join } from "node:path";

import { start } from "./lib/chromium.mjs";
import { somebody, STREET } from "./lib/pages.mjs";
import { top } from "./lib/paths.mjs";
import { PASSWORD, Server } from "./lib/server.mjs";

const browser = await start();
const server = process.env.YISHI_AT ? null : await Server.start();
const origin = process.env.YISHI_AT ?? server.origin;
const password = process.env.YISHI_DEMO_PASSWORD ?? PASSWORD;

const text = async (path) => (await fetch(origin + path)).text();
const codes = async (query) => [...(await text(`${STREET}/topics?${query}`)).matchAll(/<h3><a href="[^"]*\/([A-Z]+-\d{4}-\d{4})"/g)].map((m) => m[1]);

/** A topic whose session is to come: it has a track half walked and something to do beside it. */
async function deliberated() {
  for (const code of await codes("step=4")) if (/topic-next|看会议安排/.test(await text(`${STREET}/topics/${code}`))) return code;
  throw new Error("no topic waits for its session");
}

/** A plan that one of the two has signed. */
async function halfSigned(page) {
  for (const code of await codes("community=yunxi&step=2")) {
    await page.goto(`${origin}${STREET}/desk/topics/${code}/scheduling`);
    if ((await page.locator(".sign li.open").count()) === 1) return code;
  }
  throw new Error("no plan is half signed");
}

async function picture(who, name, path, width, height) {
  const context = await somebody(browser, origin, password, who, { width });
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const at = typeof path === "string" ? path : await path(page);
  await page.goto(`${origin}${STREET}${at}`);
  await page.screenshot({ path: join(top, "docs/images", `${name}.png`) });
  await context.close();
}

const code = await deliberated();
await picture("nobody", "portal", "", 1280, 860);
await picture("nobody", "topic", `/topics/${code}`, 1280, 900);
await picture("nobody", "topic-phone", `/topics/${code}`, 390, 844);
await picture("member", "desk", "/desk", 1280, 900);
await picture("office", "dashboard", "/dashboard", 1280, 1000);
await picture("member", "sign", async (page) => `/desk/topics/${await halfSigned(page)}/scheduling`, 1280, 1100);
await browser.close();
await server?.stop();
