import { visitorOf } from '@upwell/platform/access';
import { perform } from '@upwell/platform/action';
import type { FastifyInstance } from 'fastify';
import { asked } from './asking.ts';
import { limits } from './limits.ts';
import { type Arrive, type Handling, sendFailure, visitOf } from './sending.ts';
import { statuses } from './statuses.ts';
import type { HookRoute } from './surface.ts';

/** Signed calls keep their raw body: the signature is over its bytes. */
export function answerHook(app: FastifyInstance, route: HookRoute, handling: Handling, arrive: Arrive): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 256 * 1024 }, (_request, body, next) =>
      next(null, body),
    );
    scope.post(route.path, { onRequest: arrive(limits[route.limit], route.limit) }, async (request, reply) => {
      const question = asked(route, request);
      if (!question.ok) return sendFailure(handling, request, reply, question);
      const visit = visitOf(request);
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      request.body = undefined;
      const received = await route.receive(raw, request.headers, handling.services, visit.place);
      const outcome =
        'ok' in received
          ? received
          : await perform(route.action, {
              actor: visitorOf(visit.place.id, null, 'message'),
              place: visit.place,
              lang: visit.lang,
              services: handling.services,
              browser: null,
              params: question.value.params,
              body: received.body,
              key: received.key,
            });
      return reply
        .code(outcome.ok ? 200 : statuses[outcome.code])
        .header('cache-control', 'no-store')
        .send(outcome.ok ? { ok: true } : { ok: false, code: outcome.code });
    });
  });
}
