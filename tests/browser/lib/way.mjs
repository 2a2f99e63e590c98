// The straight way of a topic through its eight steps, as the people concerned walk it: each opens
// the page, fills the form that lies there and presses its button.

import assert from "node:assert/strict";

import { ALL, FIRST } from "./person.mjs";

const RESIDENT_WORDS = "按实际情况评价，希望继续改进。";
const phone = (n) => `138${String(n).padStart(8, "0")}`;

export const OFFICE = phone(7);
export const LEADER = phone(8);
const MEMBER = phone(5);
const OFFICER = phone(6);

/** A community's topic: its liaison, its two conveners, those who sit for the two groups. */
export const COMMUNITY = {
  community: "yunxi",
  author: phone(1),
  liaison: phone(10),
  set: [phone(3), phone(4)],
  releases: phone(3),
  sit: [[phone(1003), phone(1004)], [phone(1005), phone(1006)]],
};

/** A topic of the whole street: its head and the second officer sign. */
export const STREET = {
  community: "street",
  author: phone(1),
  liaison: phone(12),
  set: [phone(12), phone(13)],
  releases: phone(13),
  sit: [[phone(1003), phone(1004)], [phone(1103), phone(1104)]],
};

/** When the tests began: "today" stays the day on which they did, also when midnight passes meanwhile. */
const BEGAN = Date.now();

/** The clock of Shanghai when the tests began, so many days later. */
const shanghai = (after = 0) => new Date(BEGAN + 8 * 3_600_000 + after * 86_400_000).toISOString();

/** A day of the demonstration in Shanghai, so many days after today. */
export function day(after) {
  return shanghai(after).slice(0, 10);
}

export class Walk {
  /** `slot` keeps the sessions of several walks apart: a quarter of an hour each. */
  constructor(world, { council, screen, title, slot, name }) {
    Object.assign(this, { world, council, screen, title, slot, name });
    this.people = new Map();
  }

  /** Somebody, logged in. */
  async who(number) {
    if (!this.people.has(number)) {
      const person = await this.world.someone({ screen: this.screen, script: false, name: number });
      await person.login("yunxi", number);
      this.people.set(number, person);
    }
    return this.people.get(number);
  }

  /** The days pass: log-ins end. */
  forget() { this.people.clear(); }

  get topic() { return `/yunxi/topics/${this.code}`; }
  work(step, part = "") { return `/yunxi/desk${this.topic.slice(6)}/${step}${part}`; }

  /** Somebody does a verb on a page, and the next page says that it was done. */
  async does(number, page, verb, fields = {}) {
    const person = await this.who(number);
    await person.go(page);
    await person.deed(verb, fields);
    assert.equal(await person.page.locator(".flash").count(), 1,
      `${verb} by ${number} is not confirmed: ${await person.text()}`);
    return person;
  }

  /** The public page shows this as the present step. */
  async stands(step) {
    const person = await this.who(this.council.author);
    await person.go(this.topic);
    const now = await person.page.locator('.track [aria-current="step"], .track-list [aria-current="step"]').allTextContents();
    assert.ok(now.length > 0 && now.every((t) => t.includes(step)), `${this.code} stands at ${now}, not at ${step}`);
    await person.shot(`way-${this.name}-${step}`);
  }

  shot(person, what) { return person.shot(`way-${this.name}-${what}`); }

  /** The four pages of the wizard, by somebody who is logged in. */
  async submit() {
    const author = await this.who(this.council.author);
    await author.go("/yunxi/topics/new");
    // The draft of a topic sent before leads nowhere; one that was begun is written over.
    await author.fill({
      title: this.title, body: "楼道里的灯坏了三个月，老人晚上回家要摸黑上楼。", people: 320,
      category: { index: 1 }, community: this.council.community, estate: "云溪花园", building: "3 号楼",
    });
    await author.submit();
    await author.press(/^(都不是，继续写我的议题|下一步)$/);
    await author.fill({ details: "物业说没有配件。", show_name: "masked" });
    await author.submit();
    await author.says(this.title);
    await author.fill({ consent: true });
    await author.submit();
    assert.match(new URL(author.page.url()).pathname, /\/topics\/YX-\d{4}-\d{4}\/sent$/, await author.text());
    this.code = new URL(author.page.url()).pathname.split("/").at(-2);
    await author.says(this.code);
    await author.go(this.topic);
    await author.says(this.title);
    await this.shot(author, "submitted");
  }

