// The pages work without this. It frames the place of whatever value is pointed at, and copies a citation.
"use strict";
(() => {
  const framed = (id) => document.querySelectorAll(`[id="${CSS.escape(id)}"], [data-mark="${CSS.escape(id)}"]`);
  let now = "";

  function point(id, element) {
    if (id === now) return;
    for (const each of document.querySelectorAll(".pointed")) each.classList.remove("pointed");
    now = id;
    if (!id) return;
    element.classList.add("pointed");
    const marks = framed(id);
    for (const mark of marks) mark.classList.add("pointed");
    if (marks.length) bringIntoView(marks[0]);
  }

  // Scrolls the pane of page pictures only, never the page that is being read.
  function bringIntoView(mark) {
    const pane = mark.closest(".source");
    if (!pane || pane.scrollHeight <= pane.clientHeight || getComputedStyle(pane).position !== "sticky") return;
    const box = mark.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    // The pane may reach below the window.
    const bottom = Math.min(frame.bottom, innerHeight);
    if (box.top >= frame.top + 20 && box.bottom <= bottom - 20) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollBy({ top: box.top - frame.top - (bottom - frame.top) / 3, behavior: calm ? "auto" : "smooth" });
  }

  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const element = event.target.closest("[data-m]");
      if (element) point(element.dataset.m, element);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") point("", null);
  });

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.getElementById(button.dataset.said);
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        said.textContent = "Kopierat.";
      } catch {
        said.textContent = "Markera texten och kopiera den.";
      }
    });
  }
})();
