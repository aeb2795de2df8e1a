"use strict";
// Nothing of the page needs this script; it adds a search within the page and buttons that copy a citation.
(() => {
  const turns = [...document.querySelectorAll("article")];
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const status = form.querySelector("output");
  const folded = turns.map((turn) => turn.textContent.toLocaleLowerCase().replaceAll("ё", "е"));
  const stretches = (turn, word) => {
    const found = [];
    const walk = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.data.toLocaleLowerCase().replaceAll("ё", "е");
      if (text.length !== node.data.length) continue;
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        found.push(range);
      }
    }
    return found;
  };
  const search = () => {
    const word = field.value.trim().toLocaleLowerCase().replaceAll("ё", "е");
    let shown = 0;
    const ranges = [];
    turns.forEach((turn, i) => {
      const hit = !word || folded[i].includes(word);
      turn.hidden = !hit;
      if (hit && word) {
        shown += 1;
        if (ranges.length < 5000) ranges.push(...stretches(turn, word));
      }
    });
    if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("found", new Highlight(...ranges));
    status.textContent = word ? `${shown} of ${turns.length} turns` : "";
  };
  form.hidden = false;
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("reset", () => setTimeout(search));
  for (const cite of document.querySelectorAll(".cite")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const text = cite.querySelector("p");
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    cite.append(button);
  }
})();
