// Keeps what the comments have around them: the words, the last visit, the page's player.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Language } from '../../shared/language.ts';
import { languageOf } from '../languages.ts';
import type { Reading } from '../reading.ts';
import { started } from '../start.ts';
import type { ThreadController, Which } from './thread.ts';
import { Visit } from './visit.ts';

interface Host extends HTMLElement {
  readonly renderRoot: ParentNode;
}

export class ReadingController implements ReactiveController {
  value: Reading | null = null;

  readonly #host: ReactiveControllerHost & Host;
  readonly #thread: ThreadController;
  #visit = new Visit('', '', '');
  #watch: IntersectionObserver | null = null;
  #turn = 0;

  constructor(host: ReactiveControllerHost & Host, thread: ThreadController) {
    this.#host = host;
    this.#thread = thread;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#watch?.disconnect();
  }

  /** Another thread: another last visit. This one is noted once the thread is in view. */
  begin({ service, site, episode }: Which): void {
    const visit = new Visit(service, site, episode);
    this.#visit = visit;
    this.#watch?.disconnect();
    this.#watch = new IntersectionObserver(([entry], watch) => {
      if (!entry?.isIntersecting) return;
      visit.seen(Date.now());
      watch.disconnect();
    });
    this.#watch.observe(this.#host);
  }

  /** Fetches the words of the element's language, and what goes with the page's player. */
  async renew(selector: string | null): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const code = languageOf(this.#host);
    const spoken = await started?.speak(code).catch(() => null);
    if (turn !== this.#turn) return;
    if (!spoken) return started?.sorry(this.#host.renderRoot, () => this.renew(selector));
    const language = new Language(code, spoken.default);
    this.#show({ thread: this.#thread, language, visit: this.#visit, player: null });
    if (selector === null && !document.querySelector('audio, video')) {
      // One that comes later says that it loads.
      const { signal } = this.#thread.opened;
      document.addEventListener('loadstart', () => this.renew(null), { signal, capture: true, once: true });
      return;
    }
    const { Player } = await import('../player/player.ts');
    if (this.value && turn === this.#turn) this.#show({ ...this.value, player: new Player(this.#host, selector) });
  }

  #show(reading: Reading): void {
    this.value = reading;
    this.#host.requestUpdate();
  }
}
