import { Command } from 'commander';
import { OWNER_OF } from '../owner-code.ts';
import { openAccounts } from '../web.ts';
import { choosePlace } from './choose-place.ts';
import { withInstallation } from './with-installation.ts';

export const ownerCommand = () =>
  new Command('owner')
    .description('makes a new one-time owner code, in place of one that was lost before it was used')
    .option('--place <slug>', 'for a place that was made by a command and has no owner yet')
    .action(async ({ place }: { place?: string }) => {
      const code = await withInstallation(async (installation) => {
        const subject = place ? (await choosePlace(installation.services.db, place)).placeId : OWNER_OF;
        return await openAccounts(installation).renewOwnerCode(subject);
      });
      if (code) process.stdout.write(`Your one-time owner code: ${code}\n`);
      else {
        process.stderr.write('There is an owner already. Ask them to give you a role.\n');
        process.exitCode = 1;
      }
    });
