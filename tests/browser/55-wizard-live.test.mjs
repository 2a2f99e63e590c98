// The wizard with script: what is alike shows while one types, nothing typed is lost, photos are seen
// before they are sent; by keyboard alone; in large type; pressed twice.

import assert from "node:assert/strict";

import { sound } from "./lib/axe.mjs";
import { PASSWORD } from "./lib/server.mjs";
import { NEW, WHAT, path, write } from "./lib/wizard.mjs";

const RESIDENT = "13800000001";

/** Presses Tab until the element has the focus, and can be seen to have it. */
async function tabTo(page, selector) {
  for (let i = 0; i < 90; i += 1) {
    const focus = await page.evaluate((selector) => {
      const { activeElement: at } = document;
      const style = getComputedStyle(at);
      return at.matches(selector) ? { seen: style.outlineStyle !== "none" || style.boxShadow !== "none" } : null;
    }, selector);
    if (focus) return assert.ok(focus.seen, `${selector} has the focus and does not show it`);
    await page.keyboard.press("Tab");
  }
  return assert.fail(`no way by keyboard to ${selector} on ${page.url()}`);
}

/** Goes on by a key. */
const on = (page, key = "Enter") => Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);

/** A JPEG as a phone would send it, and its name. */
async function photo(page, name, colour) {
  const base64 = await page.evaluate((colour) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const brush = canvas.getContext("2d");
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 640, 480);
    return canvas.toDataURL("image/jpeg").split(",")[1];
  }, colour);
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

