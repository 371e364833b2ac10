// Sorting tables and copying citations; every page reads the same without it.
"use strict";
(function () {
  const text = (cell) => cell.textContent.trim();
  const value = (row, at) => {
    const cell = row.cells[at];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    const plain = text(cell);
    const number = Number(plain.replace(/[,%]/g, ""));
    return plain === "" ? null : Number.isNaN(number) ? plain.toLowerCase() : number;
  };
  const compare = (a, b) =>
    typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;

  function sort(table, head, at) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [value(row, at), row]);
    const empty = keyed.filter(([key]) => key === null);
    const full = keyed.filter(([key]) => key !== null).sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]));
    body.append(...[...full, ...empty].map(([, row]) => row));
  }

  function sortable(table) {
    if (!table.tHead || table.tBodies.length !== 1 || table.tBodies[0].rows.length < 2) return;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, at));
    });
  }

  function copyOld(words) {
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(button) {
    const words = text(document.getElementById(button.dataset.copy));
    let done = true;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      done = copyOld(words);
    }
    document.getElementById("said").textContent = done ? "Copied." : "The browser did not let it be copied.";
    button.classList.toggle("done", done);
    button.focus();
    setTimeout(() => button.classList.remove("done"), 1500);
  }

  document.querySelectorAll(".tracker-table table, table.sortable").forEach(sortable);
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
})();
