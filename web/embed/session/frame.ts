// The session frame, as the page around it sees it: something that is asked and answers.
import { type Extensions, Refusal } from '../../shared/api/refusal.ts';
import { noFrame } from '../parts/owner.ts';
import { CONNECT, readReply, type Who, type Wish } from './protocol.ts';

type Wanted<One> = One extends unknown ? Omit<One, 'number'> : never;

/** Longer than any network takes to fetch a small page. */
const PATIENCE = 20_000;

/** Says `who` when somebody else is signed in than before, and `window` when a window has come back. */
export class Frame extends EventTarget {
  who: Who | null = null;
  /** Whether the service could not be asked who is signed in. */
  unsure = false;
  readonly #service: string;
  readonly #site: string;
  readonly #waiting = new Map<number, { resolve(data: unknown): void; reject(refusal: Refusal): void }>();
  #port: Promise<MessagePort> | null = null;
  #element: HTMLIFrameElement | null = null;
  #number = 0;

  constructor(service: string, site: string) {
    super();
    this.#service = service;
    this.#site = site;
  }

  async wish(wanted: Wanted<Wish>): Promise<unknown> {
    const port = await this.open();
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      port.postMessage({ ...wanted, number } as Wish);
    });
  }

  /** Fetches the frame, where it is not here yet, and waits until it has said who is signed in. */
  open(): Promise<MessagePort> {
    if (!this.#element?.isConnected) this.#port = null;
    this.#port ??= this.#connect().catch((refusal) => {
      this.#port = null;
      throw refusal;
    });
    return this.#port;
  }

  /** It stands in the page and not in a shadow tree, where the sign-in window could not find it. */
  #connect(): Promise<MessagePort> {
    this.#element?.remove();
    this.#drop();
    const element = document.createElement('iframe');
    element.hidden = true;
    element.title = 'Rejoinder';
    element.referrerPolicy = 'no-referrer';
    element.src = `${this.#service}/embed/session?${new URLSearchParams({ site: this.#site, origin: location.origin })}`;
    const { port1: port, port2: theirs } = new MessageChannel();
    this.#element = element;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        element.remove();
        noFrame({ service: this.#service, site: this.#site });
        reject(new Refusal('the session frame does not answer', { code: 'NETWORK' }));
      };
      const patience = setTimeout(giveUp, PATIENCE);
      port.onmessage = ({ data }) => {
        this.#hear(data);
        clearTimeout(patience);
        resolve(port);
      };
      element.addEventListener(
        'load',
        () => {
          element.contentWindow?.postMessage({ type: CONNECT }, this.#service, [theirs]);
        },
        { once: true },
      );
      document.documentElement.append(element);
    });
  }

  #hear(data: unknown): void {
    const reply = readReply(data);
    if (!reply) return;
    if ('number' in reply) {
      const asked = this.#waiting.get(reply.number);
      this.#waiting.delete(reply.number);
      if ('refused' in reply) asked?.reject(refusalOf(reply.refused));
      else asked?.resolve(reply.data);
    } else if ('secret' in reply) {
      this.dispatchEvent(new CustomEvent('window', { detail: reply }));
    } else {
      this.who = reply.who;
      this.unsure = reply.unsure;
      this.dispatchEvent(new Event('who'));
    }
  }

  /** Nothing comes any more to what an earlier frame was asked. */
  #drop(): void {
    for (const { reject } of this.#waiting.values()) reject(new Refusal('the frame is gone', { code: 'NETWORK' }));
    this.#waiting.clear();
  }
}

const refusalOf = ({ message, ...extensions }: Extensions & { message: string }) => new Refusal(message, extensions);
