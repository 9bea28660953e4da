// Shows the sample size while confidence and margin are being chosen; without this script the table below the form tells it.

const form = document.querySelector("#draw-form");
const out = document.querySelector("#size-now");
const population = Number(out.dataset.population);
const quantiles = new Map(out.dataset.quantiles.split(";").map((pair) => pair.split(":").map(Number)));

function size(confidence, margin) {
  const endless = (quantiles.get(confidence) * 50 / margin) ** 2;
  return Math.min(population, Math.max(1, Math.ceil(endless / (1 + (endless - 1) / population))));
}

function reached(confidence, count) {
  if (count >= population) return 0;
  return quantiles.get(confidence) * 50 / Math.sqrt(count) * Math.sqrt((population - count) / Math.max(population - 1, 1));
}

function show() {
  const data = new FormData(form);
  const confidence = Number(data.get("confidence") || 95);
  const margin = Number(data.get("margin") || 10);
  const own = Number(data.get("size") || 0);
  if (!(margin >= 1 && margin <= 30) || !quantiles.has(confidence)) { out.hidden = true; return; }
  const needed = size(confidence, margin);
  const drawn = Math.min(own || needed, population);
  out.querySelector("b").textContent = drawn.toLocaleString("vi-VN");
  out.querySelector("span").textContent = out.dataset.words
    .replace("{needed}", needed.toLocaleString("vi-VN"))
    .replace("{population}", population.toLocaleString("vi-VN"))
    .replace("{reached}", reached(confidence, drawn).toLocaleString("vi-VN", { maximumFractionDigits: 1 }));
  out.hidden = false;
}

form.addEventListener("input", show);
show();
