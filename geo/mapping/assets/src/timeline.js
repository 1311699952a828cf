// The period: the histogram that is its slider, the steps, the player, the two dates.

import { listenToTrack, movedEnd } from "./brush.js";
import { dayOf, isoOf } from "./days.js";
import { h } from "./dom.js";
import { binAt, binEdges, binUnit, countBars, DAYS_OF, drawHistogram, heights } from "./histogram.js";
import { Player, stepped } from "./player.js";
import { fill, sayDay, sayIncidents, sayNumber, sayRange, WORDS } from "./words.js";

const SPEEDS = [0.5, 1, 2, 4];
const MEASURES = ["incidents", "killed", "injured"];

export class Timeline {
  constructor(engine, sites, { measure = "incidents", mode = "window", onchange = () => {} } = {}) {
    this.engine = engine;
    this.sites = sites;
    this.measure = MEASURES.includes(measure) ? measure : "incidents";
    this.mode = mode === "cumulative" ? mode : "window";
    this.onchange = onchange;
    this.player = new Player(() => this.step(1), (playing) => this.showPlaying(playing));
    this.setDomain();
    this.build();
  }

  get empty() {
    return this.engine.table.firstDay > this.engine.table.lastDay;
  }

  setDomain() {
    const { firstDay, lastDay } = this.engine.table;
    this.first = this.empty ? 0 : firstDay;
    this.last = this.empty ? 0 : lastDay;
    // A few days alone would fill the width with one bar: show three weeks at least, and a little air.
    const pad = Math.ceil(Math.max((21 - (this.last - this.first)) / 2, (this.last - this.first) / 100));
    this.domain = [this.first - pad, this.last + 1 + pad];
  }

