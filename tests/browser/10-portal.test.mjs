// What anybody sees without a log-in, on both screens, in both languages, with and without script.

import assert from "node:assert/strict";

const PUBLIC = ["/", "/yunxi", "/yunxi/topics", "/yunxi/login", "/yunxi/register", "/dongli"];

export default {
  async "every public page fits both screens"({ someone, screens }) {
    for (const screen of screens) {
      const visitor = await someone({ screen });
      for (const path of PUBLIC) {
        await visitor.go(path);
        await visitor.shot(`public${path.replaceAll("/", "-")}`);
      }
    }
  },

  async "the portal names the street and leads to its topics"({ someone }) {
    const visitor = await someone({ screen: "phone" });
    await visitor.go("/yunxi");
    await visitor.says("云溪街道");
    const link = visitor.page.locator('main a[href^="/yunxi/topics"]');
    assert.ok((await link.count()) > 0, "no link to the topics");
  },

  async "a topic is read, seen and stepped through in one order"({ someone, screens }) {
    for (const screen of screens) {
      const visitor = await someone({ screen });
      await visitor.go("/yunxi/topics?step=4");
      await visitor.go(await visitor.page.locator(".rows h3 a").first().getAttribute("href"));
      const pieces = await visitor.page.locator(".topic > *, .topic > .stack > *").evaluateAll((all) => all.map((e) => {
        const { top, left } = e.getBoundingClientRect();
        return { top, column: left < 500 ? "first" : "second", order: getComputedStyle(e).order };
      }));
      assert.ok(pieces.length > 5 && pieces.every((p) => p.order === "0"));
      for (const column of ["first", "second"]) {
        const tops = pieces.filter((p) => p.column === column).map((p) => p.top);
        assert.deepEqual(tops, [...tops].sort((a, b) => a - b), `${screen}, ${column}`);
        assert.equal(tops.length > 0, column === "first" || screen === "desk");
      }
      await visitor.shot("topic-order");
    }
  },

  async "the demonstration says that it is one"({ someone }) {
    const visitor = await someone();
    await visitor.go("/yunxi");
    await visitor.says("演示");
  },

  async "the language is switched in the header and kept, without script"({ someone }) {
    const visitor = await someone({ script: true });
    await visitor.go("/yunxi/login");
    assert.match(await visitor.page.getAttribute("html", "lang"), /^zh/);
    const button = visitor.page.locator('form[action$="/language"] button:visible').first();
    await Promise.all([visitor.page.waitForEvent("load"), button.click()]);
    assert.match(await visitor.page.getAttribute("html", "lang"), /^en/);
    assert.equal(new URL(visitor.page.url()).pathname, "/yunxi/login", "the switch leads back to the page");
    await visitor.go("/yunxi");
    assert.match(await visitor.page.getAttribute("html", "lang"), /^en/);
    await visitor.shot("portal-english");
  },

  async "a page that is not there says so in a sentence"({ someone }) {
    const visitor = await someone();
    await visitor.go("/yunxi/topics/YX-2026-9999", 404);
    await visitor.go("/nowhere", 404);
  },
};
