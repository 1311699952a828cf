// Steps through time by the calendar: which period comes next, and a clock that takes the steps.

import { floorTo, shift } from "./days.js";

const TICK_MS = 700;

function isUnit(start, end, unit) {
  return floorTo(start, unit) === start && shift(start, unit, 1) - 1 === end;
}

function nextWindow({ start, end, whole, unit, first, last }, direction) {
  if (whole) {
    const day = floorTo(direction > 0 ? first : last, unit);
    return { start: day, end: shift(day, unit, 1) - 1 };
  }
  const next = shift(start, unit, direction);
  return { start: next, end: isUnit(start, end, unit) ? shift(next, unit, 1) - 1 : end + next - start };
}

function nextEnd({ end, whole, unit, first, last }, direction) {
  if (whole) return shift(floorTo(direction > 0 ? first : last, unit), unit, direction > 0 ? 1 : 0) - 1;
  const after = floorTo(end + 1, unit);
  if (after === end + 1) return shift(after, unit, direction) - 1;
  return direction > 0 ? shift(after, unit, 1) - 1 : after - 1;
}

// The period a step away, {start, end}, start null where it is open; null where the data end.
export function stepped(now, mode, direction) {
  if (mode === "cumulative") {
    const end = nextEnd(now, direction);
    const done = direction > 0 && !now.whole && now.end >= now.last;
    return done || end < now.first ? null : { start: null, end };
  }
  const next = nextWindow(now, direction);
  return next.start > now.last || next.end < now.first ? null : next;
}

export class Player {
  // step(): takes one step and tells whether there was one; onchange(playing)
  constructor(step, onchange) {
    this.step = step;
    this.onchange = onchange;
    this.speed = 1;
    this.clock = null;
  }

  get playing() {
    return this.clock !== null;
  }

  play() {
    if (!this.step()) return;
    this.wait();
    this.onchange(true);
  }

  wait() {
    this.clock = setTimeout(() => {
      if (this.step()) this.wait();
      else this.pause();
    }, TICK_MS / this.speed);
  }

  pause() {
    clearTimeout(this.clock);
    this.clock = null;
    this.onchange(false);
  }
}
