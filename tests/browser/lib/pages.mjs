// Every page of the program, as somebody would open it in the demonstration: what is looked at
// (look.mjs) and what axe walks over (40-axe.test.mjs). A GET route that no page here opens is named
// by `unseen`, so that a new page is not forgotten.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { top } from "./paths.mjs";

export const STREET = "/yunxi";

/** Who opens the pages: phones of the demonstration. */
export const PEOPLE = {
  nobody: "", resident: "13800000001", secretary: "13800000003", member: "13800000004", department: "13800000006",
  operator: "13800000000", viewer: "13800000020", office: "13800000007", leader: "13800000008", admin: "13800000009", liaison: "13800000010",
};

const STEPS = ["solicitation", "scheduling", "research", "deliberation", "feedback", "conversion", "supervision", "evaluation"];

/** Routes that answer with a file, or lead on to another page; and the two of a second factor, which 70-account.test.mjs and
 *  75-admin-outside-demo.test.mjs open. */
const NO_PAGE = [/^\/\{street\}\/login\/(code|set-up)$/, /\.(csv|xlsx|svg|atom|xml|txt|ics)$/, /^\/\{street\}\/photos\//, /^\/\{street\}\/desk\/topics\/\{code\}$/, /^\/\{street\}\/topics\/\{code\}\/sent$/];

/** Presses the button of the form that posts there, without filling it. */
const press = (action) => async (page) => {
  const form = page.locator(`form[action$="${action}"]`).first();
  // A form that is seldom used lies folded.
  await form.evaluate((f) => { for (let d = f.closest("details"); d; d = d.parentElement.closest("details")) d.open = true; });
  await Promise.all([page.waitForEvent("load"), form.locator("button:not([type])").first().click()]);
};

/** The same, where the form still stands: what an earlier look at the same program has begun is begun. */
const begun = (action) => async (page) => {
  if (await page.locator(`form[action$="${action}"]`).count()) await press(action)(page);
};

/** As if the page had lain open while the topic went on: its version is one that is past. */
const late = (action, fields) => async (page) => {
  const form = page.locator(`form[action$="${action}"]`).first();
  await form.evaluate((f) => {
    for (let d = f.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    f.querySelector("[name=version]").value = "1";
  });
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).first().fill(value);
  await Promise.all([page.waitForEvent("load"), form.locator("button:not([type])").first().click()]);
};

/** Empty, and from a page that is not known: it cannot be shown again. */
const astray = (action) => async (page) => {
  await page.locator(`form[action$="${action}"] [name=page]`).first().evaluate((e) => e.remove());
  await press(action)(page);
};

/** Fills the page's form and sends it. */
const sends = (fields) => async (page) => {
  const form = page.locator("main form").first();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    await (value === true ? field.check() : field.fill(value));
  }
  await Promise.all([page.waitForEvent("load"), form.locator("button:not([type])").first().click()]);
};

/** Opens the resident who was found, and the page of their number; with fields, the one after it. */
const renumbers = (fields) => async (page) => {
  for (const link of ["main h3.row-title a", "main dl a[href$='/phone']"]) {
    await Promise.all([page.waitForEvent("load"), page.locator(link).first().click()]);
  }
  if (fields) await sends(fields)(page);
};

const opened = async (page) => page.locator("details:not(.menu)").evaluateAll((all) => { for (const d of all) d.open = true; });

/** Writes the wizard's pages up to this one; the fifth is what comes after sending. */
const wizard = (step, title) => async (page) => {
  const go = (what) => Promise.all([page.waitForEvent("load"), what]);
  const send = () => go(page.locator("main .card > form button:not([type])").first().click());
  for (const [name, text] of Object.entries({ title, body: `${title}，我们也遇到了。打我电话13812345678。`, estate: "云溪小区" })) {
    await page.locator(`[name="${name}"]`).fill(text);
  }
  await page.locator('[name="category"]').selectOption({ index: 1 });
  await page.locator('[name="community"]').selectOption("yunxi");
  await send();
  if (step > 2) await go(page.locator('a[href$="step=3"]').click());
  if (step > 3) await send();
  if (step > 4) {
    await page.locator('[name="mask"]').check();
    await page.locator('[name="consent"]').check();
    await send();
  }
};

