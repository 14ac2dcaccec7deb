import type { AccountsConfig } from './model.ts';

/** The part of the configuration that accounts are made from. `Config` of `platform/config` fits. */
interface Settings {
  demo: boolean;
  sms: { perDay: number; countries: readonly string[] };
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
}

/** @param key the installation's key; what accounts need is derived from it */
export function accountsConfigFrom({ demo, sms, oidc }: Settings, key: Buffer): AccountsConfig {
  return {
    secret: key,
    demo,
    smsPerDay: sms.perDay,
    smsCountries: sms.countries,
    oidc: oidc ? [{ id: 'sso', ...oidc }] : [],
  };
}
