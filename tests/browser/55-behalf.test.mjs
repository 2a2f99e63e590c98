// A clerk enters a paper slip for a resident, with its scan, and prints what the resident takes home.

import assert from "node:assert/strict";

const LIAISON = "13800000010";
const ON = /^(接着录入|下一步)$/;

/** A picture as a scanner sends it, made by the page itself. */
const scan = (page) => page.evaluate(() => {
  const paper = Object.assign(document.createElement("canvas"), { width: 600, height: 800 });
  const pen = paper.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, 600, 800);
  pen.fillStyle = "#224";
  for (let y = 80; y < 700; y += 60) pen.fillRect(60, y, 400 - (y % 7) * 20, 6);
  return paper.toDataURL("image/jpeg").split(",")[1];
});

export default {
  async "a clerk enters a paper slip with its scan and prints what the resident takes home"({ someone, screens }) {
    for (const screen of screens) {
      const clerk = await someone({ screen });
      await clerk.login("yunxi", LIAISON);
      await clerk.go("/yunxi/desk");
      await clerk.press("代居民录入议题");
      await clerk.fill({
        title: `井盖一踩就响（${screen}）`, body: "半夜有车过，井盖响得睡不着。", community: "yunxi", category: { index: 1 },
      });
      await clerk.submit();
      await clerk.press(ON);
      await clerk.fill({ on_behalf_of: "陈阿婆", on_behalf_way: "paper", on_behalf_phone: "139 0000 0066" });
      const file = { name: "scan.jpg", mimeType: "image/jpeg", buffer: Buffer.from(await scan(clerk.page), "base64") };
      await clerk.page.locator('[name="originals"]').setInputFiles(file);
      await clerk.shot("behalf-3");
      await clerk.submit();
      await clerk.says("陈阿婆（书面）");
      await clerk.says("13900000066");
      const seen = clerk.page.locator(".thumbs img");
      assert.equal(await seen.count(), 1);
      assert.ok(await seen.evaluate((e) => e.complete && e.naturalWidth > 0), "the scan is shown before sending");
      await clerk.shot("behalf-4");
      await clerk.fill({ consent: true });
      await clerk.submit();
      const code = new URL(clerk.page.url()).pathname.split("/").at(-2);
      await clerk.shot("behalf-sent");
      await clerk.press("打印回执");
      await clerk.says(code);
      await clerk.says("陈**");
      assert.ok(await clerk.page.locator(".sent img").evaluate((e) => e.complete && e.naturalWidth > 0), "the code can be scanned");
      // What is printed is the slip alone: no button, no navigation.
      await clerk.page.emulateMedia({ media: "print" });
      for (const part of [".actions", ".tools", ".crumbs"]) {
        const shown = clerk.page.locator(part);
        for (const one of await shown.all()) assert.equal(await one.isVisible(), false, `${part} is printed`);
      }
      await clerk.shot("behalf-slip");
      await clerk.page.emulateMedia({ media: null });
      await clerk.go(`/yunxi/desk/topics/${code}/solicitation`);
      const original = clerk.page.locator(".photos img");
      assert.equal(await original.count(), 1);
      await clerk.says("13900000066");
      const href = await clerk.page.locator(".photos a").getAttribute("href");
      const other = await someone({ screen });
      await other.go(href, 404);
    }
  },
};
