// What a page with htmx owes its readers: a part that was changed in place is said aloud, the focus and what
// was unfolded stay, and an answer that is another page (a log-in that ran out, a refusal) is shown whole.

const heard = document.getElementById("heard");

/** What is about to be replaced: the focus in it, and its folds. */
let before = null;

/** How the focused element of a part is found again in the new one: by where it leads, and which of those it is. */
function found(part) {
  const at = part.contains(document.activeElement) ? document.activeElement : null;
  const form = at?.form?.getAttribute("action");
  const words = at?.matches("a[href]") ? `a[href="${CSS.escape(at.getAttribute("href"))}"]` : form ? `form[action="${CSS.escape(form)}"] ${at.localName}` : "";
  return words && { words, nth: [...part.querySelectorAll(words)].indexOf(at) };
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig: { elt }, xhr, target } = event.detail;
  const part = elt.closest("[hx-select]")?.getAttribute("hx-select");
  if (!part) return;
  const page = new DOMParser().parseFromString(xhr.response, "text/html");
  if (xhr.status < 400 && page.querySelector(part)) {
    before = { part, focused: found(target), folds: [...target.querySelectorAll("details")].map((d) => d.open) };
    return;
  }
  before = { part: "#main", focused: null, folds: [] };
  Object.assign(event.detail, {
    shouldSwap: true, isError: false, target: document.getElementById("main"), selectOverride: "#main", swapOverride: "outerHTML show:top",
  });
});

document.addEventListener("htmx:afterSettle", (event) => {
  const part = before ? document.querySelector(before.part) : event.detail.target;
  if (!part?.isConnected) return;
  if (before) {
    const folds = part.querySelectorAll("details");
    if (folds.length === before.folds.length) folds.forEach((d, i) => { d.open ||= before.folds[i]; });
    if (before.part === "#main") (part.querySelector("[autofocus]") ?? part).focus();
    else if (before.focused) part.querySelectorAll(before.focused.words)[before.focused.nth]?.focus({ preventScroll: true });
    before = null;
  }
  const words = part.querySelector("[data-say]")?.textContent ?? "";
  if (heard.textContent !== words) heard.textContent = words;
});

// Without a line what was pressed may be lost: say so where the answer would stand. What is looked up while one types can wait.
for (const fault of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(fault, (event) => {
    if (!event.detail.requestConfig.elt.closest("[hx-select]")) return;
    const words = document.createElement("p");
    words.className = "notice";
    words.textContent = document.querySelector('meta[name="away"]').content;
    document.getElementById("said").replaceChildren(words);
    words.scrollIntoView({ block: "nearest" });
  });
}

// The letters of a word that is still being composed are no word: htmx is told when it is chosen.
document.addEventListener("input", (event) => { if (event.isComposing) event.stopImmediatePropagation(); }, true);
document.addEventListener("compositionend", (event) => event.target.dispatchEvent(new Event("input", { bubbles: true })));
