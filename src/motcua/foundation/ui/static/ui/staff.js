// Conveniences for staff; every page works without them.

const menu = document.querySelector(".user-menu");

// the menu under one's name closes when one goes elsewhere
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// where sections stand in one row, the one that is open is in sight
const here = document.querySelector(".staff-nav [aria-current]");

if (here) {
  const row = here.closest(".staff-nav");
  row.scrollLeft = here.offsetLeft - row.clientWidth / 2 + here.offsetWidth / 2;
}