  build() {
    const { time } = WORDS;
    const { undated } = this.engine.table;
    this.canvas = h("canvas", { class: "gm-bars", "aria-hidden": "true" });
    this.window = h("div", { class: "gm-window" });
    this.handles = ["start", "end"].map((side) => this.makeHandle(side));
    this.track = h("div", { class: "gm-track", dir: "ltr" }, this.canvas, this.window, this.handles);
    this.says = h("strong", { class: "gm-period" });
    this.scale = h("span", { class: "gm-scale" });
    this.buildControls();
    this.undated = h("input", { type: "checkbox", onchange: (event) => this.engine.setUndated(event.target.checked) });
    this.undatedLabel = h("label", { class: "gm-undated", hidden: undated === 0 }, this.undated, h("span", {}, fill(time.undated, { n: sayNumber(undated) })));
    this.more = h("button", { type: "button", class: "gm-button gm-options", "aria-expanded": "false", "aria-label": time.options, onclick: () => this.unfold() }, "⋯");
    this.element = h("section", { class: "gm-timeline gm-box", "aria-label": time.label },
      h("div", { class: "gm-controls" },
        h("span", { class: "gm-steps", dir: "ltr" }, this.stepButton(-1), this.playButton, this.stepButton(1)),
        this.unit, this.speed, this.modeChoice,
        h("span", { class: "gm-dates" }, this.dates[0], h("span", {}, time.between), this.dates[1]),
        this.whole, this.undatedLabel, h("span", { class: "gm-gap" }), this.measureChoice, this.more),
      h("p", { class: "gm-captions" }, this.says, this.scale), this.track);
    this.element.hidden = this.empty && undated === 0;
    this.element.classList.toggle("gm-no-dates", this.empty);
    listenToTrack(this);
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.track);
  }

  buildControls() {
    const { time } = WORDS;
    this.playButton = h("button", { type: "button", class: "gm-button gm-play", onclick: () => this.toggle() });
    this.showPlaying(false);
    this.unit = choice(time.step, time.steps, null);
    this.unit.value = ["day", "week", "month"].find((unit) => (this.last - this.first) / DAYS_OF[unit] <= 120) ?? "year";
    this.speed = choice(time.speed, Object.fromEntries(SPEEDS.map((n) => [n, fill(time.speeds, { n: sayNumber(n) })])), (value) => { this.player.speed = Number(value); });
    this.speed.value = "1";
    this.modeChoice = choice(time.mode, time.modes, (value) => { this.mode = value; this.onchange(); });
    this.modeChoice.value = this.mode;
    this.measureChoice = choice(time.measure, time.measures, (value) => { this.measure = value; this.bars = null; this.draw(); this.onchange(); });
    this.measureChoice.value = this.measure;
    this.dates = ["start", "end"].map((side) =>
      h("input", { type: "date", class: "gm-date", "aria-label": side === "start" ? time.from : time.to, onchange: (event) => this.typed(side, event.target) }));
    this.whole = h("button", { type: "button", class: "gm-button gm-whole-time", onclick: () => this.set(null, null) }, time.whole);
  }

  stepButton(direction) {
    const { back, forward } = WORDS.time;
    return h("button", { type: "button", class: `gm-button gm-${direction < 0 ? "back" : "forward"}`, "aria-label": direction < 0 ? back : forward, onclick: () => { this.halt(); this.step(direction); } }, direction < 0 ? "◀" : "▶");
  }

  makeHandle(side) {
    return h("div", {
      class: `gm-handle gm-handle-${side}`, role: "slider", tabindex: 0,
      "aria-label": side === "start" ? WORDS.time.first : WORDS.time.last,
      "aria-valuemin": this.domain[0], "aria-valuemax": this.domain[1] - 1,
      onkeydown: (event) => this.key(side, event),
    });
  }

  unfold() {
    const open = this.element.classList.toggle("gm-unfolded");
    this.more.setAttribute("aria-expanded", String(open));
  }

  // --- the chosen period: [first day, last day], the whole domain where it is open
  get period() {
    return [this.engine.start ?? this.domain[0], this.engine.end ?? this.domain[1] - 1];
  }

  set(start, end) {
    this.halt();
    this.choose(start, end);
  }

  choose(start, end) {
    const open = (start === null || start <= this.domain[0]) && this.mode === "cumulative";
    const whole = (start === null && end === null) || ((start === null || start <= this.domain[0]) && end >= this.domain[1] - 1);
    if (whole) this.engine.setTime(null, null);
    else this.engine.setTime(open ? null : start, end);
  }

  typed(side, input) {
    if (!input.value) return;
    const [start, end] = this.period;
    const day = dayOf(input.value);
    if (side === "start") this.set(day, Math.max(day, end));
    else this.set(Math.min(day, start), day);
  }

  key(side, event) {
    const moved = movedEnd(event, side, { period: this.period, domain: this.domain, unit: this.unit.value });
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
    this.set(...moved);
  }

  chooseBar(day) {
    const bin = binAt(this.edges, day);
    if (bin >= 0 && bin + 1 < this.edges.length) this.set(this.edges[bin], this.edges[bin + 1] - 1);
  }

  // --- steps
  step(direction) {
    const [start, end] = this.period;
    const now = { start, end, whole: this.engine.isWholeTime, unit: this.unit.value, first: this.first, last: this.last };
    const next = stepped(now, this.mode, direction);
    if (next) this.engine.setTime(next.start, next.end);
    return next !== null;
  }

  halt() {
    if (this.player.playing) this.player.pause();
  }

  toggle() {
    if (this.player.playing) {
      this.player.pause();
      return;
    }
    // At the end it begins again.
    if (!this.engine.isWholeTime && this.period[1] >= this.last) this.engine.setTime(null, null);
    this.player.play();
  }

  showPlaying(playing) {
    const { play, pause } = WORDS.time;
    this.playButton?.replaceChildren(h("span", { "aria-hidden": "true" }, playing ? "❚❚" : "▶"), h("span", { class: "gm-play-word" }, playing ? pause : play));
    this.playButton?.setAttribute("aria-label", playing ? pause : play);
  }

  // --- drawing
  count() {
    const width = this.canvas.clientWidth;
    const unit = binUnit(this.domain[1] - this.domain[0], width);
    if (this.bars && this.countedFor === this.engine.filterVersion && this.barUnit === unit) return;
    this.barUnit = unit;
    this.countedFor = this.engine.filterVersion;
    this.edges = binEdges(this.domain[0], this.domain[1] - 1, unit);
    this.bars = countBars(this.engine, this.sites.slotOf, this.edges, this.measure);
    this.heights = heights(this.bars);
    this.highest = Math.max(1, this.heights.reduce((a, b) => Math.max(a, b), 0));
    this.hasSpread = this.bars.spread.some((n) => n > 0);
  }

  draw() {
    if (!this.empty && this.canvas.clientWidth) {
      this.count();
      drawHistogram(this.canvas, { bars: this.bars, highest: this.highest, edges: this.edges, domain: this.domain, period: this.period });
      this.point(this.pointed ?? null);
    }
    this.update();
  }

  sayMeasure(n) {
    return this.measure === "incidents" ? sayIncidents(n) : fill(WORDS.tolls[this.measure], { n: sayNumber(n) });
  }

  // Beside the period: the bar under the mouse, else what the highest one stands for.
  point(day) {
    this.pointed = day;
    if (!this.edges) return;
    const { time } = WORDS;
    const bin = day === null ? -1 : binAt(this.edges, day);
    if (bin >= 0 && bin < this.heights.length) {
      const when = sayRange(this.edges[bin], this.edges[bin + 1] - 1);
      this.scale.textContent = fill(time.bar, { when, what: this.sayMeasure(this.heights[bin]) });
      return;
    }
    const highest = fill(time.highest, { what: this.sayMeasure(this.highest), unit: time.units[this.barUnit] });
    this.scale.textContent = this.hasSpread ? `${highest} · ${time.spreadShort}` : highest;
    this.scale.title = this.hasSpread ? time.spread : "";
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
    const { start: from, end: to } = this.engine;
    const ends = [from ?? Math.min(this.first, end), to ?? Math.max(this.last, start)];
    const says = [WORDS.time.fromDay, WORDS.time.toDay];
    this.handles.forEach((handle, i) => {
      handle.style.left = `${[left, right][i]}%`;
      handle.setAttribute("aria-valuenow", String([start, end][i]));
      handle.setAttribute("aria-valuetext", fill(says[i], { day: sayDay(ends[i]) }));
      if (this.dates[i] !== document.activeElement) this.dates[i].value = isoOf(ends[i]);
    });
    this.undated.checked = this.engine.undated;
    this.whole.hidden = whole;
    this.says.textContent = this.empty ? WORDS.time.noDates : sayRange(...ends);
  }

  close() {
    this.halt();
    this.sizes.disconnect();
  }
}

export function choice(label, options, onchange) {
  return h("select", { class: "gm-select", "aria-label": label, onchange: (event) => onchange?.(event.target.value) },
    Object.entries(options).map(([value, words]) => h("option", { value }, words)));
}
