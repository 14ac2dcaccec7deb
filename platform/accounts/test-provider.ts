import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { clientId: 'upwell', clientSecret: 'a-secret-of-the-test-only' };

export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

/** A certified OpenID Connect provider on loopback, at which everybody is signed in at once as `claims` says. */
export async function honestProvider(redirectUris: string[]) {
  const state: { claims: Claims } = { claims: { sub: 'nobody' } };
  const known = new Map<string, Claims>();
  let listener: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => listener(request, response));
  const issuer = await listen(server);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['cookies of the test provider'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    interactions: { url: () => '/interaction' },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => known.get(accountId) }),
    loadExistingGrant: async (ctx: {
      oidc: {
        provider: { Grant: new (of: object) => Grant };
        session: { accountId: string };
        client: { clientId: string };
      };
    }) => {
      const { provider: own, session, client } = ctx.oidc;
      const grant = new own.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  listener = (request, response) => {
    if (!request.url?.startsWith('/interaction')) return callback(request, response);
    known.set(state.claims.sub, state.claims);
    void provider.interactionFinished(request, response, { login: { accountId: state.claims.sub } });
  };
  return {
    issuer,
    close: () => closed(server),
    /** Who sits at the browser from now on. */
    is: (claims: Claims) => {
      state.claims = claims;
    },
  };
}

interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}

/** What a lying provider changes in what it answers. */
export interface Lie {
  header?: object;
  claims?: object;
  unsigned?: boolean;
  foreignKey?: boolean;
  noIdToken?: boolean;
  userinfo?: object;
}

/** A provider that answers whatever the test wants, to prove what is refused. */
export async function lyingProvider() {
  const state: { lie: Lie; nonce: string } = { lie: {}, nonce: '' };
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let issuer = '';
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'none'],
    }),
    '/jwks': () => ({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }),
    '/me': () => ({ sub: 'the-liar', email: 'liar@example.org', email_verified: true, ...state.lie.userinfo }),
    '/token': () => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        aud: CLIENT.clientId,
        sub: 'the-liar',
        iat: now,
        exp: now + 300,
        nonce: state.nonce,
      };
      const token = jwt(
        { alg: state.lie.unsigned ? 'none' : 'RS256', kid: 'one', ...state.lie.header },
        { ...claims, ...state.lie.claims },
        state.lie.unsigned ? null : state.lie.foreignKey ? foreign.privateKey : own.privateKey,
      );
      return { access_token: randomUUID(), token_type: 'Bearer', ...(state.lie.noIdToken ? {} : { id_token: token }) };
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  issuer = await listen(server);
  return {
    issuer,
    close: () => closed(server),
    /** Sets what is false in the answers to come, for the trip that this address begins. */
    says: (lie: Lie, begun: string) => {
      state.lie = lie;
      state.nonce = new URL(begun).searchParams.get('nonce') ?? '';
    },
  };
}

function jwt(header: object, claims: object, key: KeyObject | null): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part(header)}.${part(claims)}`;
  return `${body}.${key ? sign('sha256', Buffer.from(body), key).toString('base64url') : ''}`;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

/** Walks from a provider's authorisation address, as a browser would, until it sends the browser back to us. */
export async function walk(begun: string, home: string): Promise<Record<string, string>> {
  const jar = new Map<string, string>();
  for (let url = begun, step = 0; step < 10; step++) {
    if (url.startsWith(home)) return Object.fromEntries(new URL(url).searchParams);
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0]!.split('=');
      jar.set(name!, value.join('='));
    }
    const onward = answer.headers.get('location');
    if (!onward) throw new Error(`${answer.status} ${await answer.text()}`);
    url = new URL(onward, url).href;
  }
  throw new Error('The provider never sent the browser back.');
}