/** With the page of entry empty: a draft that an earlier page or look has left is thrown away. */
const fresh = (act) => async (page) => {
  const clear = page.locator("form.resumed:has([value=clear]) button");
  if (await clear.count()) await Promise.all([page.waitForEvent("load"), clear.click()]);
  await act(page);
};

/** What comes after sending, once for whoever looks again: a day takes only some topics of one person. */
const sent = (title) => async (page) => {
  await page.goto(new URL(`${STREET}/topics?mine=1&q=${encodeURIComponent(title)}`, page.url()).href);
  const href = await page.locator("main .rows h3 a, main .rows .row-title a").evaluateAll((all) => all[0]?.href ?? "");
  if (href) return page.goto(`${href}/sent`);
  await page.goto(new URL(`${STREET}/topics/new`, page.url()).href);
  return wizard(5, title)(page);
};

/** The third page sent as it opens, which lacks what its source or its original asks. */
const thirdWrong = (title) => async (page) => {
  await wizard(3, title)(page);
  await press("/topics/new")(page);
};

/** Follows the first link that a selector finds. */
const follows = (link) => async (page) => {
  await Promise.all([page.waitForEvent("load"), page.locator(link).first().click()]);
};

const menu = async (page) => {
  const summary = page.locator("details.menu > summary");
  if (await summary.isVisible()) await summary.click();
};

