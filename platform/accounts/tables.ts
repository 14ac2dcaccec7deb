export interface AccountTable {
  id: string;
  email: string;
  email_proved: boolean;
  name: string;
  image: string | null;
  links: number;
  blocked_at: Date | null;
  sessions_from: Date;
  created_at: Date;
  updated_at: Date;
}

export interface AccountPhoneTable {
  account_id: string;
  phone: string;
  proved_at: Date;
}

export interface AccountIdentityTable {
  id: string;
  account_id: string;
  provider_id: string;
  subject: string;
  created_at: Date;
  updated_at: Date;
}

export interface AccountPasskeyTable {
  id: string;
  account_id: string;
  rp_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  backed_up: boolean;
  label: string;
  created_at: Date;
  used_at: Date | null;
}

export interface AccountPersonTable {
  place_id: string;
  account_id: string;
  person_id: string;
  created_at: Date;
}

export interface AccountSessionTable {
  place_id: string;
  id: string;
  token: string;
  account_id: string;
  user_agent: string | null;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface AccountVerificationTable {
  place_id: string;
  id: string;
  expires_at: Date;
}

export type ChallengeKind = 'email' | 'phone' | 'passkey' | 'add-email' | 'add-phone' | 'add-passkey';

export interface AccountChallengeTable {
  place_id: string;
  id: string;
  kind: ChallengeKind;
  handle_hash: Buffer;
  address: string | null;
  code_hash: Buffer | null;
  link_hash: Buffer | null;
  question: string | null;
  account_id: string | null;
  return_to: string;
  guesses_left: number;
  created_at: Date;
  expires_at: Date;
  spent_at: Date | null;
}

export interface AccountLimitTable {
  key: Buffer;
  window_start: Date;
  taken: number;
  expires_at: Date;
}

export interface OwnerClaimTable {
  subject: string;
  code_hash: Buffer;
  created_at: Date;
  claimed_at: Date | null;
}

declare module '@upwell/platform/database' {
  interface Tables {
    account: AccountTable;
    account_phone: AccountPhoneTable;
    account_identity: AccountIdentityTable;
    account_passkey: AccountPasskeyTable;
    account_person: AccountPersonTable;
    account_session: AccountSessionTable;
    account_verification: AccountVerificationTable;
    account_challenge: AccountChallengeTable;
    account_limit: AccountLimitTable;
    owner_claim: OwnerClaimTable;
  }
}
