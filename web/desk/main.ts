// Begins the desk: words, and who is signed in.
import { speak } from '../own/speech.ts';
import { DeskPage } from './page.ts';

const language = await speak({
  en: () => import('./words/en.ts'),
  de: () => import('./words/de.ts'),
  fr: () => import('./words/fr.ts'),
  es: () => import('./words/es.ts'),
  pt: () => import('./words/pt.ts'),
  vi: () => import('./words/vi.ts'),
  ja: () => import('./words/ja.ts'),
  ar: () => import('./words/ar.ts'),
});
const page = new DeskPage(document.getElementById('page') as HTMLElement, language);
await page.load();

// Who looks again after a while may be somebody else, or nobody, by now.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void page.look();
});
