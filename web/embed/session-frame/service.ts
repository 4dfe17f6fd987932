// Asks the service, on this frame's own origin, for the page around it.

import type { Document } from '../../shared/api/document.ts';
import { read } from '../../shared/api/read.ts';
import { dataOf } from '../../shared/api/transport.ts';

export class Service {
  readonly #forOrigin: string;

  constructor(forOrigin: string) {
    this.#forOrigin = forOrigin;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, token?: string): Promise<Data> {
    const headers: Record<string, string> = {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
    };
    if (this.#forOrigin !== location.origin) headers['x-rejoinder-for-origin'] = this.#forOrigin;
    if (token) Object.assign(headers, { authorization: `Bearer ${token}` });
    const body = JSON.stringify({ documentId: `sha256:${document}`, variables });
    return dataOf<Data>(await read(fetch('/graphql', { method: 'POST', headers, body, credentials: 'omit' })));
  }
}
