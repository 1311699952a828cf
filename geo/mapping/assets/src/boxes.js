// The boxes over the map: made in one language, put up, taken down, and the room they leave.

/* global L */

import { Card } from "./card.js";
import { Filters } from "./filterpanel.js";
import { Layers } from "./layers.js";
import { List } from "./list.js";
import { Panel } from "./panel.js";
import { Pointer } from "./pointer.js";
import { Share } from "./share.js";
import { Timeline } from "./timeline.js";
import { WORDS } from "./words.js";

const NARROW_PX = 700;
const LOW_PX = 480;
const AIR = 20;

export class Boxes {
  // page: see page.js; state: {measure, mode} of the timeline
  constructor(page, state) {
    const { engine, table, texts, colors: theme, options } = page;
    this.page = page;
    this.root = page.container;
    this.list = new List(engine, { theme, open: (row) => page.show(row), onwide: (wide) => this.panel.element.classList.toggle("gm-wide", wide) });
    this.filters = new Filters(engine, { theme });
    this.layers = new Layers(page, { theme });
    this.share = new Share(page);
    const tabs = [["filters", this.filters], ["layers", this.layers], ["list", this.list], ["share", this.share]];
    this.panel = new Panel(engine, tabs.map(([name, content]) => ({ name, content })), {
      title: page.title, subtitle: page.subtitle, folded: Boolean(options.embed),
      ontab: (name) => this.panel?.element.classList.toggle("gm-on-list", name === "list"),
    });
    this.card = new Card(table, texts, {
      theme, timeRows: () => engine.inTimeOrder(), onopen: (row) => page.opened(row), onshown: (row) => page.shown(row), onclose: () => page.opened(-1), linkOf: () => page.linkOf(),
    });
    this.timeline = new Timeline(engine, page.sites, { ...state, onchange: () => page.remember() });
    this.pointer = new Pointer(page);
    this.elements = [this.panel.element, this.timeline.element, this.card.element];
    for (const element of this.elements) {
      element.lang = WORDS.locale.slice(0, 2);
      element.dir = WORDS.direction;
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
    }
    this.sizes = new ResizeObserver(() => this.fit());
  }

  attach() {
    const { root } = this;
    root.append(...this.elements, this.pointer.tip);
    root.classList.toggle("gm-rtl", WORDS.direction === "rtl");
    root.classList.toggle("gm-embed", Boolean(this.page.options.embed));
    root.setAttribute("aria-label", WORDS.map);
    this.sizes.observe(root);
    this.sizes.observe(this.timeline.element);
    this.fit();
  }

  detach() {
    this.sizes.disconnect();
    this.timeline.close();
    this.list.grid.close();
    for (const element of [...this.elements, this.pointer.tip]) element.remove();
  }

  get isNarrow() {
    return this.root.clientWidth < NARROW_PX;
  }

  fit() {
    const { root } = this;
    root.classList.toggle("gm-narrow", this.isNarrow);
    root.classList.toggle("gm-compact", this.isNarrow || root.clientHeight < LOW_PX || Boolean(this.page.options.embed));
    const { element } = this.timeline;
    root.style.setProperty("--gm-foot", `${element.hidden ? 36 : root.clientHeight - element.offsetTop + 10}px`);
  }

  // The part of the map that no box covers: {left, top, right, bottom} in its pixels.
  room() {
    const frame = this.root.getBoundingClientRect();
    const [panel, card, time] = [this.panel, this.card, this.timeline].map(({ element }) => (element.hidden ? null : element.getBoundingClientRect()));
    const room = { left: AIR, top: AIR, right: frame.width - AIR, bottom: (time ? time.top : frame.bottom - 30) - frame.top - AIR };
    if (this.isNarrow) {
      room.top = Math.min(panel.bottom - frame.top, 140) + AIR;
      if (card) room.bottom = Math.max(room.top + 40, card.top - frame.top - AIR);
      return room;
    }
    const [start, end] = WORDS.direction === "rtl" ? [card, panel] : [panel, card];
    if (start && (start !== panel || this.panel.isOpen)) room.left = start.right - frame.left + AIR;
    if (end && (end !== panel || this.panel.isOpen)) room.right = end.left - frame.left - AIR;
    return room.right - room.left > 100 ? room : { ...room, left: AIR, right: frame.width - AIR };
  }

  update() {
    const keepOrder = this.timeline.player.playing;
    this.panel.update({ keepOrder });
    this.timeline.draw();
  }
}
