// The certified provider, on a port of this machine, with people who need no password of theirs:
// its own development pages let anybody in under the name that they enter.
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

export const SECRET = 'a+secret/of:the%client&=';

const jwk = (kid, kind, options) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig',
});

/** Its people have an address each; the ones whose name begins with `unsure` have not verified it. */
const account = (sub) => ({
  accountId: sub,
  claims: () => ({
    sub,
    name: `${sub} of the Guild`,
    email: `${sub}@example.org`,
    email_verified: !sub.startsWith('unsure'),
  }),
});

/** `clients` are the algorithms with which ID tokens are signed, a client each. */
export async function start({ callback, clients }) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: clients.map((algorithm) => ({
      client_id: `rejoinder-${algorithm}`,
      client_secret: SECRET,
      redirect_uris: [`${callback}/${algorithm.toLowerCase()}`],
      id_token_signed_response_alg: algorithm,
    })),
    jwks: {
      keys: [
        jwk('rsa', 'rsa', { modulusLength: 2048 }),
        jwk('ec', 'ec', { namedCurve: 'P-256' }),
      ],
    },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['for these tests only'] },
    findAccount: (_, sub) => account(sub),
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
