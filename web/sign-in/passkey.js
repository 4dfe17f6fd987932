// A passkey, asked of the browser.

/** Browsers that read and write what the API does; none needs to be taken apart by hand. */
export const available = () => typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';

/** The browser's answer, as the API takes it; null where the person has turned away. */
export async function signed(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  try {
    const credential = await navigator.credentials.get({ publicKey });
    return JSON.stringify(credential.toJSON());
  } catch (refusal) {
    if (refusal instanceof DOMException) return null;
    throw refusal;
  }
}
