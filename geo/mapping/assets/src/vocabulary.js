// The dictionary of all words of all texts (geo/mapping/texts.py): a word is read when it is asked for.

const PARTED = 0x1e;

export class Vocabulary {
  constructor(bytes, size) {
    this.bytes = bytes;
    this.size = size;
    this.decoder = new TextDecoder();
    this.starts = new Uint32Array(size + 1);
    let word = 0;
    for (let at = bytes.indexOf(PARTED); at >= 0; at = bytes.indexOf(PARTED, at + 1)) {
      word += 1;
      this.starts[word] = at + 1;
    }
    this.starts[size] = bytes.length + 1;
  }

  word(code) {
    return this.decoder.decode(this.bytes.subarray(this.starts[code], this.starts[code + 1] - 1));
  }

  text(codes) {
    return Array.from(codes, (code) => this.word(code)).join(" ");
  }
}

// What a reader means to be the same: without case, accents and vowel signs.
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The same dictionary to be searched: marks each word that holds a term anywhere.
export class Index {
  constructor(bytes, size) {
    this.size = size;
    this.text = folded(new TextDecoder().decode(bytes));
    this.starts = new Uint32Array(size);
    let word = 0;
    for (let at = this.text.indexOf("\x1e"); at >= 0; at = this.text.indexOf("\x1e", at + 1)) {
      word += 1;
      this.starts[word] = at + 1;
    }
  }

  wordAt(place) {
    let low = 0;
    let high = this.size;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  // One byte a word: 1 where it holds the term; null where none does.
  holding(term) {
    let marks = null;
    for (let at = this.text.indexOf(term); at >= 0; at = this.text.indexOf(term, at)) {
      marks = marks ?? new Uint8Array(this.size);
      const word = this.wordAt(at);
      marks[word] = 1;
      if (word + 1 >= this.size) break;
      at = this.starts[word + 1];
    }
    return marks;
  }
}
