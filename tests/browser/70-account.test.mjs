// What somebody does about their own account: an officer sets up a second factor and is asked for it; a
// resident closes the account, told what goes and what stays, asked once, and gone.

import assert from "node:assert/strict";

import { sound } from "./lib/axe.mjs";
import { PASSWORD } from "./lib/server.mjs";
import { shown } from "./lib/totp.mjs";

export default {
  async "an officer sets up a second factor, and the next log-in asks for it"({ someone }) {
    const phone = "13800000013";
    const officer = await someone({ screen: "phone" });
    await officer.login("yunxi", phone);
    await officer.go("/yunxi/account/second-factor");
    await officer.press("开始设置");
    const key = await officer.page.locator("#second-key").innerText();
    await officer.fill({ code: shown(key) });
    await officer.submit();
    await sound(officer);
    const spare = await officer.page.locator(".recovery").first().innerText();
    const again = await someone({ screen: "phone" });
    await again.go("/yunxi/login");
    await again.fill({ phone, password: PASSWORD });
    await again.submit();
    assert.equal(new URL(again.page.url()).pathname, "/yunxi/login/code");
    await sound(again);
    await again.fill({ code: "000000" });
    await again.submit();
    await again.says("动态码或备用码不对");
    await sound(again);
    await again.shot("second-factor-wrong");
    await again.fill({ code: spare });
    await again.submit();
    assert.ok(!new URL(again.page.url()).pathname.includes("/login"), "a recovery code lets the officer in");
  },

  async "a resident closes the account and cannot log in any more"({ someone }) {
    const phone = "13800001011";
    const person = await someone({ screen: "phone", script: false });
    await person.login("yunxi", phone);
    await person.go("/yunxi/account");
    await person.press("注销账号");
    await person.says("会留下");
    await person.shot("account-close");
    await person.fill({ password: PASSWORD, sure: true });
    await person.submit();
    await person.says("账号已注销");
    await person.go("/yunxi/login");
    await person.fill({ phone, password: PASSWORD });
    await person.submit();
    assert.ok(new URL(person.page.url()).pathname.endsWith("/login"), "a closed account lets nobody in");
  },
};
