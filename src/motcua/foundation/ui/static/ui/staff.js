// Conveniences for staff; every page works without them.

const menus = document.querySelectorAll(".staff-header details");

// a menu closes when one goes elsewhere
for (const menu of menus) {
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
