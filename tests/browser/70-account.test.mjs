// Somebody closes their account: told what goes and what stays, asked once, and gone.

import assert from "node:assert/strict";

import { PASSWORD } from "./lib/server.mjs";

export default {
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
