// Sends a file; only XMLHttpRequest tells how far it has come.
import { type Extensions, Refusal } from '../../shared/api/refusal.ts';

/** Rejects with a `Refusal`; one that was stopped does so as one that the network broke off. */
export function upload(
  url: string,
  file: Blob,
  { sent, signal }: { sent(bytes: number): void; signal: AbortSignal },
): Promise<void> {
  const request = new XMLHttpRequest();
  request.open('PUT', url);
  request.responseType = 'text';
  request.upload.addEventListener('progress', ({ loaded }) => sent(loaded));
  signal.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    const broken = () => reject(new Refusal('broken off', { code: 'NETWORK' }));
    request.addEventListener('error', broken);
    request.addEventListener('abort', broken);
    request.addEventListener('load', () => {
      if (request.status === 204) resolve();
      else reject(refusalOf(request.responseText));
    });
    request.send(file);
  });
}

export function refusalOf(body: string): Refusal {
  try {
    const { errors } = JSON.parse(body) as { errors: [{ message: string; extensions: Extensions }] };
    return new Refusal(errors[0].message, errors[0].extensions);
  } catch {
    return new Refusal('no answer of the service', { code: 'MALFORMED' });
  }
}
