// Sorting tables, copying citations, marks that say their words, ranges as known on earlier days;
// every page reads the same without it.
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

  const NEAR = 14; // pixels from a pointer within which marks are told, those covered by others too

  // The words of marks, at a pointer, a finger or the keyboard's place.
  function speaking(figure) {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    figure.append(tip);
    let touched = false;
    const marks = [...figure.querySelectorAll("svg a")];
    for (const mark of marks) {
      const title = mark.querySelector("title");
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    const centre = (mark) => {
      const box = mark.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2, box.width];
    };
    const near = (x, y) =>
      marks
        .map((mark) => [mark, ...centre(mark)])
        .filter(([, , , wide]) => wide > 0)
        .map(([mark, left, top]) => [Math.hypot(left - x, top - y), mark])
        .filter(([far]) => far < NEAR)
        .sort((a, b) => a[0] - b[0])
        .map(([, mark]) => mark);
    function show(found) {
      tip.hidden = found.length === 0;
      marks.forEach((mark) => mark.classList.toggle("told", found.includes(mark)));
      if (tip.hidden) return;
      tip.replaceChildren(
        ...found.slice(0, 6).map((mark) => {
          const line = document.createElement("p");
          line.textContent = mark.getAttribute("aria-label");
          return line;
        })
      );
      const [x, y] = centre(found[0]);
      const home = figure.getBoundingClientRect();
      const left = Math.min(Math.max(x - home.left - tip.offsetWidth / 2, 0), home.width - tip.offsetWidth);
      const above = y - home.top - tip.offsetHeight - 12;
      tip.style.left = `${left}px`;
      tip.style.top = `${above > -40 ? above : y - home.top + 14}px`;
    }
    figure.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && event.target.closest(".drawn")) show(near(event.clientX, event.clientY));
    });
    figure.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && show([]));
    figure.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"));
    figure.addEventListener("focusin", (event) => {
      const mark = event.target.closest("svg a");
      if (mark && !touched) show([mark]);
    });
    figure.addEventListener("focusout", () => !touched && show([]));
    figure.addEventListener("keydown", (event) => event.key === "Escape" && show([]));
    figure.addEventListener("click", (event) => {
      if (!touched || !event.target.closest(".drawn")) return;
      const found = near(event.clientX, event.clientY);
      const mark = event.target.closest("svg a");
      if (!mark || !mark.classList.contains("told")) {
        event.preventDefault(); // the first touch tells, the second opens
        show(found);
      }
    });
  }

  // The chart as it stands, as a picture to keep: six dots for each of its points.
  function pictured(button) {
    const svg = [...button.closest("figure").querySelectorAll(".drawn svg")].find((one) => one.clientWidth);
    const [, , wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
    const copy = svg.cloneNode(true);
    copy.setAttribute("width", wide);
    copy.setAttribute("height", high);
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 6 * wide;
      canvas.height = 6 * high;
      const sheet = canvas.getContext("2d");
      sheet.fillStyle = "#fff";
      sheet.fillRect(0, 0, canvas.width, canvas.height);
      sheet.drawImage(image, 0, 0, canvas.width, canvas.height);
      const link = document.createElement("a");
      link.href = canvas.toDataURL("image/png");
      link.download = `${button.dataset.picture}.png`;
      link.click();
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  }

  // Blocks of words that touch, and marks, moved apart: each tries the nearest free place up or down.
  function apart(blocks, marks) {
    const taken = marks.map(({ part, down }) => {
      const { x, y, width: w, height: h } = part.getBBox();
      return { x: x + w / 4, y: y + h / 4 + down, w: w / 2, h: h / 2 };
    });
    const meets = (one, y) =>
      taken.some((other) => one.x < other.x + other.w && other.x < one.x + one.w && y < other.y + other.h && other.y < y + one.h);
    for (const { parts, down } of blocks) {
      const boxes = parts.map((part) => part.getBBox());
      const [x, y] = ["x", "y"].map((side) => Math.min(...boxes.map((box) => box[side])));
      const [w, h] = [Math.max(...boxes.map((box) => box.x + box.width)) - x, Math.max(...boxes.map((box) => box.y + box.height)) - y];
      const tries = Array.from({ length: 15 }, (_, at) => [2 * at, -2 * at]).flat();
      const by = tries.find((by) => !meets({ x, w, h }, y + down + by)) || 0;
      taken.push({ x, y: y + down + by, w, h });
      for (const part of parts) part.setAttribute("transform", `translate(0 ${down + by})`);
    }
  }

  // The counts of a chart by tens, and back: what stood at a count goes to where its logarithm is.
  function byTens(svg, on) {
    const [bottom, top, low, high, least, zero] = svg.dataset.counts.split(" ").map(Number);
    const floor = Math.log10(least / (zero ? 3 : 1.25)); // what is less, or nothing, stands below it
    const tall = (bottom - top) / (Math.log10(high) - floor);
    const round = (y) => Math.round(y * 100) / 100;
    const up = (count) => bottom - (count > 0 ? Math.max(Math.log10(count) - floor, 0) : 0) * tall;
    const place = (y) => (on ? round(up(low + ((bottom - y) / (bottom - top)) * (high - low))) : y);
    const bars = "[data-of] path:not(defs *)";
    for (const part of svg.querySelectorAll(`${bars}, :is(.till, .trend) path`)) {
      part.dataset.d = part.dataset.d || part.getAttribute("d");
      if (part.closest("[data-of]") && part.dataset.d.match(/[MLC]/g).length !== 2) continue; // a shape
      part.setAttribute("d", part.dataset.d.replace(/([ML]\S+) (-?[\d.]+)/g, (_, x, y) => `${x} ${place(Number(y))}`));
    }
    const names = new Map();
    const marks = [];
    for (const part of svg.querySelectorAll("[data-y]")) {
      const bar = part.querySelector("path:not(defs *)");
      if (part.dataset.of && bar && bar.dataset.d.match(/[MLC]/g).length === 2) continue;
      const y = Number(part.dataset.y);
      const down = round(place(y) - y);
      part.setAttribute("transform", `translate(0 ${down})`);
      if (part.dataset.of) marks.push({ part, down });
      if (!part.querySelector("text")) continue;
      const block = part.classList.contains("now") ? part.dataset.y : part;
      names.set(block, { parts: [...(names.get(block) || { parts: [] }).parts, part], down });
    }
    const axis = svg.querySelector(".counts");
    svg.querySelectorAll(".tens").forEach((part) => part.remove());
    axis.style.display = on ? "none" : "";
    if (!on) return;
    apart(names.values(), marks);
    const tens = document.createElementNS(axis.namespaceURI, "g");
    tens.setAttribute("class", "tens");
    const digits = tall > 60 ? [1, 2, 5] : [1];
    const counts = zero ? [0] : [];
    for (let power = Math.max(Math.floor(floor), 0); power <= Math.log10(high); power++)
      counts.push(...digits.map((digit) => digit * 10 ** power).filter((count) => count > 10 ** floor && count <= high));
    for (const count of counts) {
      const tick = axis.firstElementChild.cloneNode(true);
      const line = tick.querySelector("path");
      const old = Number(line.getAttribute("d").match(/^M\S+ (\S+?)L/)[1]);
      tick.setAttribute("transform", `translate(0 ${round(up(count) - old)})`);
      line.removeAttribute("clip-path");
      tick.querySelector("text").textContent = count.toLocaleString("en");
      tens.append(tick);
    }
    axis.before(tens);
  }

  // The band, the marks and the words as they were known on an earlier day.
  function timed(figure) {
    const steps = JSON.parse(figure.querySelector("script").textContent);
    const known = figure.querySelector(".known");
    const slider = known.querySelector("input");
    const switches = [...known.querySelectorAll("[data-switch]")];
    const home = known.querySelector("[data-of]");
    for (const one of switches) one.parentNode.hidden = !figure.querySelector(`svg .${one.dataset.switch}`);
    const off = (part) =>
      switches.some((one) => !one.checked && part.classList.contains(one.dataset.switch)) ||
      (home.value && part.dataset.of && part.dataset.of !== home.value);
    const log = known.querySelector("[data-log]");
    log.parentNode.hidden = !figure.querySelector("[data-counts]");
    log.checked = false;
    log.addEventListener("change", () => figure.querySelectorAll("[data-counts]").forEach((svg) => byTens(svg, log.checked)));
    const then = known.querySelector(".then");
    slider.max = steps.length - 1;
    slider.value = slider.max;
    // What a mark was on an earlier day: left out or counted, faint or not yet.
    function follow(mark, day, last) {
      const out = mark.dataset.out.split(" ").some((run) => {
        const [from, to] = run.split("/");
        return from && from <= day && (!to || day < to);
      });
      mark.classList.toggle("out", out);
      if (mark.dataset.faint) mark.classList.toggle("faint", mark.dataset.faint <= day);
      if (!mark.hasAttribute("aria-label")) return;
      mark.dataset.words = mark.dataset.words || mark.getAttribute("aria-label");
      const words = mark.dataset.words;
      const said = words.slice(0, words.lastIndexOf("”") + 1).split("”; left out")[0].replace(/”?$/, "”");
      mark.setAttribute("aria-label", last ? words : `${said}; ${out ? "left out" : "counted"} then`);
    }
    function go(at) {
      const step = steps[at];
      const last = at === steps.length - 1;
      const days = Date.parse(step.day) / 86400000;
      known.querySelector("output").textContent = step.words;
      slider.setAttribute("aria-valuetext", `${step.words}: ${step.ends}`);
      then.replaceChildren();
      if (!last) {
        const range = document.createElement("strong");
        range.textContent = step.ends;
        then.append(range, " ", step.said);
      }
      for (const svg of figure.querySelectorAll("svg")) {
        const [left, right, first, end] = svg.dataset.panel.split(" ").map(Number);
        const wide = last ? right - left : ((days - first) / (end - first)) * (right - left);
        svg.querySelector("clipPath[id$='cut'] rect").setAttribute("width", Math.max(wide, 0));
        for (const mark of svg.querySelectorAll("[data-out]")) follow(mark, step.day, last);
        for (const part of svg.querySelectorAll("[data-since]"))
          part.style.display = (last || part.dataset.since <= step.day) && !off(part) ? "" : "none";
        for (const part of svg.querySelectorAll(".now")) part.style.display = last && !off(part) ? "" : "none";
      }
      for (const button of known.querySelectorAll("button")) {
        const next = at + Number(button.dataset.step);
        button.disabled = next < 0 || next >= steps.length;
      }
    }
    slider.addEventListener("input", () => go(Number(slider.value)));
    for (const button of known.querySelectorAll("button"))
      button.addEventListener("click", () => {
        slider.value = Number(slider.value) + Number(button.dataset.step);
        go(Number(slider.value));
      });
    for (const one of [...switches, home]) one.addEventListener("change", () => go(Number(slider.value)));
    for (const part of known.querySelectorAll(".slide")) part.hidden = steps.length < 2;
    known.hidden = false;
    go(steps.length - 1);
  }

  // A box, and lists of choices, that hide the entries without the words typed or the values chosen.
  function searched(box) {
    const home = box.closest(".search");
    const entries = [...document.querySelectorAll(box.dataset.search)];
    const words = entries.map((entry) => `${entry.textContent} ${entry.dataset.words || ""}`.toLowerCase());
    const count = document.getElementById(box.getAttribute("aria-describedby"));
    const choices = [...home.querySelectorAll("select")];
    const groups = [...document.querySelectorAll("[data-group]")];
    const folded = groups.map((group) => group.open);
    function search() {
      const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((choice) => choice.value);
      let left = 0;
      entries.forEach((entry, at) => {
        const there =
          wanted.every((word) => words[at].includes(word)) &&
          chosen.every((choice) => entry.dataset[choice.dataset.by] === choice.value);
        entry.hidden = !there;
        left += there;
      });
      const narrowed = wanted.length + chosen.length > 0;
      groups.forEach((group, at) => {
        group.hidden = !group.querySelector(`${box.dataset.search}:not([hidden])`);
        group.open = narrowed || folded[at];
      });
      count.textContent = narrowed ? `${left} of ${entries.length}` : "";
    }
    box.addEventListener("input", search);
    for (const choice of choices) choice.addEventListener("change", search);
    if (home.tagName === "FORM") home.addEventListener("submit", (event) => event.preventDefault());
    home.hidden = false;
  }

  document.querySelectorAll("figure.live").forEach((figure) => {
    speaking(figure);
    timed(figure);
  });
  document.querySelectorAll("[data-picture]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => pictured(button));
  });
  document.querySelectorAll("[data-search]").forEach(searched);
  document.querySelectorAll(".tracker-table table, table.sortable").forEach(sortable);
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
})();
