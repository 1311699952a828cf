// The slider over the histogram: brush it, drag its window or its ends, play it, type dates.

import { dayOf, floorTo, isoOf, sayDay, sayRange, shift } from "./days.js";
import { h } from "./dom.js";
import { DAYS_OF, drawHistogram } from "./histogram.js";
import { sayNumber } from "./words.js";

const PLAY_MS = 700;

export class Timeline {
  constructor(engine, sites) {
    this.engine = engine;
    this.sites = sites;
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

  draw() {
    if (!this.empty) {
      const highest = drawHistogram(this.canvas, this.engine, this.sites, { domain: this.domain, period: this.period });
      if (highest) this.canvas.title = highest;
    }
    this.update();
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
