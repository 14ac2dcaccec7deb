import type { Clock } from '@upwell/platform/clock';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { createPrivateKeyJwtClientAssertionGetter } from 'better-auth/oauth2';
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins';
import { Kysely } from 'kysely';
import { v5, v7 } from 'uuid';
import { z } from 'zod';
import { cookieFlags, cookieName } from './cookies.ts';
import { dialectOfThisPlace } from './dialect.ts';
import { type AccountPlace, DAY, type OidcProvider } from './model.ts';
import type { Keys } from './secrets.ts';

/** Where providers send people back to: `<origin>/sign-in/oidc/callback/<provider>`. */
export const OIDC_PATH = '/sign-in/oidc';

const NOBODY = 'no-address.invalid';

/** A stand-in for the address of an account that has proved none. */
export const placeholderAddress = (): string => `${v7()}@${NOBODY}`;
export const hasAddress = (email: string): boolean => !email.endsWith(`@${NOBODY}`);

/**
 * Opens a session for an account whose proof has just been checked. Better Auth's own plugins for codes and links are
 * not used: they file a code under its address, so that a stranger can use up the guesses of the real person, keep SMS
 * codes in the clear, and spend a link when it is fetched.
 */
const provenSessions = {
  id: 'upwell-proven-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ accountId: z.uuid() }), requireHeaders: true },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId);
        if (!user) throw new APIError('NOT_FOUND');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ sessionId: session.id, token: session.token });
      },
    ),
  },
} as const;

export interface EngineOptions {
  place: AccountPlace;
  keys: Keys;
  clock: Clock;
  sessionDays: number;
  providers: OidcProvider[];
}

/** Better Auth set up for one place: names of tables, cookies, lifetimes, providers. */
export function createEngine({ place, keys, clock, sessionDays, providers }: EngineOptions) {
  const cookie = (use: 'session' | 'state') => ({ name: cookieName(place, use), attributes: cookieFlags(place) });
  const stamped = () => ({ createdAt: clock.now(), updatedAt: clock.now() });
  return betterAuth({
    appName: 'Upwell',
    baseURL: place.origin,
    basePath: OIDC_PATH,
    secret: keys.cookies,
    trustedOrigins: [place.origin],
    database: { db: new Kysely({ dialect: dialectOfThisPlace }), type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_proved', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'account_session',
      expiresIn: (sessionDays * DAY) / 1000,
      disableSessionRefresh: true,
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'account_identity',
      fields: {
        userId: 'account_id',
        accountId: 'subject',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      updateAccountOnSignIn: false,
      accountLinking: {
        // The subject is the identity: an address, verified or not, never leads into an account that is there
        // already. Only somebody signed in adds a provider, and is trusted to own both.
        enabled: true,
        disableImplicitLinking: true,
        allowDifferentEmails: true,
        trustedProviders: providers.map(({ id }) => id),
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: cookie('session'), state: cookie('state') },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => v7() },
    },
    databaseHooks: {
      user: { create: { before: async (user) => ({ data: { ...user, ...stamped(), name: '', image: null } }) } },
      session: {
        create: {
          before: async (session) => ({
            data: {
              ...session,
              ...stamped(),
              ipAddress: '',
              userAgent: session.userAgent?.slice(0, 500) ?? '',
              expiresAt: new Date(clock.now().getTime() + sessionDays * DAY),
            },
          }),
        },
      },
      account: {
        create: {
          before: async (identity) => ({
            data: {
              ...identity,
              ...stamped(),
              accessToken: null,
              refreshToken: null,
              idToken: null,
              accessTokenExpiresAt: null,
              refreshTokenExpiresAt: null,
            },
          }),
        },
      },
    },
    plugins: [genericOAuth({ config: providers.map(asGenericOAuth) }), provenSessions],
  });
}

export type Engine = ReturnType<typeof createEngine>;

function asGenericOAuth(provider: OidcProvider): GenericOAuthConfig {
  const { privateKey, clientSecret } = provider;
  return {
    providerId: provider.id,
    name: provider.name,
    discoveryUrl: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId: provider.clientId,
    clientSecret,
    tokenEndpointAuth: privateKey
      ? {
          method: 'private_key_jwt',
          getClientAssertion: createPrivateKeyJwtClientAssertionGetter({
            privateKeyPem: privateKey.pem,
            algorithm: privateKey.algorithm,
            kid: privateKey.keyId,
          }),
        }
      : { method: clientSecret ? 'client_secret_basic' : 'none' },
    scopes: ['openid', ...(provider.scopes ?? ['email'])],
    pkce: true,
    authorizationUrlParams: provider.authorizationParams,
    accountSubject: ({ tokens, profile }) => {
      // Without an ID token nothing binds the answer to this browser's question (its nonce).
      if (!tokens.idToken) throw new Error('The provider sent no ID token.');
      return subjectOf(provider, String(profile.sub ?? ''));
    },
    mapProfileToUser: (profile) => {
      const email = profile.email_verified === true && typeof profile.email === 'string' ? profile.email : null;
      return {
        email: email ?? `${v5(subjectOf(provider, String(profile.sub)), v5.URL)}@${NOBODY}`,
        emailVerified: email !== null,
        name: '',
        image: undefined,
      };
    },
  };
}

/** The issuer is part of it, so that pointing a provider's id at another issuer never lends out its accounts. */
const subjectOf = ({ issuer }: OidcProvider, subject: string): string => {
  if (subject === '') throw new Error('The provider named no subject.');
  return `${issuer} ${subject}`;
};
