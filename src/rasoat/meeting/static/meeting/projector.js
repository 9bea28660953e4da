// The room's screen turns with the keys of a keyboard or a presenter; without this script the buttons do it.

const TURNS = {
  ArrowRight: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", PageUp: "prev",
};

addEventListener("keydown", (event) => {
  const turn = TURNS[event.key];
  if (!turn || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === " " && event.target.closest("a, button")) return;
  const link = document.querySelector(`.shown-nav a[rel="${turn}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
