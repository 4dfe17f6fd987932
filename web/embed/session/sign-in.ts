// "Sign in", pressed: a window, and in words what has kept it from helping.

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
  if (!moderate && !host.dispatchEvent(new SignInEvent())) return false;
  const failure = await openWindow(reading.thread.connection, reading.language.code, moderate);
  if (failure === null) return true;
  if (failure !== 'CLOSED' && failure !== 'TOLD') {
    const language = await speakMore(reading);
    toast(near, language.words[failure], language);
  }
  return false;
}
