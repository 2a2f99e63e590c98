// The main job, whole: topics of a community and of the street walk from 征题 to 办结 through the
// pages, each deed by the person whose it is, on a phone and on a desk.

import assert from "node:assert/strict";

import { COMMUNITY, STREET, Walk, day } from "./lib/way.mjs";

/** The days after today on which something is due: the sessions, the end of a posting, of a window. */
const SITS = 9;
const POSTED = 20;
const OVER = 36;

/** Presses the button of a form that stays behind, and gives what comes back. */
async function answerTo(person, verb) {
  const form = person.page.locator(`form[action$="/${verb}"]`).first();
  const [answer] = await Promise.all([
    person.page.waitForResponse((r) => r.request().method() === "POST" && r.url().endsWith(`/${verb}`)),
    form.locator("button:not([type])").first().click(),
  ]);
  await person.page.waitForLoadState();
  return answer.status();
}

export default {
  async "what is missing, late, not one's own or of another street is refused in words"(world) {
    const walk = new Walk(world, { council: COMMUNITY, screen: "phone", title: "北门路口缺一盏灯", slot: 3, name: "refused" });
    const author = await walk.who(COMMUNITY.author);
    await author.go("/yunxi/topics/new");
    await author.fill({ title: "只有标题的议题" });
    assert.equal(await answerTo(author, "topics/new"), 422);
    await author.check();
    assert.equal(await author.page.inputValue('[name="title"]'), "只有标题的议题");
    assert.ok((await author.page.locator(".mistakes a").count()) > 0);
    await walk.shot(author, "missing");

    await walk.submit();
    // Two tabs show the same version; the second decision comes too late.
    const liaison = await walk.who(COMMUNITY.liaison);
    const other = await world.someone({ screen: "phone", script: false });
    await other.login("yunxi", COMMUNITY.liaison);
    const page = walk.work("solicitation");
    await other.go(page);
    const question = "请补充写明是哪一天开始不亮的。";
    await other.fill({ reason: question }, other.form("/ask-more"));
    await liaison.go(page);
    await liaison.deed("accept", { focus: "livelihood" });
    assert.equal(await answerTo(other, "ask-more"), 409);
    await other.check();
    await other.says(/您打开页面之后，这件事有了变化：.*受理/);
    assert.equal(await other.form("/ask-more").locator('[name="reason"]').inputValue(), question, "what was typed is kept");
    await walk.shot(other, "stale");

    // A resident has no desk for it, and cannot decide by an address of their own making either.
    await author.go(page, 403);
    await author.says("这一页由议题的召集人、联络员、政协工委和参与办理的人使用。");
    await walk.shot(author, "not-allowed");
    await author.go(walk.topic);
    await author.page.locator('form[action$="/follow"]').evaluate((f) => { f.action = f.action.replace(/follow$/, "propose"); });
    assert.equal(await answerTo(author, "propose"), 403);
    await author.check();
    await author.says(/联络员/);
    await author.says(/召集人/);
    await author.go(`/dongli/topics/${walk.code}`, 404);
    await author.go(walk.topic);
    await author.page.locator("summary", { hasText: "菜单" }).click();
    await author.press("English");
    assert.match(await author.page.getAttribute("html", "lang"), /^en/);
    await walk.shot(author, "english");
  },

  async "topics of a community and of the street walk all eight steps to their end"(world) {
    const walks = [
      new Walk(world, { council: COMMUNITY, screen: "desk", title: "三号楼楼道灯要有人管", slot: 0, name: "community" }),
      new Walk(world, { council: COMMUNITY, screen: "phone", title: "五号楼门口加装扶手", slot: 1, name: "phone" }),
      new Walk(world, { council: STREET, screen: "desk", title: "全街道楼道照明统一维护", slot: 2, name: "street" }),
      new Walk(world, { council: STREET, screen: "phone", title: "全街道休息座椅怎么布点", slot: 3, name: "street-phone" }),
    ];
    const each = async (leg) => { for (const walk of walks) await leg(walk); };
    const pass = async (days) => {
      for (const walk of walks) walk.forget();
      await world.server.restart({ today: day(days) });
    };
    await each(async (walk) => {
      await walk.submit();
      await walk.solicitation();
      await walk.approval();
      await walk.plan(SITS);
      await walk.research();
    });
    await pass(SITS);
    await each(async (walk) => {
      await walk.session();
      await walk.opinion();
      await walk.feedback();
    });
    await pass(POSTED);
    await each(async (walk) => {
      await walk.conversion();
      await walk.evaluation();
    });
    await pass(OVER);
    await each((walk) => walk.conclude());
  },
};