  async solicitation() {
    const { liaison } = this.council;
    const page = this.work("solicitation");
    await this.does(liaison, page, "accept", { focus: FIRST });
    const person = await this.does(liaison, page, "assess", {
      problem: "楼道照明缺少维护责任人。", people: 320, narrow: 4, broad: 4, strong: 5,
      groups: "高楼层住户\n底层商户", similar_seen: true,
    });
    await this.shot(person, "assessed");
    await this.does(liaison, page, "propose");
    await this.stands("定题");
  }

  async approval() {
    const page = this.work("scheduling");
    const office = await this.does(OFFICE, page, "approve");
    await this.shot(office, "reviewed");
    await this.does(LEADER, page, "approve");
  }

  planned() {
    const hour = shanghai().slice(11, 13);
    const at = (minute) => `${day(this.sits)}T${hour}:${String(minute).padStart(2, "0")}`;
    const { set, sit } = this.council;
    const plan = {
      session1_form: "meeting", session1_starts: at(this.slot * 15), session1_ends: at(this.slot * 15 + 14),
      session1_room: `会议室 ${this.slot + 1}`, agenda: "一、介绍调研情况\n二、各方发言\n三、形成意见",
    };
    let n = 0;
    const person = (name, identity, number, group) => {
      n += 1;
      Object.assign(plan, { [`person${n}_name`]: name, [`person${n}_identity`]: identity, [`person${n}_phone`]: number });
      if (group) plan[`person${n}_group`] = { index: group };
    };
    person("召集人甲", "convener", set[0]);
    person("召集人乙", "convener", set[1]);
    sit.forEach((group, i) => group.forEach((number, k) => person(`居民代表${i * 2 + k + 1}`, "residents_delegate", number, i + 1)));
    person("政协委员", "member", phone(15));
    for (const [i, name] of ["实地踏勘组", "入户走访组"].entries()) {
      Object.assign(plan, { [`group${i + 1}_name`]: name, [`group${i + 1}_task`]: "查清现状，听取各方意见。", [`group${i + 1}_leader`]: set[1 - i] });
    }
    return plan;
  }

  async plan(sits) {
    this.sits = sits;
    const { liaison, set } = this.council;
    const page = this.work("scheduling");
    const planner = await this.does(liaison, page, "plan/save", this.planned());
    await this.shot(planner, "planned");
    const first = await this.does(set[0], page, "plan/sign");
    await first.says(/您已于 .* 签署，还等.*签署/);
    assert.equal(await first.page.locator('form[action$="/plan/sign"]').count(), 0, "nobody signs the same plan twice");
    await this.shot(first, "plan-signed-once");
    await this.does(set[1], page, "plan/sign");
    await this.stands("调研");
  }

  async research() {
    const { liaison, set } = this.council;
    const page = this.work("research");
    for (let i = 0; i < 2; i += 1) {
      // The page offers the group that has no leader yet, and whom the plan names.
      await this.does(set[0], page, "research/assign", { due: `${day(2)}T18:00` });
    }
    for (const number of set) {
      await this.does(number, page, "research/visit", {
        place: "3 号楼", people: 26, body: "六层楼道有四盏灯不亮。", day: day(0),
      });
      const person = await this.does(number, page, "research/report", {
        report: "情况已经摸清。", findings: "四盏灯不亮\n没有维护责任人",
      });
      await this.shot(person, "reported");
    }
    await this.does(liaison, page, "research/briefing", { papers: "调研报告\n现场照片" });
    await this.does(set[0], page, "research/adopt");
    await this.stands("议事");
  }

