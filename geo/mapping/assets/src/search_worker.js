// The other side of search.js, in a thread of its own.

import { Searcher } from "./searcher.js";

let searcher = null;
const expected = new Map(); // chunks asked for

function ask(chunk) {
  return new Promise((resolve, reject) => {
    expected.set(chunk, { resolve, reject });
    self.postMessage({ wanted: chunk });
  });
}

async function answer({ id, terms }) {
  try {
    const found = await searcher.find(terms);
    self.postMessage({ id, found }, found.map((rows) => rows.buffer));
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
}

self.onmessage = ({ data }) => {
  if (data.open) {
    searcher = new Searcher({ ...data.open, said: ask });
  } else if ("chunk" in data) {
    const { resolve, reject } = expected.get(data.chunk);
    expected.delete(data.chunk);
    if (data.said) resolve(data.said);
    else reject(new Error(data.error));
  } else answer(data);
};
