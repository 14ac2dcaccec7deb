import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { Services } from '@upwell/platform/action';
import { type Failure, refuse } from '@upwell/platform/outcome';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { v7 as newKey } from 'uuid';
import { createCsrfGuard } from './csrf.ts';
import { answerData } from './data-route.ts';
import { answerForm } from './form-route.ts';
import { answerHook } from './hook-route.ts';
import { WindowCounter } from './limits.ts';
import { answerPage } from './page-route.ts';
import { secure } from './security.ts';
import { type Frame, type Handling, sendFailure } from './sending.ts';
import { statuses } from './statuses.ts';
import type { Surface } from './surface.ts';
import { type Doors, findVisit, type Visit, WrongHost } from './visit.ts';

/** Most bytes of a form without files: room for a megabyte typed into one field, so that it gets a sentence and not a broken line. */
const MOST_FORM_BYTES = 4 * 1024 * 1024;

export interface ServerOptions {
  services: Services;
  surfaces: readonly Surface[];
  doors: Doors;
  /** Secret for form tokens, from the installation's key. */
  csrfKey: Buffer;
  frame: Frame;
  /** Origins a form may end at besides our own: providers people sign in with. */
  formTargets?: readonly string[];
  /** Multiplies every rate limit; the benches and the load tests raise it. */
  limitScale?: number;
  logger?: boolean | object;
  /** Called for what should never happen. */
  onFault?(error: Error): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit | null;
    nonce: string;
  }
}

/** Builds the server from the surfaces. It listens to nothing until told, so tests can inject. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, surfaces, doors, limitScale = 1 } = options;
  const { config } = services;
  const https = config.publicUrl.startsWith('https:');
  const security = { https, formTargets: options.formTargets ?? [] };
  const app = fastify({
    logger: options.logger ?? false,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    bodyLimit: MOST_FORM_BYTES,
    rewriteUrl: ({ url = '/' }) => ownPath(url),
    // An address that cannot be read is refused before any hook has run.
    frameworkErrors: (_error, _request, reply) => {
      secure(reply, newNonce(), security);
      plainly(reply, 400, badAddressSentence);
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });

  await app.register(cookie, {
    parseOptions: { path: '/', httpOnly: true, sameSite: 'lax', secure: https },
  });
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: MOST_FORM_BYTES });
  await app.register(multipart, { limits: { fields: 200, parts: 220, files: 10, fieldSize: MOST_FORM_BYTES } });

  const guard = createCsrfGuard(options.csrfKey);
  const counter = new WindowCounter();
  const handling: Handling = { services, guard, frame: options.frame, newKey: () => newKey() };

  app.decorateRequest('visit', null);
  app.decorateRequest('nonce', '');
  app.addHook('onRequest', async (request, reply) => {
    request.nonce = newNonce();
    secure(reply, request.nonce, security);
  });

  /** Place, person and language, then the two rate limits. Runs before a body is read. */
  const arrive =
    (limit: { each: number; address: number }, name: string) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const visit = await findVisit(request, doors, services);
      request.visit = visit;
      const at = services.clock.now().getTime();
      const who = visit.actor.personId ?? (request.cookies.upwell_visit ? visit.actor.visitId : request.ip);
      const each = request.cookies.upwell_visit || visit.actor.personId ? limit.each : limit.address;
      if (
        counter.count(`${name} ${who}`, at) > each * limitScale ||
        counter.count(`${name} ${networkOf(request.ip)}`, at) > limit.address * limitScale
      )
        return sendFailure(handling, request, reply, refuse('too-much'));
    };

  for (const surface of surfaces)
    for (const route of surface.routes) {
      if (route.kind === 'page') answerPage(app, route, handling, arrive);
      else if (route.kind === 'form') answerForm(app, route, handling, arrive);
      else if (route.kind === 'data') answerData(app, route, handling, arrive);
      else answerHook(app, route, handling, arrive);
    }

  app.setNotFoundHandler(async (request, reply) => answerFailure(request, reply, refuse('not-found')));
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (error instanceof WrongHost) return plainly(reply, 421, wrongHostSentence);
    const failure = failureOf(error);
    if (!failure) {
      request.log.error(error);
      options.onFault?.(error);
    }
    return answerFailure(request, reply, failure);
  });

  /** Answers a failure even where the visit could not be found yet. Null stands for a fault of ours. */
  async function answerFailure(request: FastifyRequest, reply: FastifyReply, failure: Failure | null) {
    try {
      request.visit ??= await findVisit(request, doors, services);
      return await sendFailure(handling, request, reply, failure);
    } catch (error) {
      if (error instanceof WrongHost) return plainly(reply, 421, wrongHostSentence);
      request.log.error(error);
      options.onFault?.(error as Error);
      return plainly(reply, failure ? statuses[failure.code] : 500, ownFaultSentence);
    }
  }

  return app;
}

/** 128 random bits for one answer's scripts. */
const newNonce = () => randomBytes(16).toString('base64');

// These are said before a place, and so a language, is known.
const wrongHostSentence = 'No place of this installation has this address. Check the address and try again.';
const badAddressSentence = 'This address cannot be read. Check it and try again.';
const ownFaultSentence = 'Something went wrong on our side. Nothing you did caused it. Please try again in a minute.';

const plainly = (reply: FastifyReply, status: number, sentence: string) =>
  reply.code(status).type('text/plain; charset=utf-8').send(`${sentence}\n`);

/** What Fastify itself refuses, in our codes; null for everything else, which is a fault of ours. */
function failureOf(error: FastifyError): Failure | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return refuse('too-large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return refuse('wrong-type');
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? refuse('invalid')
        : null;
  }
}

/**
 * The path asked for, as it may stand in a link of the page. A request line may carry a whole address, or begin with
 * two slashes: in a link either would lead to somebody else's site (RFC 3986, 4.2).
 */
const ownPath = (url: string): string =>
  url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/^[/\\]*(?=[^/\\]|$)/, '/');

/** IPv6 suffixes are free to their holder: the /64 is the address. */
function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = ip.includes('::')
    ? [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left;
  return groups.slice(0, 4).join(':');
}
