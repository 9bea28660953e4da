// What a mark of a chart says, below the drawing, while the pointer or a finger is on it.

for (const figure of document.querySelectorAll("figure.chart")) {
  const line = figure.querySelector(".pointed");
  if (!line) continue;
  line.hidden = false;
  const say = (event) => {
    const mark = event.target.closest?.("[aria-label][role='graphics-symbol']");
    const said = mark?.closest(".drawing") && !mark.getAttribute("aria-label").includes("axis") ? mark.getAttribute("aria-label") : "";
    if (said) line.textContent = said;
  };
  for (const drawing of figure.querySelectorAll(".drawing")) {
    drawing.addEventListener("pointerover", say);
    drawing.addEventListener("pointerdown", say);
    drawing.addEventListener("pointerleave", () => { line.textContent = ""; });
  }
}
