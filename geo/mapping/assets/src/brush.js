// The histogram under the hand: drag a new period, its window or its ends; click one bar; keys.

import { shift } from "./days.js";

const STILL_PX = 4;

// The days of the track: from the left edge of the domain on.
function dayUnder(timeline, clientX) {
  const box = timeline.track.getBoundingClientRect();
  const [low, high] = timeline.domain;
  const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
  return low + share * (high - low);
}

// What a drag that began at `from` on `target` does with the day it has come to.
function mover(timeline, target, from) {
  const [start, end] = timeline.period;
  const [low, high] = [timeline.domain[0], timeline.domain[1] - 1];
  if (target === timeline.handles[0]) return (day) => timeline.set(Math.min(end, Math.round(day)), end);
  if (target === timeline.handles[1]) {
    return (day) => timeline.set(start, Math.max(start, Math.round(day) - 1));
  }
  if (target === timeline.window && !timeline.engine.isWholeTime) {
    return (day) => {
      const by = Math.max(low - start, Math.min(high - end, Math.round(day - from)));
      timeline.set(start + by, end + by);
    };
  }
  return (day) => {
    const [a, b] = [Math.min(from, day), Math.max(from, day)];
    timeline.set(Math.max(low, Math.floor(a)), Math.min(high, Math.max(Math.floor(a), Math.ceil(b) - 1)));
  };
}

function grab(timeline, event) {
  if (event.button !== 0) return;
  const { track, handles } = timeline;
  const move = mover(timeline, event.target, dayUnder(timeline, event.clientX));
  let moved = false;
  const onmove = (at) => {
    if (!moved && Math.abs(at.clientX - event.clientX) < STILL_PX) return;
    moved = true;
    move(dayUnder(timeline, at.clientX));
  };
  const onup = (at) => {
    for (const [kind, listener] of listeners) track.removeEventListener(kind, listener);
    if (!moved && at.type === "pointerup" && !handles.includes(event.target)) {
      timeline.chooseBar(dayUnder(timeline, at.clientX));
    }
  };
  const listeners = [["pointermove", onmove], ["pointerup", onup], ["pointercancel", onup]];
  track.setPointerCapture(event.pointerId);
  for (const [kind, listener] of listeners) track.addEventListener(kind, listener);
}

export function listenToTrack(timeline) {
  const { track } = timeline;
  track.addEventListener("pointerdown", (event) => grab(timeline, event));
  track.addEventListener("dblclick", () => timeline.set(null, null));
  track.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") timeline.point(dayUnder(timeline, event.clientX));
  });
  track.addEventListener("pointerleave", () => timeline.point(null));
}

const STEPS = {
  ArrowLeft: [-1], ArrowDown: [-1], ArrowRight: [1], ArrowUp: [1], PageDown: [-1, "year"], PageUp: [1, "year"],
};

// One end of the period after a key, or null where the key means nothing here.
export function movedEnd({ key, shiftKey }, side, { period: [start, end], domain: [low, high], unit }) {
  const last = high - 1;
  if (key === "Home") return side === "start" ? [low, end] : [start, start];
  if (key === "End") return side === "start" ? [end, end] : [start, last];
  if (!(key in STEPS)) return null;
  const [by, own = unit] = STEPS[key];
  const steps = by * (shiftKey ? 10 : 1);
  if (side === "start") return [Math.max(low, Math.min(end, shift(start, own, steps))), end];
  return [start, Math.min(last, Math.max(start, shift(end + 1, own, steps) - 1))];
}
