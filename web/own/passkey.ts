// A passkey, asked of the browser.
import { Refusal } from '../shared/api/refusal.ts';

/** Browsers that read and write what the API does; none needs to be taken apart by hand. */
export const available = (): boolean =>
  typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';

/** The browser's answer, as the API takes it. */
export function signed(options: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  return answered(navigator.credentials.get({ publicKey }));
}

/** A new one. */
export function created(options: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
  return answered(navigator.credentials.create({ publicKey }));
}

async function answered(asked: Promise<Credential | null>): Promise<string> {
  try {
    return JSON.stringify(await asked);
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal;
    // Whoever turns away has not been refused by the service; what they can do is the same.
    throw new Refusal(refusal.message, { code: 'FORBIDDEN', reason: 'PASSKEY_REFUSED' });
  }
}
