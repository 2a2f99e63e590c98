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

  async "each number of the portal counts the rows that it leads to"({ someone }) {
    const visitor = await someone({ screen: "desk" });
    const { page } = visitor;
    const number = (text) => Number(text.match(/\d+/)[0]);
    /** How many a list says that it has, and how many rows stand on its pages. */
    const rows = async (path) => {
      await visitor.go(path);
      const said = number(await page.locator("#count, .meta [role=status]").first().innerText());
      let found = 0;
      for (;;) {
        found += await page.locator(".rows > li").count();
        const next = page.locator('a[rel="next"]');
        if ((await next.count()) === 0) break;
        await visitor.go(await next.getAttribute("href"));
      }
      assert.equal(found, said, path);
      return found;
    };
    await visitor.go("/yunxi");
    const figures = await page.locator(".facts a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.querySelector("b").textContent]));
    const [asked, talked, [results, promised]] = figures;
    for (const [href, n] of [asked, talked]) {
      assert.equal(await rows(href), Number(n), href);
      // Each community's rows are among them; some are the whole street's.
      await visitor.go(href);
      const links = await page.locator('.filter a[href*="community="]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      let sum = 0;
      for (const link of links) sum += await rows(link);
      assert.ok(links.length > 3 && sum <= Number(n), `${sum} of ${n}`);
    }
    const [all, kept] = promised.match(/\d+/g).map(Number);
    assert.equal(await rows(results), all);
    assert.equal(await rows(`${results}&status=fulfilled`), kept);
  },

  async "what is printed is a paper: no buttons, no links of the footer, no heading above nothing"({ someone }) {
    const visitor = await someone({ screen: "desk" });
    const { page } = visitor;
    await page.emulateMedia({ media: "print" });
    const first = async (list, link) => { await visitor.go(list); return page.locator(link).first().getAttribute("href"); };
    const papers = [
      await first("/yunxi/topics?step=3", ".rows h3 a"), await first("/yunxi/topics?state=concluded", ".rows h3 a"),
      await first("/yunxi/sessions", "main .rows a"), "/yunxi/results",
    ];
    for (const path of papers) {
      await visitor.go(path);
      const wrong = await page.evaluate(() => {
        const shown = (e) => e.checkVisibility() && e.getBoundingClientRect().height > 1;
        const found = [...document.querySelectorAll("button, .button, input, select, textarea, footer a")].filter(shown).map((e) => e.outerHTML.slice(0, 80));
        let [heading, filled] = [null, true];
        const all = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        while (all.nextNode()) {
          const e = all.currentNode;
          if (/^H[23]$/.test(e.nodeName) && shown(e)) {
            if (!filled && e.nodeName <= heading.nodeName) found.push(heading.textContent);
            [heading, filled] = [e, false];
          } else if (e.nodeType === Node.TEXT_NODE && e.textContent.trim() !== "" && e.parentElement.checkVisibility() && !e.parentElement.closest("h1, h2, h3, .by-ear")) filled = true;
        }
        return filled ? found : [...found, heading.textContent];
      });
      assert.deepEqual(wrong, [], path);
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
