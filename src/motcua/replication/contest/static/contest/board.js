// The board renews itself; without this script the page reloads.

const EVERY = 3000;
const place = document.querySelector("[data-board]");
let seen = "";

async function look() {
  try {
    const answer = await fetch(place.dataset.board, {
      headers: seen ? { "If-None-Match": seen } : {},
      cache: "no-store",
    });
    if (answer.status === 200) {
      seen = answer.headers.get("ETag") ?? "";
      place.innerHTML = await answer.text();
    }
  } catch {
    // the line is down for a moment: what is on the screen stays
  }
  setTimeout(look, EVERY);
}

if (place) setTimeout(look, EVERY);
