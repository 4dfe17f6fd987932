// Times in the episode that people write: `12:34`, `1:02:34`.

const CODE = /(?<![\w:.,])(?:(\d{1,2}):([0-5]\d)|(\d{1,3})):([0-5]\d)(?![\w:]|[.,]\d)/g;

export interface TimeCode {
  /** Where it stands in the text. */
  start: number;
  words: string;
  seconds: number;
}

export function timeCodes(text: string): TimeCode[] {
  return Array.from(text.matchAll(CODE), (match) => {
    const [words, hours = '0', minutes, alone, seconds] = match;
    const inMinutes = Number(hours) * 60 + Number(minutes ?? alone);
    return { start: match.index, words, seconds: inMinutes * 60 + Number(seconds) };
  });
}

/** Puts something in the place of each time in a text; in links and code they stay as they are. */
export function replaceCodes(body: Node, replacement: (code: TimeCode) => Node): void {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest('a, code, pre')) texts.push(text);
  }
  for (const text of texts) {
    let rest = text;
    let passed = 0;
    for (const code of timeCodes(text.data)) {
      const at = rest.splitText(code.start - passed);
      rest = at.splitText(code.words.length);
      at.replaceWith(replacement(code));
      passed = code.start + code.words.length;
    }
  }
}
