// What changes in place where there is script: support and follow, the filters of the list, sharing. axe
// looks again after each, and nothing of it moves the page or loses the focus.

import assert from "node:assert/strict";

import { sound } from "./lib/axe.mjs";
import { PASSWORD } from "./lib/server.mjs";

const NEIGHBOUR = "13800000002";

/** The page is still the one that was opened. */
const mark = (page) => page.evaluate(() => { globalThis.stays = true; });
const stays = (page) => page.evaluate(() => globalThis.stays === true);

/** The focus stays where it was, on what stands there now. */
const focused = (page, selector) => page.waitForFunction((s) => document.activeElement.matches(s), selector);

const supports = async (page) => Number((await page.locator("#facts").innerText()).match(/(\d+) 人附议/)?.[1] ?? 0);

export default {
  async "support and follow change in place, with the count, and are said aloud"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    await person.login("yunxi", NEIGHBOUR);
    await person.go("/yunxi/topics?step=5");
    const href = await page.locator(".rows h3 a").first().getAttribute("href");
    await person.go(href);
    await mark(page);
    const button = (verb) => page.locator(`#voices form[action$="/${verb}"] button`);
    for (const [verb, on, off] of [["support", "附议", "取消附议"], ["follow", "关注", "取消关注"]]) {
      const before = await supports(page);
      const was = (await button(verb).innerText()).trim();
      const will = was === off ? on : off;
      await button(verb).scrollIntoViewIfNeeded();
      const top = await page.evaluate(() => scrollY);
      await button(verb).press("Enter");
      await page.locator(`#voices form[action$="/${verb}"] button`, { hasText: new RegExp(`^\\s*${will}\\s*$`) }).waitFor();
      assert.ok(await stays(page), "the page was loaded anew");
      assert.equal(new URL(page.url()).pathname, href);
      const change = verb === "follow" ? 0 : will === off ? 1 : -1;
      assert.equal(await supports(page), before + change);
      assert.equal(await page.locator("#said .flash").count(), 1);
      await focused(page, `#voices form[action$="/${verb}"] button`);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - top) < 120, "the page does not jump");
      await sound(person);
    }
    await person.shot("topic-supported");
  },

  async "a log-in that ran out is asked for in the page, and what was pressed is not lost"({ someone }) {
    const person = await someone({ screen: "desk" });
    const { page } = person;
    await person.login("yunxi", NEIGHBOUR);
    await person.go("/yunxi/topics?step=4");
    const href = await page.locator(".rows h3 a").first().getAttribute("href");
    await person.go(href);
    const login = (await person.context.cookies()).find((c) => /^yishi_\d+$/.test(c.name));
    await person.context.clearCookies({ name: login.name });
    await page.locator('#voices form[action$="/follow"] button').click();
    await page.locator('main [name="password"]').waitFor();
    await focused(page, "#main");
    await sound(person);
    await person.fill({ phone: NEIGHBOUR, password: PASSWORD });
    await person.submit();
    await page.locator('#voices form[action$="/follow"]').waitFor();
  },

  async "without a line the page says that nothing was done, and the next press does it"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    await person.login("yunxi", NEIGHBOUR);
    await person.go("/yunxi/topics?step=6");
    await person.go(await page.locator(".rows h3 a").first().getAttribute("href"));
    const follow = page.locator('#voices form[action$="/follow"] button');
    const was = await follow.innerText();
    await person.context.setOffline(true);
    await follow.click();
    await page.locator("#said .notice").waitFor();
    assert.equal(await follow.innerText(), was);
    await sound(person);
    await person.context.setOffline(false);
    person.faults.length = 0;
    await follow.click();
    await page.locator("#said .flash").waitFor();
    assert.notEqual(await follow.innerText(), was);
  },

  async "a filter changes the list in place, its address is in the bar, and the way back leads back"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    await person.go("/yunxi/topics");
    await mark(page);
    const link = page.locator('#listed .filters a[href*="community="]').first();
    const to = await link.getAttribute("href");
    await link.press("Enter");
    await page.waitForURL((url) => url.pathname + url.search === to);
    const now = page.locator(`#listed .filters a[href="${to}"]`).first();
    assert.equal(await now.getAttribute("aria-current"), "true");
    await page.waitForFunction(() => document.querySelector("#heard").textContent !== "");
    assert.equal(await page.locator("#heard").textContent(), await page.locator("#count").textContent());
    await focused(page, `#listed .filters a[href="${to}"]`);
    assert.ok(await stays(page), "the page was loaded anew");
    await sound(person);
    await page.fill("#q", "充电");
    await page.press("#q", "Enter");
    await page.waitForURL(/q=/);
    assert.ok(await stays(page));
    await person.check();
    await page.goBack();
    await page.waitForURL((url) => url.pathname + url.search === to);
    await page.goBack();
    await page.waitForURL(/\/topics$/);
    await page.locator('#listed .filters a[aria-current="true"]').first().waitFor();
    assert.equal(await page.locator(`#listed .filters a[href="${to}"]`).first().getAttribute("aria-current"), null);
  },

  async "without script the same presses do the same, each on a page of its own"({ someone }) {
    const person = await someone({ screen: "phone", script: false });
    const { page } = person;
    await person.login("yunxi", NEIGHBOUR);
    await person.go("/yunxi/topics");
    await Promise.all([page.waitForEvent("load"), page.locator('.filters a[href*="step=7"], .filters a[href*="community="]').first().click()]);
    await person.check();
    assert.match(page.url(), /topics\?/);
    await person.go("/yunxi/topics?step=6");
    await person.go(await page.locator(".rows h3 a").first().getAttribute("href"));
    const follow = page.locator('#voices form[action$="/follow"] button');
    const was = await follow.innerText();
    await person.deed("follow");
    assert.notEqual(await follow.innerText(), was);
    assert.equal(await page.locator(".flash").count(), 1);
  },

  async "a topic is shared by its address and a code, with and without script"({ someone }) {
    for (const script of [true, false]) {
      const person = await someone({ screen: "phone", script });
      const { page } = person;
      await person.go("/yunxi/topics?step=4");
      const href = await page.locator(".rows h3 a").first().getAttribute("href");
      await person.go(href);
      await page.locator(".share > summary").click();
      assert.ok((await page.inputValue("#share-link")).endsWith(href));
      const code = page.locator(".share img");
      await code.scrollIntoViewIfNeeded();
      const copy = page.locator("[data-copy]");
      assert.equal(await copy.isVisible(), script);
      if (!script) continue;
      await page.waitForFunction(() => document.querySelector(".share img").naturalWidth > 0);
      await copy.click();
      await page.locator("[data-copy]", { hasText: "已复制" }).waitFor();
      await sound(person);
      await person.shot("topic-share");
    }
  },
};
