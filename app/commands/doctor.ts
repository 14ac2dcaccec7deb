import { ConfigError, readConfig } from '@upwell/platform/config';
import { Command } from 'commander';
import { formatFindings, runDoctor } from '../doctor/index.ts';

export const doctorCommand = () =>
  new Command('doctor')
    .description('says in plain words what is well and what is not')
    .option('--json', 'findings as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      try {
        const findings = await runDoctor(readConfig());
        process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : `${formatFindings(findings)}\n`);
        process.exitCode = findings.some(({ level }) => level === 'wrong') ? 1 : 0;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        for (const problem of error.problems) process.stderr.write(`${problem}\n`);
        process.exitCode = 1;
      }
    });
