// The histogram that is also the slider: brush it, drag its window or its ends, play it.

import { dayOf, floorTo, isoOf, sayDay, sayRange, shift, yearOf, MONTHS, monthOf, dayOfMonth } from "./days.js";
import { h } from "./dom.js";
import { SLOTS } from "./sites.js";
import { OTHER, TYPES } from "./symbols.js";
import { NONE } from "./table.js";
import { sayIncidents, sayNumber } from "./words.js";

const COLORS = [...Object.values(TYPES), OTHER].map((symbol) => symbol.color);
const HEIGHT = 56;
const PLAY_MS = 700;
const UNITS = ["day", "week", "month", "quarter", "year"];
const DAYS_OF = { day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25 };

export function binUnit(days, width) {
  return UNITS.find((unit) => days / DAYS_OF[unit] <= Math.max(24, width / 5)) ?? "year";
}

// The first days of all bins over the domain, and the day after the last one.
export function binEdges(first, last, unit) {
  const edges = [floorTo(first, unit)];
  while (edges.at(-1) <= last) edges.push(shift(edges.at(-1), unit, 1));
  return edges;
}

export class Timeline {
  constructor(engine, sites, { reducedMotion }) {
    this.engine = engine;
    this.sites = sites;
    this.reducedMotion = reducedMotion;
    this.playing = null;
    this.build();
  }

  get empty() {
    return this.engine.table.firstDay > this.engine.table.lastDay;
  }

  build() {
    const { table } = this.engine;
    this.first = this.empty ? 0 : table.firstDay;
    this.last = this.empty ? 0 : table.lastDay;
    // A few days alone would fill the width with one bar: show three weeks at least, and a little air.
    const pad = Math.ceil(Math.max((21 - (this.last - this.first)) / 2, (this.last - this.first) / 100));
    this.domain = [this.first - pad, this.last + 1 + pad];
    this.canvas = h("canvas", { class: "gm-bars", "aria-hidden": "true" });
    this.window = h("div", { class: "gm-window" });
    this.handles = ["start", "end"].map((side) => this.makeHandle(side));
    this.track = h("div", { class: "gm-track" }, this.canvas, this.window, this.handles);
    this.playButton = h("button", { type: "button", class: "gm-button gm-play", "aria-pressed": "false", onclick: () => this.toggle() }, "▶ Play");
    this.dates = ["start", "end"].map((side) =>
      h("input", { type: "date", class: "gm-date", "aria-label": side === "start" ? "From" : "To", onchange: (event) => this.typed(side, event.target) }));
    this.unit = h("select", { class: "gm-select", "aria-label": "Length of a step" },
      ["day", "week", "month", "year"].map((unit) => h("option", { value: unit }, `by ${unit}`)));
    this.unit.value = ["day", "week", "month"].find((unit) => (this.last - this.first) / DAYS_OF[unit] <= 120) ?? "year";
    this.whole = h("button", { type: "button", class: "gm-button", onclick: () => this.set(null, null) }, "All time");
    this.undated = h("input", { type: "checkbox", onchange: (event) => this.engine.setUndated(event.target.checked) });
    this.undatedLabel = h("label", { class: "gm-undated" }, this.undated, h("span", {}, `${sayNumber(table.undated)} undated`));
    this.undatedLabel.hidden = table.undated === 0;
    this.says = h("span", { class: "gm-period" });
    this.element = h("section", { class: "gm-timeline gm-box", "aria-label": "Period" },
      h("div", { class: "gm-controls" }, this.playButton,
        h("button", { type: "button", class: "gm-button", "aria-label": "Step back", onclick: () => this.step(-1) }, "◀"),
        h("button", { type: "button", class: "gm-button", "aria-label": "Step forward", onclick: () => this.step(1) }, "▶"),
        this.unit, h("span", { class: "gm-dates" }, this.dates[0], h("span", {}, "to"), this.dates[1]),
        this.whole, this.undatedLabel, this.says),
      this.track);
    this.element.hidden = this.empty && table.undated === 0;
    if (this.empty) this.element.classList.add("gm-no-dates");
    this.listen();
  }

  makeHandle(side) {
    return h("div", {
      class: `gm-handle gm-handle-${side}`, role: "slider", tabindex: 0,
      "aria-label": side === "start" ? "First day" : "Last day",
      "aria-valuemin": this.domain[0], "aria-valuemax": this.domain[1] - 1,
      onkeydown: (event) => this.key(side, event),
    });
  }

