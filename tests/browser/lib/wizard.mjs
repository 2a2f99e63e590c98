// The wizard as somebody writes it, page by page.

import assert from "node:assert/strict";

export const NEW = "/yunxi/topics/new";
export const ON = /^(都不是，继续写我的议题|下一步)$/;

export const WHAT = {
  title: "河埠头的石阶滑得站不住",
  body: "洗衣服的石阶长满青苔，上周有人滑进河里。希望凿出防滑的纹路。",
  community: "dukou", category: { index: 1 }, estate: "渡口新村", place: "河埠头", people: 60,
};

export const path = (person) => { const url = new URL(person.page.url()); return url.pathname + url.search; };

/** The first three pages; ends on the fourth. */
export async function write(person, what, name) {
  await person.go(NEW);
  await person.shot(`wizard-${name}-1`);
  await person.fill(what);
  await person.submit();
  assert.equal(path(person), `${NEW}?step=2`);
  await person.shot(`wizard-${name}-2`);
  await person.press(ON);
  assert.equal(path(person), `${NEW}?step=3`);
  await person.shot(`wizard-${name}-3`);
  await person.fill({ details: "夏天孩子也在那里玩水。", show_name: "resident" });
  await person.submit();
  assert.equal(path(person), `${NEW}?step=4`);
  await person.says(what.title);
  await person.shot(`wizard-${name}-4`);
}