export default {
  async "what is alike shows while the title is typed, and is said aloud"({ someone }) {
    const person = await someone({ screen: "phone" });
    await person.go("/yunxi/topics?step=3");
    const title = await person.page.locator(".rows h3 a").first().innerText();
    await person.go(NEW);
    await person.page.locator('[name="title"]').pressSequentially(title.slice(0, 12), { delay: 20 });
    await person.page.locator(".watch li a").first().waitFor();
    await person.says(title);
    assert.match(await person.page.locator("#heard").textContent(), /好像有人提过/);
    await sound(person);
    await person.shot("wizard-typing");
    await person.page.locator('[name="title"]').fill("zzzz");
    await person.page.waitForFunction(() => document.querySelector(".watch").childElementCount === 0);
  },

  async "a tab that is closed while one types loses nothing"({ someone }) {
    const person = await someone({ screen: "desk" });
    await person.go(NEW);
    await person.fill({ title: "桥洞下面一直没有灯", body: "晚上走过去很黑" });
    await person.page.locator("[data-saved]", { hasText: "已为您保存草稿" }).waitFor();
    await person.page.locator('[name="body"]').pressSequentially("，摔过人。");
    await person.page.close({ runBeforeUnload: true });
    person.page = await person.context.newPage();
    const body = async () => { await person.go(NEW); return person.page.inputValue('[name="body"]'); };
    // What the closed tab sent last may still be on its way.
    for (let i = 0; i < 10 && (await body()) !== "晚上走过去很黑，摔过人。"; i += 1) await person.page.waitForTimeout(200);
    assert.equal(await body(), "晚上走过去很黑，摔过人。");
    assert.equal(await person.page.inputValue('[name="title"]'), "桥洞下面一直没有灯");
    await person.press("清空重写");
    assert.equal(await person.page.inputValue('[name="title"]'), "");
  },

  async "what was sent is not kept once more when the page comes back and goes"({ someone }) {
    const person = await someone({ screen: "desk" });
    const { page } = person;
    await person.go(NEW);
    // The page is held, as the browser holds one that it may come back to.
    await page.evaluate(() => document.querySelector("[data-draft] form").addEventListener("submit", (event) => event.preventDefault()));
    let kept = 0;
    page.on("request", (request) => { if (/keep=1/.test(request.postData() ?? "")) kept += 1; });
    const parting = () => page.evaluate(() => { dispatchEvent(new Event("pageshow")); dispatchEvent(new Event("pagehide")); });
    await page.locator('[name="body"]').pressSequentially("桥洞");
    await page.locator("main .form .actions button").click();
    await parting();
    await page.waitForTimeout(200);
    assert.equal(kept, 0, "it was sent");
    await page.locator('[name="body"]').pressSequentially("没有灯");
    await parting();
    await page.locator("[data-saved]", { hasText: "已为您保存草稿" }).waitFor();
    assert.equal(kept, 1, "typed since");
  },

  async "a photo that is refused loses no words, and one whose kind the telephone does not say is taken"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    await person.go(NEW);
    await person.fill({ ...WHAT, title: "凉亭的柱子裂了" });
    await person.submit();
    await person.go(`${NEW}?step=3`);
    const file = page.locator('input[name="photos"]');
    const broken = (name) => ({ name, mimeType: "image/jpeg", buffer: Buffer.from("x") });
    await file.setInputFiles([broken("a.jpg"), await photo(page, "b.jpg", "#a54"), broken("c.jpg")]);
    const words = page.locator('[name="photos_alt"]:visible');
    for (const [n, text] of ["裂缝", "柱子", "柱脚"].entries()) await words.nth(n).fill(text);
    await person.fill({ show_name: "resident" });
    await person.submit();
    await person.says("不是 JPEG、PNG 或 WebP 照片");
    assert.equal(await page.inputValue('[name^="photo_alt_"]'), "柱子");
    const shown = () => words.evaluateAll((all) => all.map((i) => i.value));
    assert.deepEqual(await shown(), ["裂缝", "柱脚"]);
    await sound(person);
    await person.shot("wizard-photos-refused");
    const { buffer } = await photo(page, "d.jpg", "#5a4");
    await file.evaluate((input, base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], "d.jpg", { type: "" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change"));
    }, buffer.toString("base64"));
    assert.deepEqual(await shown(), ["裂缝", "柱脚"], "its words wait for another one");
    await person.submit();
    assert.equal(path(person), `${NEW}?step=4`);
    assert.deepEqual(await page.locator(".thumbs img").evaluateAll((all) => all.map((i) => i.alt)), ["柱子", "裂缝"]);
  },

  async "photos are seen before they are sent, each with its own words, and one can be left out"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    await person.go(NEW);
    await person.fill({ ...WHAT, title: "健身器材的螺丝松了" });
    await person.submit();
    await person.go(`${NEW}?step=3`);
    const file = page.locator('input[name="photos"]');
    await file.setInputFiles([await photo(page, "a.jpg", "#445"), await photo(page, "b.jpg", "#a54")]);
    await file.setInputFiles([await photo(page, "c.jpg", "#5a4"), { name: "d.txt", mimeType: "text/plain", buffer: Buffer.from("x") }]);
    await page.waitForFunction(() => [...document.querySelectorAll(".photo-kept canvas")].filter((c) => c.width > 1).length === 3);
    await person.says("不是 JPEG、PNG 或 WebP 照片");
    await page.locator(".photo-kept button").nth(1).click();
    assert.ok(await file.evaluate((e) => e === document.activeElement), "the focus stays at the photos");
    const words = page.locator('.photo-kept [name="photos_alt"]');
    await words.nth(0).fill("松掉的螺丝");
    await words.nth(1).fill("歪了的扶手");
    await sound(person);
    await person.shot("wizard-photos");
    await person.fill({ show_name: "resident" });
    await person.submit();
    assert.equal(path(person), `${NEW}?step=4`);
    assert.deepEqual(await page.locator(".thumbs img").evaluateAll((all) => all.map((i) => i.alt)), ["松掉的螺丝", "歪了的扶手"]);
  },

  async "somebody raises a topic by keyboard alone"({ someone }) {
    const person = await someone({ screen: "desk" });
    const { page } = person;
    const type = async (name, text) => { await tabTo(page, `[name="${name}"]`); await page.keyboard.insertText(text); };
    const choose = async (name) => { await tabTo(page, `[name="${name}"]`); await page.keyboard.press("ArrowDown"); };
    await person.go("/yunxi");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main", "the skip link leads past the header");
    await tabTo(page, 'a[href$="/topics/new"]');
    await on(page);
    await type("title", "传达室门口的坡道太陡");
    await type("body", "轮椅推不上去，希望改缓一些。");
    await choose("category");
    await choose("community");
    await tabTo(page, "main .form .actions button");
    await on(page);
    assert.equal(path(person), `${NEW}?step=2`, await person.text());
    await tabTo(page, 'main a[href$="step=3"]');
    await on(page);
    await type("details", "上周有人摔倒。");
    await tabTo(page, '[name="show_name"]');
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "main .form .actions button");
    await on(page);
    await tabTo(page, '[name="consent"]');
    await page.keyboard.press("Space");
    await tabTo(page, "main .form .actions button");
    await on(page);
    await type("phone", RESIDENT);
    await type("password", PASSWORD);
    await on(page);
    assert.equal(path(person), `${NEW}?step=4`);
    await tabTo(page, "main .form .actions button");
    await on(page);
    assert.match(path(person), /\/sent$/);
    await person.check();
  },

  async "in large type every page of it fits, on a phone and on a desk"({ someone, screens }) {
    for (const screen of screens) {
      const person = await someone({ screen });
      await person.go(NEW);
      await person.press("长辈模式");
      await write(person, { ...WHAT, title: "宣传栏的字太小看不清" }, "large");
      assert.ok(await person.page.evaluate(() => document.documentElement.classList.contains("large")));
    }
  },

  async "pressed twice it is one topic, and the way back leads to it"({ someone }) {
    const person = await someone({ screen: "phone" });
    const { page } = person;
    const title = "垃圾桶总是满出来";
    await person.login("yunxi", RESIDENT);
    await write(person, { ...WHAT, title }, "twice");
    await person.fill({ consent: true });
    await page.locator("main .form .actions button").dblclick({ noWaitAfter: true });
    await page.waitForURL(/\/sent$/);
    const sent = path(person);
    await page.goBack();
    assert.equal(path(person), sent);
    await person.go("/yunxi/topics?mine=1");
    assert.equal(await page.locator(".rows h3", { hasText: title }).count(), 1);
  },
};
