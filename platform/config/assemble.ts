import type { SettingName, Values } from './settings.ts';

/** Everything that can be set, checked, in the shape the app uses. Absent things are null, never empty text. */
export interface Config {
  /** 0 means any free port. */
  port: number;
  host: string;
  /** Scheme, host and port; no slash at the end. */
  publicUrl: string;
  /** Host names that are answered besides those of places, without ports; `*.x` stands for all under x. */
  allowedHosts: string[];
  /** Networks whose forwarded headers are believed; empty: nobody's. */
  trustProxy: string[];
  /** Absolute path. */
  dataDir: string;
  database: {
    /** Null: the PostgreSQL that Upwell runs itself in `dataDir`/postgres. */
    url: string | null;
    /** Who migrates; null: whoever `url` names. */
    ownerUrl: string | null;
    pool: number;
    /** Null: any free port. */
    embeddedPort: number | null;
  };
  /** 32 bytes, when given by the environment; `ensureKey(config)` gives the key whichever way it is kept. */
  key: Buffer | null;
  /** Null: e-mail goes to the outbox only (or to Notify). */
  mail: { smtpUrl: string; from: string } | null;
  /** GOV.UK Notify; a template is null where that channel is not used. */
  notify: {
    apiKey: string;
    emailTemplate: string | null;
    smsTemplate: string | null;
    letterTemplate: string | null;
  } | null;
  sms: {
    /** Of the whole installation. */
    perDay: number;
    perNumberPerDay: number;
    /** Calling codes, as `44`. */
    countries: string[];
  };
  /** What providers sign their calls with; null: no calls are taken. */
  webhookSecret: string | null;
  messagesPerPersonPerWeek: number;
  /** Null: files are kept in `dataDir`/files. */
  s3: {
    /** Null: Amazon. */
    endpoint: string | null;
    region: string;
    bucket: string;
    accessKeyId: string;
    secretAccessKey: string;
    pathStyle: boolean;
  } | null;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  /** The first is the usual one. */
  languages: ('en' | 'cy' | 'pl' | 'ur')[];
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  demo: boolean;
  /** Where a movable clock starts; null: the real time. */
  testClock: Date | null;
  /** Multiplies every rate limit. */
  rateLimitScale: number;
  testDatabaseUrl: string | null;
  referenceData: string | null;
  /** Sentences for the person who hosts, to be shown at the start. */
  warnings: string[];
}

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Puts the settings together and checks those that lean on one another. */
export function assemble(values: Values): { value: Omit<Config, 'warnings'>; problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  /** The values of a group that only makes sense whole, or null when none of it was set. */
  const together = <Name extends SettingName>(names: Name[], why: string) => {
    const missing = names.filter((name) => values[name] === undefined);
    if (missing.length === names.length) return null;
    for (const name of missing) problems.push(`${name} is missing. ${why}`);
    return missing.length === 0 ? (values as Required<Pick<Values, Name>>) : null;
  };

  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  const { hostname, protocol } = new URL(publicUrl);
  const onThisMachine = local.has(hostname) || hostname.endsWith('.localhost');
  if (!onThisMachine && protocol === 'http:') {
    warnings.push(`PUBLIC_URL is not https: what people write to ${hostname} can be read on the way.`);
  }
  if (values.TEST_CLOCK && !onThisMachine) {
    problems.push('TEST_CLOCK is for tests only. Take it out, or set PUBLIC_URL to an address on localhost.');
  }
  if (values.DATABASE_OWNER_URL && !values.DATABASE_URL) {
    problems.push('DATABASE_URL is missing. DATABASE_OWNER_URL alone does not say where the database of the app is.');
  }
  if (values.MAIL_FROM && !values.SMTP_URL) {
    warnings.push('MAIL_FROM changes nothing without SMTP_URL.');
  } else {
    together(['SMTP_URL', 'MAIL_FROM'], 'E-mail needs both SMTP_URL and MAIL_FROM.');
  }
  const s3 = together(
    ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
    'The store needs a bucket, a key and its name.',
  );
  if (!s3 && values.S3_ENDPOINT) problems.push('S3_BUCKET is missing. S3_ENDPOINT alone does not say where files go.');
  const oidc = together(
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    'Signing in with a provider needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
  );
  const notify = notifyOf(values, problems);
  if (values.DEMO && (values.SMTP_URL || notify)) {
    warnings.push(
      'DEMO is on and real messages can be sent. Invented people have invented addresses: take the mail settings out.',
    );
  }

  return {
    problems,
    warnings,
    value: {
      port: values.PORT!,
      host: values.HOST!,
      publicUrl,
      allowedHosts: [
        ...new Set([
          hostname,
          ...(onThisMachine ? ['localhost', '127.0.0.1', '[::1]', '*.localhost'] : []),
          ...(values.ALLOWED_HOSTS ?? []),
        ]),
      ],
      trustProxy: values.TRUST_PROXY!,
      dataDir: values.DATA_DIR!,
      database: {
        url: values.DATABASE_URL ?? null,
        ownerUrl: values.DATABASE_OWNER_URL ?? null,
        pool: values.DATABASE_POOL!,
        embeddedPort: values.EMBEDDED_PG_PORT ?? null,
      },
      key: values.UPWELL_KEY ?? null,
      mail: values.SMTP_URL && values.MAIL_FROM ? { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM } : null,
      notify,
      sms: {
        perDay: values.SMS_PER_DAY!,
        perNumberPerDay: values.SMS_PER_NUMBER_PER_DAY!,
        countries: values.SMS_COUNTRIES!,
      },
      webhookSecret: values.WEBHOOK_SECRET ?? null,
      messagesPerPersonPerWeek: values.MESSAGES_PER_PERSON_PER_WEEK!,
      s3: s3 && {
        endpoint: values.S3_ENDPOINT ?? null,
        region: values.S3_REGION!,
        bucket: s3.S3_BUCKET,
        accessKeyId: s3.S3_ACCESS_KEY_ID,
        secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
        pathStyle: values.S3_PATH_STYLE!,
      },
      oidc: oidc && {
        issuer: oidc.OIDC_ISSUER,
        clientId: oidc.OIDC_CLIENT_ID,
        clientSecret: oidc.OIDC_CLIENT_SECRET,
        name: values.OIDC_NAME!,
      },
      languages: values.LANGUAGES!,
      logLevel: values.LOG_LEVEL!,
      demo: values.DEMO!,
      testClock: values.TEST_CLOCK ?? null,
      rateLimitScale: values.RATE_LIMIT_SCALE!,
      testDatabaseUrl: values.TEST_DATABASE_URL ?? null,
      referenceData: values.UPWELL_DATA ?? null,
    },
  };
}

function notifyOf(values: Values, problems: string[]): Config['notify'] {
  const templates = {
    emailTemplate: values.NOTIFY_EMAIL_TEMPLATE ?? null,
    smsTemplate: values.NOTIFY_SMS_TEMPLATE ?? null,
    letterTemplate: values.NOTIFY_LETTER_TEMPLATE ?? null,
  };
  const some = Object.values(templates).some((template) => template !== null);
  if (values.NOTIFY_API_KEY && !some) {
    problems.push(
      'NOTIFY_API_KEY needs at least one template: set NOTIFY_EMAIL_TEMPLATE, NOTIFY_SMS_TEMPLATE or NOTIFY_LETTER_TEMPLATE.',
    );
  }
  if (!values.NOTIFY_API_KEY && some) problems.push('NOTIFY_API_KEY is missing. A template alone sends nothing.');
  return values.NOTIFY_API_KEY && some ? { apiKey: values.NOTIFY_API_KEY, ...templates } : null;
}