  // --- the chosen period: [first day, last day], the whole domain where it is open
  get period() {
    return [this.engine.start ?? this.domain[0], this.engine.end ?? this.domain[1] - 1];
  }

  set(start, end) {
    const whole = start === null || (start <= this.domain[0] && end >= this.domain[1] - 1);
    this.engine.setTime(whole ? null : start, whole ? null : end);
  }

  typed(side, input) {
    if (!input.value) return;
    const [start, end] = this.period;
    const day = dayOf(input.value);
    if (side === "start") this.set(day, Math.max(day, end));
    else this.set(Math.min(day, start), day);
  }

  key(side, event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };
    let [start, end] = this.period;
    if (event.key in steps) {
      const move = steps[event.key] * (event.shiftKey ? 10 : 1);
      if (side === "start") start = Math.max(this.domain[0], Math.min(end, start + move));
      else end = Math.min(this.domain[1] - 1, Math.max(start, end + move));
    } else if (event.key === "Home") {
      if (side === "start") start = this.domain[0];
      else end = start;
    } else if (event.key === "End") {
      if (side === "start") start = end;
      else end = this.domain[1] - 1;
    } else return;
    event.preventDefault();
    this.set(start, end);
  }

  step(direction) {
    const unit = this.unit.value;
    let [start, end] = this.period;
    if (this.engine.isWholeTime) {
      start = floorTo(direction > 0 ? this.first : this.last, unit);
      end = shift(start, unit, 1) - 1;
    } else {
      const next = shift(start, unit, direction);
      end = this.isUnit(start, end, unit) ? shift(next, unit, 1) - 1 : end + next - start;
      start = next;
    }
    if (start > this.last || end < this.first) return false;
    this.set(start, end);
    return true;
  }

  isUnit(start, end, unit) {
    return floorTo(start, unit) === start && shift(start, unit, 1) - 1 === end;
  }

  toggle() {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = null;
    } else {
      const [, end] = this.period;
      if (!this.engine.isWholeTime && end >= this.last) this.set(null, null);
      this.step(1);
      this.playing = setInterval(() => {
        if (!this.step(1)) this.toggle();
      }, PLAY_MS);
    }
    this.playButton.textContent = this.playing ? "❚❚ Pause" : "▶ Play";
    this.playButton.setAttribute("aria-pressed", String(Boolean(this.playing)));
  }

  // --- pointer: an end, the window, or a new one
  listen() {
    this.track.addEventListener("pointerdown", (event) => this.grab(event));
    this.track.addEventListener("dblclick", () => this.set(null, null));
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  dayAt(clientX) {
    const box = this.track.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
    return this.domain[0] + share * (this.domain[1] - this.domain[0]);
  }

  grab(event) {
    if (event.button !== 0) return;
    const from = this.dayAt(event.clientX);
    const [start, end] = this.period;
    const move = this.mover(event.target, from, start, end);
    const onmove = (moved) => move(this.dayAt(moved.clientX));
    const onup = () => {
      this.track.removeEventListener("pointermove", onmove);
      this.track.removeEventListener("pointerup", onup);
      this.track.removeEventListener("pointercancel", onup);
    };
    this.track.setPointerCapture(event.pointerId);
    this.track.addEventListener("pointermove", onmove);
    this.track.addEventListener("pointerup", onup);
    this.track.addEventListener("pointercancel", onup);
  }

  mover(target, from, start, end) {
    const [low, high] = [this.domain[0], this.domain[1] - 1];
    if (target === this.handles[0]) return (day) => this.set(Math.min(end, Math.round(day)), end);
    if (target === this.handles[1]) return (day) => this.set(start, Math.max(start, Math.round(day) - 1));
    if (target === this.window && !this.engine.isWholeTime) {
      return (day) => {
        const by = Math.max(low - start, Math.min(high - end, Math.round(day - from)));
        this.set(start + by, end + by);
      };
    }
    return (day) => {
      const [a, b] = [Math.min(from, day), Math.max(from, day)];
      if (b - a > (high - low) / 200) this.set(Math.max(low, Math.floor(a)), Math.min(high, Math.ceil(b) - 1));
    };
  }

  // --- drawing
  bars(edges) {
    const { table, mask } = this.engine;
    const { start } = table.columns;
    const bars = new Uint32Array((edges.length - 1) * SLOTS);
    for (let row = 0; row < table.count; row += 1) {
      if (mask[row] !== 0 || start[row] === NONE) continue;
      let low = 0;
      let high = edges.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (edges[middle] <= start[row]) low = middle;
        else high = middle;
      }
      bars[low * SLOTS + this.sites.slotOf[row]] += 1;
    }
    return bars;
  }

  draw() {
    const width = this.track.clientWidth;
    if (!width || this.empty) return this.update();
    const ratio = window.devicePixelRatio || 1;
    const axis = 16;
    this.canvas.width = width * ratio;
    this.canvas.height = (HEIGHT + axis) * ratio;
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    const unit = binUnit(this.domain[1] - this.domain[0], width);
    const edges = binEdges(this.domain[0], this.domain[1] - 1, unit);
    const bars = this.bars(edges);
    const [start, end] = this.period;
    const x = (day) => ((day - this.domain[0]) / (this.domain[1] - this.domain[0])) * width;
    let highest = 1;
    for (let i = 0; i + 1 < edges.length; i += 1) {
      let sum = 0;
      for (let slot = 0; slot < SLOTS; slot += 1) sum += bars[i * SLOTS + slot];
      highest = Math.max(highest, sum);
    }
    for (let i = 0; i + 1 < edges.length; i += 1) {
      const left = Math.max(0, x(edges[i]));
      const right = Math.min(width, x(edges[i + 1]));
      const gap = right - left > 4 ? 1 : 0;
      let top = HEIGHT;
      context.globalAlpha = edges[i] <= end && edges[i + 1] > start ? 1 : 0.3;
      for (let slot = 0; slot < SLOTS; slot += 1) {
        const tall = (bars[i * SLOTS + slot] / highest) * (HEIGHT - 6);
        context.fillStyle = COLORS[slot];
        context.fillRect(left + gap / 2, top - tall, Math.max(1, right - left - gap), tall);
        top -= tall;
      }
    }
    context.globalAlpha = 1;
    this.drawAxis(context, width, x);
    this.canvas.title = `Highest bar: ${sayIncidents(highest)} in one ${unit}`;
    return this.update();
  }

  drawAxis(context, width, x) {
    const style = getComputedStyle(this.element);
    context.fillStyle = style.getPropertyValue("--gm-soft");
    context.strokeStyle = style.getPropertyValue("--gm-line");
    context.beginPath();
    context.moveTo(0, HEIGHT + 0.5);
    context.lineTo(width, HEIGHT + 0.5);
    context.stroke();
    context.font = '11px "Segoe UI", system-ui, sans-serif';
    context.textBaseline = "top";
    const days = this.domain[1] - this.domain[0];
    const unit = ["day", "week", "month", "quarter", "year"].find((u) => days / DAYS_OF[u] <= width / 74) ?? "year";
    const skip = unit === "year" ? Math.max(1, Math.ceil(days / 365.25 / (width / 44))) : 1;
    let free = -Infinity;
    for (const day of binEdges(this.domain[0], this.domain[1] - 1, unit)) {
      if (day < this.domain[0] || (unit === "year" && yearOf(day) % skip)) continue;
      const label = this.axisLabel(day, unit);
      const at = x(day);
      const wide = context.measureText(label).width;
      if (at < free || at + wide + 3 > width) continue;
      context.fillRect(at, HEIGHT, 1, 4);
      context.fillText(label, at + 3, HEIGHT + 3);
      free = at + wide + 10;
    }
  }

  axisLabel(day, unit) {
    if (unit === "year") return String(yearOf(day));
    const month = MONTHS[monthOf(day)].slice(0, 3);
    return unit === "day" || unit === "week" ? `${dayOfMonth(day)} ${month}` : `${month} ${yearOf(day)}`;
  }

  update() {
    const [start, end] = this.period;
    const whole = this.engine.isWholeTime;
    const span = this.domain[1] - this.domain[0];
    const share = (day) => Math.max(0, Math.min(100, ((day - this.domain[0]) / span) * 100));
    const [left, right] = [share(start), share(end + 1)];
    this.window.style.left = `${left}%`;
    this.window.style.width = `${right - left}%`;
    this.window.classList.toggle("gm-whole", whole);
    this.handles[0].style.left = `${left}%`;
    this.handles[1].style.left = `${right}%`;
    const ends = whole ? [this.first, this.last] : [start, end];
    this.handles.forEach((handle, i) => {
      handle.setAttribute("aria-valuenow", String(ends[i]));
      handle.setAttribute("aria-valuetext", `${i ? "to" : "from"} ${sayDay(ends[i])}`);
      this.dates[i].value = isoOf(ends[i]);
    });
    this.undated.checked = this.engine.undated;
    this.whole.hidden = whole;
    this.says.textContent = this.empty ? "No incident has a date" : sayRange(...ends);
  }
}