/** Every page: `{ who, name, path, status, act, shows }`; `act` is done once the page is there, and leads to `shows`. */
export async function pages(origin) {
  const text = async (path) => (await fetch(origin + path)).text();
  const first = async (query) => (await text(`${STREET}/topics?${query}`)).match(/\/topics\/([A-Z]+-\d{4}-\d{4})/)?.[1];
  const at = async (step) => (await first(`community=yunxi&step=${step}`)) ?? first(`step=${step}`);
  const codes = Object.fromEntries(await Promise.all(STEPS.map(async (step) => [step, await at(step)])));
  const street = await first("q=%E5%85%A8%E8%A1%97%E9%81%93");
  const ends = ["concluded", "declined", "suspended", "merged", "concluded_unresolved"];
  const ended = Object.fromEntries(await Promise.all(ends.map(async (state) => [state, await first(`state=${state}`)])));
  const named = Object.fromEntries(await Promise.all(Object.entries({
    assignment: "source=assignment", recommendation: "source=member_recommendation",
    // Entered for a resident who brought a paper.
    behalf: `q=${encodeURIComponent("停车位怎么分")}`,
  }).map(async ([name, query]) => [name, await first(query)])));
  const meetings = [...new Set((await text(`${STREET}/sessions`)).match(/\/sessions\/[0-9a-f-]{36}/g) ?? [])];

  const list = [];
  const page = (who, name, path, act, status, shows = path) => list.push({ who, name: `${name}-${who}`, path, act, status, shows });
  const below = (who, name, path, act, status, shows = path) => page(who, name, `${STREET}${path}`, act, status, `${STREET}${shows}`);
  page("nobody", "streets", "/");
  page("nobody", "streets-none", "/?q=zzzz");
  below("nobody", "portal", "");
  below("nobody", "menu", "", menu);
  below("nobody", "topics", "/topics");
  below("nobody", "topics-filtered", "/topics?step=4&source=public_call", opened);
  below("nobody", "topics-none", "/topics?q=zzzz");
  below("nobody", "sessions", "/sessions");
  below("nobody", "session", meetings[0] ?? "/sessions");
  below("nobody", "session-held", meetings.at(-1) ?? "/sessions");
  below("nobody", "results", "/results");
  below("nobody", "councils", "/councils");
  below("nobody", "council", (await text(`${STREET}/councils`)).match(/\/councils\/[a-z0-9-]+/)?.[0] ?? "/councils");
  below("nobody", "calls", "/calls");
  below("nobody", "call", (await text(`${STREET}/calls`)).match(/\/calls\/[0-9a-f-]{36}/)?.[0] ?? "/calls");
  below("liaison", "call-new", "/calls/new");
  below("liaison", "calls-wrong", "/calls/new", press("/calls/check"), 422);
  below("liaison", "call-check", "/calls/new", sends({ title: "今年小区里最该商量的一件事", body: "请写清地点和已经试过的办法，也可以到议事室当面说。" }));
  below("nobody", "help", "/help");
  below("nobody", "open-data", "/open-data");
  for (const path of new Set((await text(`${STREET}/help`)).match(/\/help\/[a-z-]+/g))) below("nobody", path.slice(1).replace("/", "-"), path);
  below("nobody", "login", "/login");
  below("nobody", "login-wrong", "/login", press("/login"), 422);
  below("nobody", "register", "/register");
  below("nobody", "register-wrong", "/register", press("/register"), 422);
  below("nobody", "register-code", "/register", sends({ phone: "13900000611", birth_year: "1968", consent: true }), undefined, "/register/code");
  below("nobody", "password", "/password");
  below("nobody", "password-new", "/password", sends({ phone: "13900000612" }), undefined, "/password/new");
  below("nobody", "fault-404", "/nothing", undefined, 404);
  for (const [state, code] of Object.entries(ended)) if (code) below("nobody", `topic-${state}`, `/topics/${code}`);
  below("nobody", "record", `/topics/${ended.concluded ?? codes.evaluation}/record`);
  if (street) below("nobody", "topic-street", `/topics/${street}`);
  for (const step of STEPS) below("nobody", `topic-${step}`, `/topics/${codes[step]}`);

  for (const path of ["portal:", "account:/account", "new:/topics/new", "notices:/notices", "desk:/desk"]) {
    const [name, below_] = path.split(":");
    below("resident", name, below_);
  }
  below("resident", "new-wrong", "/topics/new", fresh(press("/topics/new")), 422);
  const alike = (await text(`${STREET}/topics?step=3`)).match(/<h3><a href="[^"]+">([^<]+)</)?.[1] ?? "电动自行车充电";
  for (const who of ["nobody", "resident"]) {
    below(who, "new-2", "/topics/new", wizard(2, alike));
    below(who, "new-3", "/topics/new", wizard(3, "屋檐下的燕子窝怎么保护"));
    below(who, "new-4", "/topics/new", wizard(4, "屋檐下的燕子窝怎么保护"));
  }
  below("resident", "new-5", "/topics/new", sent("屋檐下的燕子窝怎么保护"));
  below("nobody", "similar", `/topics/similar?community=yunxi&q=${encodeURIComponent(alike)}`);
  below("nobody", "similar-none", "/topics/similar?q=zzzz");
  below("resident", "account-close", "/account/close");
  below("resident", "phone", "/account/phone");
  below("resident", "phone-code", "/account/phone", sends({ phone: "13900000613" }), undefined, "/account/phone/code");
  below("leader", "second-factor", "/account/second-factor");
  below("leader", "second-factor-begun", "/account/second-factor", begun("/account/second-factor"));
  below("liaison", "invitations", "/desk/invitations");
  below("resident", "account-wrong", "/account", press("/password"), 422);
  below("resident", "mine", "/topics?mine=1");
  below("resident", "fault-403", `/desk/topics/${codes.research}/research`, undefined, 403);
  below("resident", "fault-422", "/topics/new", fresh(astray("/topics/new")), 422);
  for (const step of ["solicitation", "feedback", "evaluation"]) below("resident", `topic-${step}`, `/topics/${codes[step]}`);

  for (const who of ["liaison", "secretary", "member", "office", "department", "leader"]) below(who, "desk", "/desk");
  for (const step of STEPS) {
    for (const who of ["liaison", "secretary", "office"]) below(who, `work-${step}`, `/desk/topics/${codes[step]}/${step}`);
  }
  below("liaison", "work-scheduling-wrong", `/desk/topics/${codes.scheduling}/scheduling`, press("/plan/save"), 422);
  below("liaison", "residents", "/desk/residents");
  below("liaison", "resident-found", "/desk/residents?q=13800000001"),
  below("liaison", "resident-phone", "/desk/residents?q=13800000001", renumbers(), undefined, "/desk/residents/{id}/phone"),
  below("liaison", "resident-phone-code", "/desk/residents?q=13800000001", renumbers({ phone: "13900000614", identity: true }), undefined, "/desk/residents/{id}/phone/code"),
  below("liaison", "resident", "/desk/residents", follows(".rows .row-title a"), undefined, "/desk/residents/{id}");
  below("liaison", "answers", "/admin/answers");
  for (const who of ["liaison", "secretary"]) below(who, "work-opinion", `/desk/topics/${codes.deliberation}/deliberation?part=opinion`);
  below("secretary", "more", `/desk/topics/${codes.research}/more`, opened);
  below("secretary", "fault-409", `/desk/topics/${codes.research}/more`,
    late("/suspend", { reason: "等待管线改造方案，方案明确后再继续。" }), 409);
  below("office", "dashboard", "/dashboard");
  below("office", "dashboard-community", "/dashboard?community=yunxi&period=year");
  below("department", "work-conversion", `/desk/topics/${codes.conversion}/conversion`);
  below("member", "work-supervision", `/desk/topics/${codes.supervision}/supervision`);
  below("leader", "work-evaluation", `/desk/topics/${codes.evaluation}/evaluation`);
  below("leader", "topic-evaluation", `/topics/${codes.evaluation}`);
  below("nobody", "comments", `/topics/${codes.conversion}/comments`);
  below("resident", "comments", `/topics/${codes.conversion}/comments`, opened);
  below("resident", "comments-wrong", `/topics/${codes.conversion}/comments`, press("/comments"), 422);
  below("liaison", "comments-queue", "/desk/comments", opened);
  below("admin", "comments-rules", "/admin/comments");
  below("admin", "settings", "/admin/settings");
  below("admin", "synonyms", "/admin/synonyms");
  below("admin", "residents", "/desk/residents");
  for (const [name, code] of Object.entries(named)) below("nobody", `topic-${name}`, `/topics/${code}`);
  below("liaison", "work-behalf", `/desk/topics/${named.behalf}/solicitation`);
  below("liaison", "slip", `/topics/${named.behalf}/slip`);
  below("liaison", "merge", `/desk/topics/${named.behalf}/merge?target=${codes.scheduling}`);
  below("liaison", "author", `/desk/topics/${named.behalf}/author`);
  below("secretary", "author", `/desk/topics/${codes.research}/author`);
  below("liaison", "behalf", "/topics/new?behalf=1");
  const nest = "屋檐下的燕子窝怎么保护";
  for (const who of ["liaison", "member", "leader"]) below(who, "new-3", "/topics/new?behalf=1", wizard(3, nest));
  below("liaison", "new-3-wrong", "/topics/new?behalf=1", thirdWrong(nest), 422);
  page("nobody", "platform-login", "/platform/login");
  page("operator", "platform", "/platform");
  page("viewer", "platform", "/platform");
  page("operator", "platform-account", "/platform/account");
  return list;
}

