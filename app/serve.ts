import { once } from 'node:events';
import { forgetPlaces, listPlaces } from '@upwell/ground';
import { type Config, ConfigError } from '@upwell/platform/config';
import { makeDemoPlace } from './demo/make-demo-place.ts';
import { openInstallation } from './installation.ts';
import { prepareOwnerCode } from './owner-code.ts';
import { createWeb } from './web.ts';
import { startWork } from './work.ts';

/** Everything of one process, from an empty folder to a page. Runs until it is told to stop. */
export async function serve(config: Config): Promise<void> {
  const began = performance.now();
  const steps: [string, number][] = [];
  const step = (name: string) => steps.push([name, Math.round(performance.now() - began)]);
  for (const warning of config.warnings) say(`Take care: ${warning}`);
  const installation = await openInstallation(config, {
    onMigration: (name) => say(`Preparing the database: ${name}`),
    onIdleError: (error) => say(`The database closed a connection: ${error.message}`),
  });
  step('database');
  const web = await createWeb(installation, {
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel === 'info' ? 'warn' : config.logLevel },
    limitScale: config.rateLimitScale,
  });
  const work = await startWork(installation);
  step('work');
  await web.listen({ port: config.port, host: config.host });
  step('listening');

  const port = (web.server.address() as { port: number }).port;
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  if (config.demo && (await listPlaces(installation.services.db)).length === 0) {
    say('Making the demo place. Everybody in it is invented.');
    await makeDemoPlace(installation, installation.services.clock.now());
    forgetPlaces(installation.services.db);
  }
  const places = await listPlaces(installation.services.db);
  const code = await prepareOwnerCode(installation);
  say('');
  say(`Upwell is ready: ${address}`);
  if (places.length === 0)
    say('There is no place here yet. Open the address and choose the demo place, or create your place.');
  if (code) say(`Your one-time owner code: ${code}`);
  if (config.logLevel === 'debug') say(`Start: ${steps.map(([name, at]) => `${name} ${at} ms`).join(', ')}`);
  process.send?.({ ready: address, steps });

  let stopping = false;
  const stop = async (why: string, exit: number) => {
    if (stopping) return;
    stopping = true;
    say(why);
    await web.close();
    await work.stop();
    await installation.close();
    process.exit(exit);
  };
  process.on('SIGTERM', () => void stop('Stopping.', 0));
  process.on('SIGINT', () => void stop('Stopping.', 0));
  const lastWords = await Promise.race([installation.running.ended, once(web.server, 'close').then(() => '')]);
  if (!stopping) await stop(`The database has stopped. ${lastWords}`, 1);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

/** Starts, and ends with plain sentences where it cannot. */
export function serveOrSay(read: () => Config): void {
  Promise.resolve()
    .then(() => serve(read()))
    .catch((error: unknown) => {
      const sentences =
        error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
      for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
      process.exit(1);
    });
}
