import { Command } from 'commander';

/** The methods as commands: each package brings its own, with its own help. */
const methods: Record<string, () => Promise<Pick<MethodCommand, 'run'>>> = {
  opinions: () => import('@upwell/deliberation/command'),
  weights: () => import('@upwell/surveys/command'),
  panel: () => import('@upwell/sortition/command'),
  budget: () => import('@upwell/budgeting/command'),
};

interface MethodCommand {
  run(args: readonly string[], io: { out(line: string): void; err(line: string): void }): Promise<number>;
}

export const methodCommand = () => {
  const command = new Command('method').description('runs one of the methods on files, without a place');
  for (const [name, load] of Object.entries(methods))
    command
      .command(name)
      .helpOption(false)
      .allowUnknownOption()
      .argument('[words...]')
      .action(async () => {
        const method = await load();
        const words = process.argv.slice(process.argv.indexOf(name) + 1);
        process.exitCode = await method.run(words, {
          out: (line) => void process.stdout.write(`${line}\n`),
          err: (line) => void process.stderr.write(`${line}\n`),
        });
      });
  return command;
};
