// Begins the page: words, and who is signed in.
import { speak } from '../own/speech.ts';
import { AccountPage } from './page.ts';
import type { AccountWords } from './words/en.ts';

const language = await speak(import.meta.glob<{ default: AccountWords }>('./words/*.ts'));
const page = new AccountPage(document.getElementById('page') as HTMLElement, language);
await page.load();

// A link in a mail may have been followed meanwhile, in another tab.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void page.load();
});
