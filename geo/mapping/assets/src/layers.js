// The second tab of the panel: how incidents are drawn, what is drawn, and what a drawing means.

import { h } from "./dom.js";
import { symbolImage } from "./symbols.js";
import { WORDS } from "./words.js";

const GREY = { color: "#6b6b6b", shape: "circle" };
const VAGUE_GREY = { ...GREY, vague: true };

export class Layers {
  // page offers: view, setView(view), isLayerOn(name), toggleLayer(name, on)
  constructor(page, { theme }) {
    this.page = page;
    const { layers } = WORDS;
    this.views = Object.entries(layers.views).map(([view, words]) => {
      const input = h("input", { type: "radio", name: "gm-view", value: view, onchange: () => page.setView(view) });
      return { view, input, element: h("label", { class: "gm-view" }, input, h("span", {}, words)) };
    });
    this.boxes = ["symbols", "areas", "names", "base"].map((name) => {
      const input = h("input", { type: "checkbox", onchange: () => page.toggleLayer(name, input.checked) });
      const ofBase = name === "names" || name === "base";
      return { name, input, element: h("li", { class: ofBase ? "gm-of-base" : "" }, h("label", {}, input, h("span", { class: "gm-name" }, layers[name]))) };
    });
    this.element = h("div", {},
      h("fieldset", { class: "gm-views" }, h("legend", {}, layers.view), this.views.map(({ element }) => element)),
      h("h2", {}, layers.drawn), h("ul", { class: "gm-values gm-drawn" }, this.boxes.map(({ element }) => element)),
      h("h2", {}, layers.legend), this.legend(theme));
    this.update();
  }

  legend(theme) {
    const { placed } = WORDS;
    const picture = (kind) => h("span", { class: `gm-key gm-key-${kind}`, "aria-hidden": "true" });
    return h("ul", { class: "gm-legend" },
      h("li", {}, symbolImage(GREY, theme), placed.point),
      h("li", {}, symbolImage(VAGUE_GREY, theme), placed.vague),
      h("li", {}, picture("circle"), placed.circle),
      h("li", {}, picture("unit"), placed.unit),
      h("li", {}, picture("ring"), placed.ringHint),
      h("li", { class: "gm-of-base" }, picture("border"), placed.border));
  }

  update() {
    for (const { view, input } of this.views) input.checked = view === this.page.view;
    for (const { name, input } of this.boxes) input.checked = this.page.isLayerOn(name);
  }
}
