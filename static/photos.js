// Shows the photos that were chosen before they are sent, each with what it shows and a way to leave it out.
// More can be chosen one after another; what the program would refuse is said at once.

/** Draws one photo after the other: six large ones at once are too much for a small phone. */
let drawing = Promise.resolve();

function draw(file, canvas) {
  drawing = drawing.then(async () => {
    const picture = await createImageBitmap(file, { resizeWidth: 320, resizeQuality: "low" });
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
  }).catch(() => {});
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function preview(box) {
  const { dataset: says } = box;
  const input = box.querySelector("input[type=file]");
  // One description for all is asked only where there is no script; those of files that were refused wait here.
  // Of a scanned original nobody is asked what it shows.
  const words = [...box.querySelectorAll('[name="photos_alt"]')];
  const list = make("ul", { class: "photo-kept" });
  const fault = make("p", { class: "error", role: "alert", tabindex: "-1" });
  let unread = false;
  const types = input.accept.split(",");
  const chosen = [];
  let made = 0;
  input.closest(".field").before(fault, list);

  const kept = () => box.querySelectorAll("input[type=hidden]").length - box.querySelectorAll("input[type=checkbox]:checked").length;
  const show = () => {
    const files = new DataTransfer();
    for (const { file } of chosen) files.items.add(file);
    input.files = files.files;
    for (const one of words) {
      one.disabled = chosen.length > 0 && (!one.value || chosen.some(({ spare }) => spare === one));
      one.closest(".field").hidden = one.disabled;
    }
  };
  const add = (file) => {
    const id = `${input.id}-new-${made += 1}`;
    const canvas = make("canvas", { "aria-hidden": "true", width: 1, height: 1 });
    const spare = words.find((one) => !chosen.some((photo) => photo.spare === one));
    const drop = make("button", { type: "button", class: "button quiet", "aria-describedby": `${id}-name` }, says.drop);
    const item = make("li", {}, canvas, make("div", {},
      make("p", { class: "muted small", id: `${id}-name` }, file.name),
      ...(words.length > 0 ? [make("div", { class: "field" },
        make("label", { for: id }, says.alt),
        make("input", { class: "text", type: "text", id, name: "photos_alt", maxlength: words[0].maxLength, value: spare?.value ?? "" }))] : []),
      make("p", { class: "actions" }, drop)));
    const photo = { file, item, spare };
    drop.addEventListener("click", () => {
      chosen.splice(chosen.indexOf(photo), 1);
      item.remove();
      fault.textContent = "";
      unread = false;
      show();
      input.focus();
    });
    chosen.push(photo);
    list.append(item);
    draw(file, canvas);
  };
  const same = (a) => ({ file: b }) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  input.addEventListener("change", () => {
    const faults = new Set();
    for (const file of input.files) {
      if (chosen.some(same(file))) continue;
      // Some telephones do not say what a file is; the program looks at its content.
      if (file.type && !types.includes(file.type)) faults.add(`${file.name} · ${says.wrongType}`);
      else if (file.size > Number(says.bytes)) faults.add(`${file.name} · ${says.tooLarge}`);
      else if (chosen.length + kept() >= Number(says.most)) faults.add(says.tooMany);
      else add(file);
    }
    fault.replaceChildren(...[...faults].flatMap((text) => [text, make("br")]));
    unread = faults.size > 0;
    show();
  });
  // Who presses on right after choosing is told first what was not taken; the next press goes on without it.
  // The draft's own listener, at the document, must not take that for a page that was sent.
  input.form.addEventListener("submit", (event) => {
    if (!unread) return;
    unread = false;
    event.preventDefault();
    event.stopPropagation();
    fault.focus();
  });
}

if (window.DataTransfer && window.createImageBitmap) document.querySelectorAll(".photo-field").forEach(preview);