/** GET routes of the program that none of the pages opens. */
export async function unseen(list) {
  // The pages of entry stand in the table below a root of their own.
  const web = join(top, "src/web");
  const files = ["routes.rs", ...(await readdir(join(web, "routes"))).map((f) => join("routes", f))];
  const table = (await Promise.all(files.map((f) => readFile(join(web, f), "utf8")))).join("");
  const routes = [...table.matchAll(/read(?:_at)?\(\s*(?:at\()?"([^"]+)"/g)].map((m) => (m[0].includes("at(") ? `/{street}${m[1]}` : m[1]));
  const seen = list.map((p) => p.shows.split("?")[0]);
  const opens = (route) => {
    const pattern = new RegExp(`^${route.replace(/\{[a-z]+\}/g, "[^/]+").replaceAll("/", "\\/")}$`);
    return seen.some((path) => pattern.test(path));
  };
  return routes.filter((route) => !NO_PAGE.some((no) => no.test(route)) && !opens(route));
}

/** Somebody's browser: logged in, in their language and mode. */
export async function somebody(browser, origin, password, who, { width, lang = "zh", large = false, dark = false, script = true }) {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    locale: lang === "en" ? "en-GB" : "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: script,
  });
  const post = (path, form) => context.request.post(origin + path, { form, headers: { origin }, maxRedirects: 0 });
  await post(`${STREET}/language`, { language: lang, next: STREET });
  if (large) await post(`${STREET}/large-type`, { on: "1", next: STREET });
  const door = ["operator", "viewer"].includes(who) ? "/platform" : STREET;
  if (PEOPLE[who]) await post(`${door}/login`, { phone: PEOPLE[who], password, next: "" });
  return context;
}