  async session() {
    const { liaison, set } = this.council;
    const page = this.work("deliberation");
    await this.does(liaison, page, "check-in", { people: ALL });
    await this.does(set[0], page, "open");
    const recorder = await this.who(liaison);
    await recorder.go(page);
    const speakers = await recorder.page.locator('form[action$="/remark"] [name="person"] option').count();
    for (let n = 3; n < Math.min(speakers, 7); n += 1) {
      await this.does(liaison, page, "remark", { person: { index: n }, body: "同意安装声控灯，费用请说清楚。" });
    }
    await this.shot(recorder, "session");
    await this.does(set[0], page, "close", { heard: ALL });
  }

  async opinion() {
    const { liaison, set, sit } = this.council;
    const page = this.work("deliberation", "?part=opinion");
    await this.does(liaison, page, "minutes/save", {
      course: "先听取调研情况，再由各方发言。", points: "同意安装声控灯", conclusions: "安装声控灯",
    });
    for (const number of set) await this.does(number, page, "minutes/sign");
    const recorder = await this.does(liaison, page, "opinion/save", {
      summary: "安装声控灯并明确维护责任。", item_1_text: "三号楼安装声控灯", item_1_result: "accepted",
      item_1_target: "project", agreement: "consensus",
    });
    await this.shot(recorder, "opinion");
    // Those who sat there agree on the public page of the topic, where they come from their notice.
    for (const number of sit.flat().slice(0, 2)) {
      const person = await this.does(number, this.topic, "opinion/consent", { stance: "agree" });
      await person.says("您已表态：同意");
      await this.shot(person, "consented");
    }
    await this.does(set[0], page, "opinion/sign");
    await this.does(set[1], page, "opinion/sign");
    await this.stands("反馈");
  }

  async feedback() {
    const { liaison, releases } = this.council;
    const page = this.work("feedback");
    // The page offers the group that was not told yet.
    for (let i = 0; i < 2; i += 1) {
      await this.does(liaison, page, "feedback/deliver", { way: "handed", recipient: "居民代表" });
    }
    await this.does(liaison, page, "feedback/post", { body: "经协商，三号楼安装声控灯。有不同意见可以提出。" });
    const second = await this.does(releases, page, "feedback/release");
    await this.shot(second, "posted");
  }

  async conversion() {
    const { liaison } = this.council;
    await this.does(liaison, this.work("feedback"), "feedback/close");
    await this.stands("转化");
    const page = this.work("conversion");
    await this.does(OFFICE, page, "tasks/1/assign", {
      unit: { label: "住建局" }, target_kind: "project", target_detail: "列入街道民生实事项目", due: day(60),
    });
    await this.does(OFFICER, page, "tasks/1/accept");
    const owner = await this.does(OFFICER, page, "tasks/1/complete", { words: "声控灯已经装好。", evidence: "现场照片三张" });
    await this.shot(owner, "completed");
    await this.stands("监督");
    const checker = await this.does(MEMBER, this.work("supervision"), "tasks/1/verify", {
      result: "confirmed", words: "到现场看过，灯都亮。",
    });
    await this.shot(checker, "verified");
  }

  async evaluation() {
    await this.does(OFFICE, this.work("supervision"), "evaluation/open");
    await this.stands("评议");
    const { author, sit } = this.council;
    for (const number of [author, ...sit.flat()]) {
      await this.does(number, this.topic, "evaluation/rate", { score: "satisfied", body: RESIDENT_WORDS });
    }
    const page = this.work("evaluation");
    await this.does(MEMBER, page, "evaluation/rate", { score: "satisfied" });
    const leader = await this.does(LEADER, page, "evaluation/rate", { score: "satisfied" });
    await this.shot(leader, "rated");
  }

  async conclude() {
    const page = this.work("evaluation");
    const office = await this.who(OFFICE);
    await office.go(page);
    const form = office.form("/evaluation/account");
    const fields = { archive: ALL };
    for (const name of ["shortfall_public", "shortfall_member", "shortfall_party_gov"]) {
      if ((await form.locator(`[name="${name}"]`).count()) > 0) fields[name] = "发出邀请两次，收到的评价已全部计入。";
    }
    await this.does(OFFICE, page, "evaluation/account", fields);
    await this.does(OFFICE, page, "conclude");
    const author = await this.who(this.council.author);
    await author.go(this.topic);
    await author.says("办结");
    await this.shot(author, "concluded");
  }
}
