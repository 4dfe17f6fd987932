// Says how many read the thread at this moment, as long as it is listened to. It is there to be read: that
// it changes is not announced, and nothing is moved by it.
import { ThreadReaders } from '../../shared/generated.ts';
import type { Plural } from '../../shared/language.ts';
import type { ThreadController } from '../controllers/thread.ts';
import type { Code } from '../languages.ts';
import type { Reading } from '../reading.ts';

/** Milliseconds between two times that it is asked. */
const APART = 60_000;
/** Whoever is alone is not told so. */
const COMPANY = 2;

/** What can be said of two and more. */
const FORMS: Record<Code, Plural> = {
  en: { other: '{count} reading now' },
  de: { other: '{count} lesen gerade mit' },
  fr: { other: '{count} personnes lisent en ce moment' },
  es: { other: '{count} personas leyendo ahora' },
  pt: { other: '{count} pessoas a ler agora' },
  vi: { other: '{count} người đang đọc' },
  ja: { other: '現在{count}人が閲覧中' },
  ar: {
    two: 'شخصان يقرآن الآن',
    few: '{count} أشخاص يقرؤون الآن',
    many: '{count} شخصًا يقرؤون الآن',
    other: '{count} شخص يقرؤون الآن',
  },
};

// As high as the space below the heading, in which it stands.
const sheet = new CSSStyleSheet();
sheet.replaceSync('.presence { margin-block: -1.25em 0.15em; font-size: 0.8125em; line-height: 1.1; }');

interface Known {
  count: number;
  askedAt: number;
}

/** By thread, so that a line that is begun again does not ask again. */
const known = new WeakMap<AbortController, Known>();

/** Until the signal, which ends with the line. */
export async function tellReaders(reading: () => Reading, root: ShadowRoot, signal: AbortSignal): Promise<void> {
  const { thread } = reading();
  const now = known.get(thread.opened) ?? { count: 0, askedAt: Number.NEGATIVE_INFINITY };
  known.set(thread.opened, now);
  const said = document.createElement('p');
  said.className = 'quiet presence';
  said.setAttribute('part', 'presence');
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  signal.addEventListener('abort', () => said.remove());
  while (!signal.aborted) {
    if (Date.now() - now.askedAt >= APART) {
      now.askedAt = Date.now();
      now.count = await ask(thread, signal);
    }
    if (!signal.aborted) draw(said, now.count, reading(), root);
    await pause(now.askedAt + APART - Date.now(), signal);
  }
}

/** Where it cannot be known, nothing is said. */
async function ask({ which, connection }: ThreadController, signal: AbortSignal): Promise<number> {
  const variables = { site: which?.site ?? '', key: which?.episode ?? '' };
  const data = await connection.direct.run(ThreadReaders, variables, signal).catch(() => null);
  return data?.episode?.readerCount ?? 0;
}

function draw(said: HTMLElement, count: number, { language }: Reading, root: ShadowRoot): void {
  said.textContent = language.plural(FORMS[language.code as Code], count);
  if (count < COMPANY) said.remove();
  else if (!said.isConnected) root.querySelector('.heading')?.after(said);
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
