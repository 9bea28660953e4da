// Reading a table: Enter goes to the next box instead of sending the form; in the last one it goes to the button.

const form = document.getElementById("verify-form");
const boxes = form ? [...form.querySelectorAll("input.reading")] : [];
for (const [at, box] of boxes.entries()) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    (boxes[at + 1] ?? document.getElementById("verify")).focus();
  });
}
boxes.find((box) => box.getAttribute("aria-invalid") === "true" || !box.value)?.focus({ preventScroll: true });
