// Somebody at a screen: a browser context of its own with log-in, forms and buttons by their names.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { screenshots } from "./paths.mjs";
import { PASSWORD } from "./server.mjs";

/** The two screens that every page is tried on. */
export const SCREENS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
};

/** Ticks every box of a list, or takes the first of several. */
export const ALL = Symbol("all");
export const FIRST = Symbol("first");

export class Person {
  /** What went wrong in the pages seen: console errors, exceptions, refused styles and scripts. */
  faults = [];

  static async at(browser, server, { screen = "desk", script = true, name = "" } = {}) {
    const person = new Person();
    person.server = server;
    person.screen = screen;
    person.name = name;
    person.context = await browser.newContext({
      viewport: SCREENS[screen],
      deviceScaleFactor: 1,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      reducedMotion: "reduce",
      javaScriptEnabled: script,
      isMobile: screen === "phone",
      hasTouch: screen === "phone",
    });
    person.context.setDefaultTimeout(15_000);
    const page = await person.context.newPage();
    person.page = page;
    page.on("console", (message) => {
      // A page that is refused on purpose (422, 403 …) is reported as a failed load; its test looks at it.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
        person.faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (fault) => person.faults.push(`${page.url()}: ${fault.message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (!/ERR_ABORTED/.test(why)) person.faults.push(`${request.url()}: ${why}`);
    });
    return person;
  }

  /** Opens a path of the program and checks what holds for every page. */
  async go(path, status = 200) {
    const answer = await this.page.goto(new URL(path, this.server.origin).href);
    assert.equal(answer.status(), status, `${path} answers ${answer.status()}`);
    await this.check();
    return this;
  }

  /** What holds for every page: a language, a title, one heading, no sideways scrolling. */
  async check() {
    const seen = await this.page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      headings: document.querySelectorAll("h1").length,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      styled: document.querySelectorAll("[style]").length,
      keys: document.body.innerText.match(/\b(?:Unknown localization|[a-z]+(?:-[a-z]+){2,}\b(?=\s*$))/m)?.[0] ?? "",
    }));
    const where = `${this.page.url()} on ${this.screen}`;
    assert.match(seen.language, /^(zh|en)/, `${where}: html lang`);
    assert.notEqual(seen.title, "", `${where}: title`);
    assert.equal(seen.headings, 1, `${where}: ${seen.headings} h1`);
    assert.ok(seen.wide <= 0, `${where}: ${seen.wide} px too wide`);
    assert.equal(seen.styled, 0, `${where}: inline style`);
    assert.equal(seen.keys, "", `${where}: a bare message key`);
  }

  /** Logs in by phone and ends on the page that follows. */
  async login(street, phone, password = PASSWORD) {
    await this.go(`/${street}/login`);
    await this.fill({ phone, password });
    await this.submit();
    assert.ok(!new URL(this.page.url()).pathname.endsWith("/login"), `${phone} was not let in: ${await this.text()}`);
    return this;
  }

  /** The form that holds a field of that name, or the one that posts to an address ending so. */
  form(nameOrAction) {
    const main = this.page.locator("main");
    return nameOrAction.includes("/")
      ? main.locator(`form[action$="${nameOrAction}"]`)
      : main.locator("form", { has: this.page.locator(`[name="${nameOrAction}"]`) });
  }

  /** Fills fields by their names: text, choice, checkbox (true, false), radio, several (array). */
  async fill(fields, form = this.page.locator("main")) {
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`);
      assert.ok((await field.count()) > 0, `${this.page.url()} has no field ${name}`);
      const kind = await field.first().evaluate((e) => (e.tagName === "INPUT" ? e.type : e.tagName.toLowerCase()));
      // A form that is seldom used lies folded; somebody who wants it opens it.
      await this.#unfold(field.first());
      if (value === ALL) for (const one of await field.all()) await one.check();
      else if (kind === "select") await field.first().selectOption(typeof value === "object" ? value : String(value));
      else if (kind === "radio" && value === FIRST) await field.first().check();
      else if (kind === "radio") await form.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === "checkbox" && typeof value === "boolean") await field.first().setChecked(value);
      else if (kind === "checkbox") {
        for (const one of [value].flat()) await form.locator(`[name="${name}"][value="${one}"]`).check();
      } else await field.first().fill(String(value));
      this.last = field.first();
    }
    return this;
  }

  /** Opens whatever something lies folded in, the outermost first. */
  async #unfold(target) {
    const fold = target.locator("xpath=ancestor::details[not(@open)]");
    while ((await fold.count()) > 0) await fold.first().locator("summary").first().click();
  }

  /** Sends the form of the field filled last. */
  async submit() {
    const form = this.last.locator("xpath=ancestor::form[1]");
    await this.#follow(form.locator("button[type=submit], button:not([type])").first());
    return this;
  }

  /** Presses the button or follows the link that says so. */
  async press(words) {
    const named = { name: words, exact: typeof words === "string" };
    const button = this.page.getByRole("button", named).or(this.page.getByRole("link", named));
    await this.#follow(button.first());
    return this;
  }

  /** Does a verb: fills the fields of the form that posts to it, and sends it. */
  async deed(verb, fields = {}) {
    const form = this.page.locator(`form[action$="/${verb}"]`).first();
    assert.ok((await form.count()) > 0, `${this.page.url()} offers no ${verb}: ${await this.text()}`);
    await this.#unfold(form);
    await this.fill(fields, form);
    await this.#follow(form.locator("button[type=submit], button:not([type])").first());
    return this;
  }

  async #follow(target) {
    await Promise.all([this.page.waitForEvent("load"), target.click()]);
    await this.check();
  }

  /** What the page says. */
  text() { return this.page.locator("body").innerText(); }

  async says(words) {
    const text = await this.text();
    assert.ok(words instanceof RegExp ? words.test(text) : text.includes(words), `${this.page.url()} does not say ${words}:\n${text}`);
    return this;
  }

  /** A picture of the whole page under target/screenshots. */
  async shot(name) {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}-${this.screen}.png`), fullPage: true });
    return this;
  }

  async leave() {
    await this.context.close();
    assert.deepEqual(this.faults, []);
  }
}
