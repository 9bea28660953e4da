// Signing out leaves nothing of the household forms on the machine.

document.getElementById("sign-out")?.form.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("rasoat:")) localStorage.removeItem(key);
  } catch { /* storage is switched off: nothing was kept */ }
});

// The account panel closes with Escape and by a click elsewhere.
const who = document.getElementById("who");
addEventListener("keydown", (event) => { if (event.key === "Escape" && who?.open) { who.open = false; who.querySelector("summary").focus(); } });
addEventListener("click", (event) => { if (who?.open && !who.contains(event.target)) who.open = false; });

// After a refused form the summary is read first.
document.getElementById("errors")?.focus();

// A form that was handed in and accepted needs its draft no longer.
try {
  const sent = sessionStorage.getItem("rasoat:sent");
  if (sent && !document.getElementById("errors") && document.querySelector(".notice[role='status']")) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem("rasoat:sent");
  }
} catch { /* no storage, no draft */ }
