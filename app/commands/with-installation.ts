import { readConfig } from '@upwell/platform/config';
import { openInstallation, type RunningInstallation } from '../installation.ts';

/** Runs a command on the installation of this data folder, beside a running server or without one. */
export async function withInstallation<T>(work: (installation: RunningInstallation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(readConfig(), { beside: true });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
