// Begins the desk: words, and who is signed in.
import { speak } from '../own/speech.ts';
import { DeskPage } from './page.ts';
import type { DeskWords } from './words/en.ts';

const language = await speak(import.meta.glob<{ default: DeskWords }>('./words/*.ts'));
const page = new DeskPage(document.getElementById('page') as HTMLElement, language);
await page.load();

// Who looks again after a while may be somebody else, or nobody, by now.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void page.look();
});
