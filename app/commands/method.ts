import { Command } from 'commander';

/** The methods as commands: each package brings its own, with its own help. */
const methods: Record<string, () => Promise<{ command: MethodCommand }>> = {};

interface MethodCommand {
  name: string;
  help: string;
  run(args: readonly string[], io: { out(text: string): void; err(text: string): void }): Promise<number>;
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
        const { command: method } = await load();
        const words = process.argv.slice(process.argv.indexOf(name) + 1);
        process.exitCode = await method.run(words, {
          out: (text) => process.stdout.write(text),
          err: (text) => process.stderr.write(text),
        });
      });
  return command;
};
