// The keyboard. Everything can be read and decided without it.
"use strict";

const help = document.getElementById("help");
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
let pending = null; // the button that waits for its note

for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}

const lines = [...document.querySelectorAll("[data-queue] > li")];
let chosen = -1;

function choose(step) {
  if (!lines.length) return;
  lines[chosen]?.classList.remove("chosen");
  chosen = Math.min(Math.max(chosen + step, 0), lines.length - 1);
  lines[chosen].classList.add("chosen");
  const link = lines[chosen].querySelector("a.open");
  link.focus({ preventScroll: true });
  lines[chosen].scrollIntoView({ block: "nearest" });
}

function press(target) {
  if (target.dataset.needs !== "note") {
    target.click();
    return;
  }
  pending = target;
  const form = target.form;
  const empty = [form.elements.reason, form.elements.note].find((field) => !field.value.trim());
  if (empty) {
    empty.focus();
    for (const button of form.querySelectorAll("button")) button.classList.toggle("main", button === target);
  } else {
    target.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (help.open) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && pending && typing(event.target)) {
    event.preventDefault();
    pending.click();
    return;
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") {
    help.showModal();
  } else if (event.key === "/" && document.getElementById("search")) {
    document.getElementById("search").focus();
  } else if (lines.length && (event.key === "j" || event.key === "k")) {
    choose(event.key === "j" ? 1 : -1);
  } else if (event.key === "o") {
    (lines[chosen]?.querySelector("a.open") ?? document.querySelector("a[data-source]"))?.click();
  } else if (lines[chosen] && "asrncx2".includes(event.key)) {
    // Nobody decides on a claim that they have not seen: the key opens it and makes the decision ready.
    location.href = `${lines[chosen].querySelector("a.open").href}#key-${event.key}`;
  } else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    press(target);
  }
  event.preventDefault();
});

const ready = /^#key-(\w)$/.exec(location.hash);
const meant = ready && document.querySelector(`#decide [data-key="${ready[1]}"]`);
if (meant && meant.dataset.needs === "note") press(meant);
else meant?.focus();

// Words selected in a stored document go into the form, with the place where they begin, in code points.
const read = document.querySelector("[data-document]");
const attach = document.getElementById("attach");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!read || !attach || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!read.contains(range.commonAncestorContainer)) return;
  const before = document.createRange();
  before.selectNodeContents(read);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const blank = words.length - words.trimStart().length;
  attach.elements.words.value = words.trim();
  attach.elements.starts.value = [...(before.toString() + words.slice(0, blank))].length;
});

attach?.elements.words.addEventListener("input", () => {
  attach.elements.starts.value = "";
});

document.getElementById("refusal")?.focus();
