// "Sign in", pressed: a window, and in words what has kept it from helping.

import type { Connection } from '../connection.ts';
import { toast } from '../parts/toast.ts';
import { speakMore } from '../parts/words.ts';
import type { Reading } from '../reading.ts';
import { SignInEvent } from './site-token.ts';
import { openWindow } from './window.ts';

/**
 * Called while a click is handled. Tells whether somebody is signed in now. A page with accounts of
 * its own may take the event over: then it hands a token of its own.
 */
export async function signIn(reading: Reading, near: HTMLElement, moderate = false): Promise<boolean> {
  const { host } = near.getRootNode() as ShadowRoot;
  const { connection, opened } = reading.thread;
  if (!moderate && !host.dispatchEvent(new SignInEvent())) return byThePage(connection, host, opened.signal);
  const failure = await openWindow(connection, reading.language.code, moderate);
  if (failure === null) return true;
  if (failure !== 'CLOSED' && failure !== 'TOLD') {
    const language = await speakMore(reading);
    toast(near, language.words[failure], language);
  }
  return false;
}

/** The page signs in in its own time. Whoever does something else in the thread meanwhile waits no more. */
async function byThePage(connection: Connection, host: Element, gone: AbortSignal): Promise<boolean> {
  // The press that has begun this is on its way yet.
  await new Promise((resolve) => setTimeout(resolve));
  if (connection.viewer || gone.aborted) return connection.viewer !== null;
  const done = new AbortController();
  const { signal } = done;
  return new Promise((resolve) => {
    const end = () => {
      done.abort();
      resolve(connection.viewer !== null);
    };
    connection.addEventListener('change', end, { signal });
    gone.addEventListener('abort', end, { signal });
    for (const doing of ['click', 'input']) host.addEventListener(doing, end, { signal });
  });
}
