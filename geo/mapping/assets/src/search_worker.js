// The other side of search.js, in a thread of its own.

import { Searcher } from "./searcher.js";

let searcher = null;

self.onmessage = async ({ data }) => {
  if (data.open) {
    searcher = new Searcher(data.open);
    return;
  }
  try {
    const found = await searcher.find(data.terms);
    self.postMessage({ id: data.id, found }, found.map((rows) => rows.buffer));
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) });
  }
};
