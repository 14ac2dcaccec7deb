import { assemble, type Config } from './assemble.ts';
import { ConfigError, type Environment, readValues, strangers } from './read.ts';

export type { Config } from './assemble.ts';
export { ensureKey, keyFile } from './key.ts';
export { configurationPage } from './page.ts';
export { ConfigError, type Environment } from './read.ts';
export { languages, logLevels } from './settings.ts';

/**
 * The configuration of this process. This is the only reader of the environment; everything else is handed a `Config`.
 *
 * @throws ConfigError naming every setting that is wrong, in sentences for the person who hosts.
 */
export function readConfig(environment: Environment = process.env): Config {
  const { values, problems } = readValues(environment);
  if (problems.length > 0) throw new ConfigError(problems);
  const config = assemble(values);
  if (config.problems.length > 0) throw new ConfigError(config.problems);
  return { ...config.value, warnings: [...strangers(environment), ...config.warnings] };
}
