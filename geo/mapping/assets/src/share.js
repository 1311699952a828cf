// The last tab of the panel: link, picture, print, data of what is shown; language and keys.

import { copyText, fileName, saveFile } from "./clipboard.js";
import { h } from "./dom.js";
import { makePng } from "./picture.js";
import { fileParts } from "./records.js";
import { choice } from "./timeline.js";
import { fill, LANGUAGES, sayCount, sayShare, spoken, WORDS } from "./words.js";

const MIME = { csv: "text/csv;charset=utf-8", geojson: "application/geo+json" };

export class Share {
  // page offers: title, engine, table, texts, container, linkOf(), describe(), speak(language)
  constructor(page) {
    this.page = page;
    const { share, card } = WORDS;
    this.status = h("p", { class: "gm-status", role: "status" });
    this.note = h("p", { class: "gm-soft" });
    const button = (words, name, onclick) => h("button", { type: "button", class: `gm-button gm-${name}`, onclick }, words);
    const language = choice(share.language, Object.fromEntries(Object.entries(LANGUAGES).map(([code, { name }]) => [code, name])), (code) => page.speak(code));
    language.value = spoken();
    this.element = h("div", { class: "gm-share" },
      button(share.link, "copy-link", async () => this.say((await copyText(page.linkOf())) ? card.copied : card.notCopied)),
      h("p", { class: "gm-soft" }, share.linkNote),
      h("div", { class: "gm-buttons" }, button(share.picture, "picture", () => this.savePicture()), button(share.print, "print", () => window.print())),
      h("h2", {}, share.data), this.note,
      h("div", { class: "gm-buttons" }, button(share.geojson, "geojson", () => this.saveData("geojson")), button(share.csv, "csv", () => this.saveData("csv"))),
      this.status,
      h("div", { class: "gm-row" }, h("span", {}, share.language), language),
      h("h2", {}, share.keys),
      h("dl", { class: "gm-keys" }, share.keyList.map(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])));
  }

  say(words) {
    this.status.textContent = words;
  }

  async savePicture() {
    const { blob, tainted } = await makePng(this.page.container, this.page.describe());
    const name = fileName(this.page.title, "png");
    saveFile(name, blob);
    this.say([fill(WORDS.share.saved, { name }), tainted ? WORDS.share.tainted : ""].join(" ").trim());
  }

  async saveData(kind) {
    const { table, texts, engine } = this.page;
    const rows = engine.inTimeOrder().slice();
    const onprogress = (share) => this.say(fill(WORDS.share.writing, { n: sayShare(share) }));
    const parts = await fileParts(kind, { table, texts, rows, onprogress });
    const name = fileName(this.page.title, kind);
    saveFile(name, new Blob(parts, { type: MIME[kind] }));
    this.say(fill(WORDS.share.saved, { name }));
  }

  update() {
    const { engine, table } = this.page;
    const { dataNote, dataShort } = WORDS.share;
    this.note.textContent = table.header.texts.whole ? sayCount(dataNote, engine.shownCount) : dataShort;
  }
}
