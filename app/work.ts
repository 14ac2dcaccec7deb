import { listPlaces } from '@upwell/ground';
import { sweepIdempotency } from '@upwell/platform/action';
import { sealing } from '@upwell/platform/audit';
import { type Jobs, schedule, startJobs, type Schedule } from '@upwell/platform/jobs';
import { forgetMessages, limitsFrom, openAdapters, sendDue } from '@upwell/platform/messages';
import { threadSurface } from '@upwell/thread';
import { capabilities } from './capabilities.ts';
import type { Installation } from './installation.ts';
import { placeOrigin } from './place-origin.ts';

/** The work behind the pages: events are delivered, messages go out, the log is sealed. */
export async function startWork(installation: Installation): Promise<Jobs> {
  const { services, handlerServices, running } = installation;
  const surfaces = [threadSurface, ...capabilities];
  return await startJobs({
    db: services.db,
    clock: services.clock,
    ownerUrl: running.ownerUrl,
    handlers: surfaces.flatMap((surface) => surface.hears?.(handlerServices) ?? []),
    schedules: [
      sealing,
      sweepIdempotency,
      ...messageJobs(installation),
      ...surfaces.flatMap((surface) => surface.jobs?.(handlerServices) ?? []),
    ],
    places: async () => (await listPlaces(services.db)).map(({ placeId }) => placeId),
    report: (error, about) => process.stderr.write(`${JSON.stringify(about)} ${error instanceof Error ? error.message : String(error)}\n`),
  });
}

function messageJobs({ services, handlerServices }: Installation): Schedule[] {
  const { config, sealer } = services;
  const adapters = openAdapters(config);
  return [
    schedule('messages.send', '* * * * *', async ({ db, placeId, now }) => {
      const place = await db.read({ placeId }, (tx) => handlerServices.placeFacts(tx, placeId));
      await sendDue(
        {
          db,
          placeId,
          adapters,
          sealer,
          origin: await placeOrigin(services, placeId),
          limits: limitsFrom(config),
          timeZone: place.timeZone,
          onFailure: (detail, id) => process.stderr.write(`message ${id}: ${detail}\n`),
        },
        now,
      );
    }),
    schedule('messages.forget', '23 3 * * *', async ({ db, placeId, now }) => {
      await db.write({ placeId }, (tx) => forgetMessages(tx, placeId, now));
    }),
  ];
}
