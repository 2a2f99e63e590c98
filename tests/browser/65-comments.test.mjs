// A comment from its writing to its end: looked at, shown, reported, taken down with a reason.

import assert from "node:assert/strict";

const [RESIDENT, NEIGHBOUR, LIAISON] = ["13800000001", "13800000002", "13800000010"];
const WORDS = "希望施工的时候给轮椅留一条路。";

export default {
  async "a comment waits, is shown, reported and taken down, and its writer is told why"({ someone }) {
    const [writer, neighbour, liaison] = await Promise.all([RESIDENT, NEIGHBOUR, LIAISON].map(async (phone) => {
      const person = await someone({ screen: phone === LIAISON ? "desk" : "phone" });
      return person.login("yunxi", phone);
    }));
    await writer.go("/yunxi/topics?community=yunxi&step=4");
    const topic = await writer.page.locator(".rows h3 a").first().getAttribute("href");
    const comments = `${topic}/comments`;
    await writer.go(comments);
    await writer.deed("comments", { body: WORDS });
    await writer.says("等待查看");
    await neighbour.go(comments);
    assert.ok(!(await neighbour.text()).includes(WORDS), "nobody else reads it yet");

    const entry = (person) => person.page.locator(".comments > li", { hasText: WORDS });
    const does = async (person, verb, reason) => {
      const form = entry(person).locator(`form[action$="/${verb}"]`);
      const fold = entry(person).locator("details:not([open])", { has: person.page.locator(`form[action$="/${verb}"]`) });
      if (await fold.count()) await fold.locator("summary").click();
      if (reason) await form.locator('[name="reason"]').fill(reason);
      await Promise.all([person.page.waitForEvent("load"), form.locator("button").click()]);
      await person.check();
    };
    await liaison.go("/yunxi/desk/comments");
    await does(liaison, "show");
    await liaison.says("评论已公开。");
    await neighbour.go(comments);
    await neighbour.says(WORDS);
    await does(neighbour, "report", "写得不实，那里本来就有路。");
    await neighbour.says("举报已收到");
    await liaison.go("/yunxi/desk/comments");
    await liaison.says("被举报");
    await does(liaison, "take-down", "与这件议题无关");
    await neighbour.go(comments);
    assert.ok(!(await neighbour.text()).includes(WORDS), "it is taken down");
    await writer.go(comments);
    await writer.says("与这件议题无关");
    await writer.shot("comment-taken-down");
  },
};
