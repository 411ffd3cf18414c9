
"use strict";
// The page is whole without this: it only makes the table sort and filter, and the plot one stop for the Tab key.
(() => {
  const table = document.getElementById("functions-table");
  if (!table)
    return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const status = document.getElementById("functions-status");
  const headers = [...table.tHead.rows[0].cells];
  const plot = document.getElementById("plot");
  const points = plot ? [...plot.querySelectorAll("a.point")] : [];

  // What a column sorts by: a number where the cell gives one, or else its text.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.value);
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  const sortBy = (column, direction) => {
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = rows.map((row, index) => ({ row, index, key: keyOf(row, column) }));
    keyed.sort((a, b) => sign * compare(a.key, b.key) || a.index - b.index);
    body.append(...keyed.map((each) => each.row));
    for (const header of headers)
      header.removeAttribute("aria-sort");
    headers[column].setAttribute("aria-sort", direction);
    status.textContent = `Sorted by ${headers[column].textContent.trim().toLowerCase()}, ${direction}`;
  };

  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    const first = header.classList.contains("number") ? "descending" : "ascending";
    const other = first === "descending" ? "ascending" : "descending";
    button.addEventListener("click", () => sortBy(column, header.getAttribute("aria-sort") === first ? other : first));
  });

  let moveStop = () => {}; // see below
  const filter = document.getElementById("functions-filter");
  const textOf = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const pointOf = new Map(points.map((point) => [point.getAttribute("href").slice(1), point]));
  const show = (wanted) => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !textOf.get(row).includes(wanted);
      shown += row.hidden ? 0 : 1;
      pointOf.get(row.id)?.classList.toggle("off", row.hidden);
    }
    status.textContent = wanted ? `${shown} of ${rows.length} shown` : "";
    moveStop();
  };
  filter.addEventListener("input", () => show(filter.value.trim().toLowerCase()));
  filter.closest("form").addEventListener("submit", (event) => event.preventDefault());
  filter.closest("form").hidden = false;

  // From a finding to a row that the filter hides.
  window.addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row?.hidden) {
      filter.value = "";
      show("");
      row.scrollIntoView();
    }
  });

  if (!plot)
    return;
  // One stop for Tab; the arrows go from point to point, from left to right.
  const ordered = points.slice().sort((a, b) => a.dataset.calls - b.dataset.calls || a.dataset.share - b.dataset.share);
  let current = ordered.length - 1;
  const reading = document.getElementById("plot-reading");
  const hint = "Each point is a function, and links to its row; the arrow keys lead from one to the next.";
  reading.textContent = hint;
  const tell = (point) => { reading.textContent = point ? point.querySelector("title").textContent : hint; };
  ordered.forEach((point, index) => {
    point.setAttribute("tabindex", index === current ? "0" : "-1");
    point.addEventListener("mouseenter", () => tell(point));
    point.addEventListener("mouseleave", () => tell(null));
    point.addEventListener("blur", () => tell(null));
    point.addEventListener("focus", () => {
      ordered[current].setAttribute("tabindex", "-1");
      current = index;
      point.setAttribute("tabindex", "0");
      tell(point);
    });
  });
  const next = (from, step) => {
    for (let index = from; index >= 0 && index < ordered.length; index += step)
      if (!ordered[index].classList.contains("off"))
        return index;
    return current;
  };
  moveStop = () => {
    const index = next(current, -1) === current ? next(current, 1) : next(current, -1);
    ordered[current]?.setAttribute("tabindex", "-1");
    current = index;
    ordered[current]?.setAttribute("tabindex", "0");
  };
  plot.addEventListener("keydown", (event) => {
    const target = {
      ArrowRight: () => next(current + 1, 1),
      ArrowLeft: () => next(current - 1, -1),
      Home: () => next(0, 1),
      End: () => next(ordered.length - 1, -1),
    }[event.key];
    if (!target)
      return;
    event.preventDefault();
    ordered[target()].focus();
  });
})();
