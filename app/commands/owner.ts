import { Command } from 'commander';
import { OWNER_OF } from '../owner-code.ts';
import { openAccounts } from '../web.ts';
import { withInstallation } from './with-installation.ts';

export const ownerCommand = () =>
  new Command('owner')
    .description('makes a new one-time owner code, in place of one that was lost before it was used')
    .action(async () => {
      const code = await withInstallation((installation) => openAccounts(installation).renewOwnerCode(OWNER_OF));
      if (code) process.stdout.write(`Your one-time owner code: ${code}\n`);
      else {
        process.stderr.write('This installation has its owner already. Ask them to give you a role.\n');
        process.exitCode = 1;
      }
    });
