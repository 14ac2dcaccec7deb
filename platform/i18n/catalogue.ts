import { IntlMessageFormat } from 'intl-messageformat';
import { DEFAULT_LANG, LANGS, LANGUAGES, type Lang } from './languages.ts';

/** ICU messages by flat key. */
export type Messages = Record<string, string>;

/** The words of one package: every key begins with its prefix, or one of them, and a dot. */
export interface WordSource {
  prefix: string | readonly string[];
  messages: Record<Lang, Messages>;
}

export type Values = Record<string, string | number | Date>;

/** One message ready to be spoken. */
export interface Compiled {
  /** The whole text, where nothing has to be filled in. */
  literal: string | null;
  /** Names that steer a `select`: never altered before formatting. */
  steering: ReadonlySet<string>;
  format(values: Values): string;
}

export interface CatalogueOptions {
  /** Throw for a missing key or value. On in tests, off where people would meet the error instead of a page. */
  strict?: boolean;
  /** Told once of each thing missing, when not strict. */
  onMissing?: (complaint: string) => void;
}

export interface Catalogue {
  /** The message in a language, else in English, else nothing. Compiled once. */
  find(lang: Lang, key: string): Compiled | undefined;
  has(key: string): boolean;
  keys(): string[];
  /** Throws when strict; says it once when not. */
  complain(complaint: string): void;
}

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** `TYPE.literal` of the ICU parser, which exports it from a package that is not ours to name. */
const LITERAL: number = 0;

/** Tags stay text: messages are plain, and encoding happens on output. */
const icu = (text: string, lang: Lang) =>
  new IntlMessageFormat(text, LANGUAGES[lang].locale, undefined, { ignoreTag: true });

/**
 * Puts the words of all packages together.
 * @throws when a key lacks its package's prefix or comes twice: both are mistakes of ours, found at start.
 */
export function createCatalogue(sources: readonly WordSource[], options: CatalogueOptions = {}): Catalogue {
  const { strict = process.env.VITEST === 'true', onMissing = (complaint) => console.warn(complaint) } = options;
  const texts = gather(sources);
  const compiled: Record<string, Map<string, Compiled>> = Object.fromEntries(LANGS.map((lang) => [lang, new Map()]));
  const complained = new Set<string>();

  const complain = (complaint: string) => {
    if (strict) throw new Error(complaint);
    if (complained.has(complaint) || complained.size > 10_000) return;
    complained.add(complaint);
    onMissing(complaint);
  };

  const lookUp = (lang: Lang, key: string): Compiled | undefined => {
    const known = compiled[lang]!.get(key);
    if (known) return known;
    const text = texts[lang].get(key);
    if (text === undefined) return undefined;
    const fresh = compile(text, lang);
    compiled[lang]!.set(key, fresh);
    return fresh;
  };

  return {
    find(lang, key) {
      const found = lookUp(lang, key);
      if (found) return found;
      complain(`No words in '${lang}' for '${key}'`);
      return lookUp(DEFAULT_LANG, key);
    },
    has: (key) => texts[DEFAULT_LANG].has(key),
    keys: () => [...texts[DEFAULT_LANG].keys()],
    complain,
  };
}

function gather(sources: readonly WordSource[]): Record<Lang, Map<string, string>> {
  const texts = Object.fromEntries(LANGS.map((lang) => [lang, new Map<string, string>()])) as Record<
    Lang,
    Map<string, string>
  >;
  for (const { prefix, messages } of sources) {
    for (const lang of LANGS) {
      for (const [key, text] of Object.entries(messages[lang])) {
        if (![prefix].flat().includes(key.split('.', 1)[0] ?? ''))
          throw new Error(`The key '${key}' must begin with '${[prefix].flat().join(`.' or '`)}.'`);
        if (texts[lang].has(key)) throw new Error(`The key '${key}' is given twice in '${lang}'`);
        texts[lang].set(key, text);
      }
    }
  }
  return texts;
}

function compile(text: string, lang: Lang): Compiled {
  const message = icu(text, lang);
  const elements = message.getAst();
  const only = elements[0];
  const literal =
    elements.length === 0 ? '' : elements.length === 1 && only?.type === LITERAL && 'value' in only ? only.value : null;
  return {
    literal,
    steering: namesOf(elements, true),
    format: (values) => String(message.format(values)),
  };
}

/**
 * Names a message asks for.
 * @throws SyntaxError when the message is not ICU
 */
export const placeholdersOf = (text: string): ReadonlySet<string> => namesOf(icu(text, DEFAULT_LANG).getAst(), false);

/** Names in a message, those in the branches of a `plural` or `select` too; or only the ones that steer a branch. */
function namesOf(elements: Elements, onlySteering: boolean, names = new Set<string>()): Set<string> {
  for (const element of elements) {
    const branches = 'options' in element ? Object.values(element.options) : [];
    if ('value' in element && element.type !== LITERAL && (!onlySteering || branches.length > 0))
      names.add(element.value);
    for (const branch of branches) namesOf(branch.value, onlySteering, names);
  }
  return names;
}
