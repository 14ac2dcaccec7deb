import { listPlaces } from '@upwell/ground';
import { sweepIdempotency } from '@upwell/platform/action';
import { sealing } from '@upwell/platform/audit';
import { type Jobs, type Runner, runner, type Schedule, schedule, startJobs, sweepEvents } from '@upwell/platform/jobs';
import { forgetMessages, limitsFrom, openAdapters, sendDue } from '@upwell/platform/messages';
import { threadSurface } from '@upwell/thread';
import { capabilities } from './capabilities.ts';
import type { Installation, RunningInstallation } from './installation.ts';
import { placeOrigin } from './place-origin.ts';

/** The work behind the pages: events are delivered, messages go out, the log is sealed. */
export const startWork = (installation: RunningInstallation): Promise<Jobs> =>
  startJobs({ ...partsOf(installation), ownerUrl: installation.running.ownerUrl });

/** The same without a queue, run to the end when told to: for tests and for commands. */
export const runWork = (installation: Installation): Runner => runner(partsOf(installation));

function partsOf(installation: Installation) {
  const { services, handlerServices } = installation;
  const surfaces = [threadSurface, ...capabilities];
  return {
    db: services.db,
    clock: services.clock,
    handlers: surfaces.flatMap((surface) => surface.hears?.(handlerServices) ?? []),
    schedules: [
      sealing,
      sweepIdempotency,
      sweepEvents,
      ...messageJobs(installation),
      ...surfaces.flatMap((surface) => surface.jobs?.(handlerServices) ?? []),
    ],
    places: async () => (await listPlaces(services.db)).map(({ placeId }) => placeId),
    report: (error: unknown, about: object) => process.stderr.write(`${JSON.stringify(about)} ${error instanceof Error ? error.message : String(error)}\n`),
  };
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
