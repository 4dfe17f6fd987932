// Begins the page: words, and who is signed in.
import { speak } from '../own/speech.ts';
import { AccountPage } from './page.ts';

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
const page = new AccountPage(document.getElementById('page') as HTMLElement, language);
await page.load();

// A link in a mail may have been followed meanwhile, in another tab.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void page.load();
});
