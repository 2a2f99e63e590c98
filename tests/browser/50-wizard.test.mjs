// The wizard by which a topic is raised: four pages on a phone and on a desk, without script.

import assert from "node:assert/strict";

import { PASSWORD } from "./lib/server.mjs";
import { NEW, ON, WHAT, path, write } from "./lib/wizard.mjs";

const RESIDENT = "13800000001";
const NEIGHBOUR = "13800000002";

async function logInHere(person, phone) {
  await person.fill({ phone, password: PASSWORD });
  await person.submit();
}

export default {
  async "somebody without a log-in writes four pages, logs in at the last, and sends"({ someone, screens }) {
    for (const screen of screens) {
      const person = await someone({ screen, script: false });
      await write(person, { ...WHAT, title: `${WHAT.title}（${screen}）` }, "anybody");
      await person.fill({ consent: true });
      await person.submit();
      assert.ok(path(person).startsWith("/yunxi/login"), path(person));
      await logInHere(person, RESIDENT);
      assert.equal(path(person), `${NEW}?step=4`);
      await person.says("夏天孩子也在那里玩水");
      assert.ok(await person.page.isChecked('[name="consent"]'), "what was ticked is kept");
      await person.press("提交议题");
      assert.match(path(person), /\/topics\/YX-\d{4}-\d{4}\/sent$/);
      await person.says("接下来");
      const qr = person.page.locator(".sent img");
      assert.ok(await qr.evaluate((e) => e.complete && e.naturalWidth > 0), "the code can be scanned");
      await person.shot("wizard-sent");
      // The way back after sending leads to what was sent.
      const sent = path(person);
      await person.page.goBack();
      assert.equal(path(person), sent);
      await person.go(NEW);
      assert.equal(await person.page.inputValue('[name="title"]'), "", "the next topic begins anew");
    }
  },

  async "a log-in that ran out before sending loses nothing"({ someone }) {
    const person = await someone({ screen: "phone", script: false });
    await person.login("yunxi", RESIDENT);
    await write(person, { ...WHAT, title: "轮渡站的候船椅断了两张" }, "expired");
    const cookies = await person.context.cookies();
    const login = cookies.find((c) => /^yishi_\d+$/.test(c.name));
    await person.context.clearCookies({ name: login.name });
    await person.fill({ consent: true });
    await person.submit();
    assert.ok(path(person).startsWith("/yunxi/login"), path(person));
    await logInHere(person, RESIDENT);
    assert.equal(path(person), `${NEW}?step=4`);
    await person.says("轮渡站的候船椅断了两张");
    await person.press("提交议题");
    assert.match(path(person), /\/sent$/);
  },

  async "a neighbour finds that it was raised already and joins in one press"({ someone, screens }) {
    const neighbour = await someone({ screen: screens[0], script: false });
    await neighbour.login("yunxi", NEIGHBOUR);
    await neighbour.go("/yunxi/topics?step=1");
    // Some topic of the demonstration that can be supported, said in the words of its own title.
    const links = await neighbour.page.locator(".rows h3 a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.textContent]));
    let joined = "";
    for (const [href, title] of links) {
      await neighbour.go(NEW);
      await neighbour.fill({ ...WHAT, title, body: `${title}，我们也遇到了。`, estate: "", place: "", community: { index: 1 } });
      await neighbour.submit();
      const button = neighbour.page.locator(`button[name="join"][value="${href.split("/").pop()}"]`);
      if ((await button.count()) === 0) continue;
      await neighbour.says("相似之处");
      await neighbour.shot("wizard-alike");
      await Promise.all([neighbour.page.waitForEvent("load"), button.click()]);
      await neighbour.check();
      joined = href;
      break;
    }
    assert.notEqual(joined, "", `none of ${links.length} topics could be joined`);
    assert.equal(path(neighbour), joined);
    await neighbour.says("您已加入这件议题");
    await neighbour.says("取消附议");
    await neighbour.says("取消关注");
  },

  async "large type and the other language keep what was typed a moment ago"({ someone, screens }) {
    for (const script of [true, false]) {
      const person = await someone({ screen: screens[0], script });
      const { page } = person;
      const press = (button) => Promise.all([page.waitForEvent("load"), button.click()]);
      await person.go(NEW);
      await person.fill({ title: "打到一半的标题" });
      await press(page.locator('header button[name="on"]'));
      assert.ok(await page.evaluate(() => document.documentElement.classList.contains("large")));
      assert.equal(await page.inputValue('[name="title"]'), "打到一半的标题");
      await person.fill({ ...WHAT, title: "打到一半的标题" });
      // Enter in a field goes on; it presses no switch.
      await Promise.all([page.waitForEvent("load"), page.locator('[name="estate"]').press("Enter")]);
      assert.equal(path(person), `${NEW}?step=2`);
      assert.ok(await page.evaluate(() => document.documentElement.classList.contains("large")));
      await person.press(ON);
      await person.fill({ details: "昨天又摔了一个人。" });
      await page.locator("details.menu > summary").click();
      await press(page.locator('details.menu button[name="language"]'));
      assert.match(await page.getAttribute("html", "lang"), /^en/);
      assert.equal(path(person), `${NEW}?step=3`);
      assert.equal(await page.inputValue('[name="details"]'), "昨天又摔了一个人。");
    }
  },

  async "somebody without a log-in joins by one press and the log-in"({ someone }) {
    const person = await someone({ screen: "phone", script: false });
    const { page } = person;
    await person.go("/yunxi/topics?step=4");
    for (const title of await page.locator(".rows h3 a").allTextContents()) {
      await person.go(NEW);
      await person.fill({ ...WHAT, title, body: `${title}，我们也遇到了。`, estate: "", place: "", community: { index: 1 } });
      await person.submit();
      const button = page.locator('button[name="join"]').first();
      if ((await button.count()) === 0) continue;
      await Promise.all([page.waitForEvent("load"), button.click()]);
      break;
    }
    await person.says("登录后就加入议题");
    await person.shot("join-log-in");
    await logInHere(person, NEIGHBOUR);
    await person.says("您已加入这件议题");
    await person.says("取消附议");
  },

  async "a closed tab loses nothing, and one can begin anew"({ someone }) {
    const person = await someone({ screen: "phone", script: false });
    await person.go(NEW);
    await person.fill({ ...WHAT, title: "写到一半的议题" });
    await person.submit();
    await person.go("/yunxi");
    await person.go(NEW);
    assert.equal(await person.page.inputValue('[name="title"]'), "写到一半的议题");
    await person.says("已为您保存草稿");
    await person.shot("wizard-resumed");
    await person.press("清空重写");
    assert.equal(await person.page.inputValue('[name="title"]'), "");
  },

  async "a phone number is warned of before it is sent"({ someone }) {
    const person = await someone({ screen: "phone", script: false });
    await person.login("yunxi", RESIDENT);
    await write(person, { ...WHAT, title: "码头边的灯坏了", body: "灯坏了，打我电话13812345678。" }, "private");
    await person.says("手机号");
    await person.fill({ consent: true });
    await person.submit();
    assert.equal(await person.page.locator(".mistakes").count(), 1);
    await person.fill({ mask: true });
    await person.submit();
    const code = path(person).split("/").at(-2);
    await person.go(`/yunxi/topics/${code}`);
    await person.says("138****5678");
  },
};
