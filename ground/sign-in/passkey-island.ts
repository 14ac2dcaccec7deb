/**
 * Asks the device for a passkey and sends its answer (Web Authentication Level 3). Runs in the browser, on pages with a
 * field `data-passkey`; without it the page says that another way in is needed.
 */
interface JsonCredential {
  toJSON(): unknown;
}

interface FromJson {
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions;
}

const fromBase64Url = (text: string): string => {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
  return new TextDecoder().decode(bytes);
};

async function answerOf(field: HTMLInputElement): Promise<string | null> {
  const options: unknown = JSON.parse(fromBase64Url(field.dataset.options ?? ''));
  const reader = PublicKeyCredential as unknown as FromJson;
  const credential =
    field.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: reader.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: reader.parseRequestOptionsFromJSON(options) });
  return credential ? JSON.stringify((credential as unknown as JsonCredential).toJSON()) : null;
}

for (const field of document.querySelectorAll<HTMLInputElement>('input[data-passkey]')) {
  field.form?.addEventListener('submit', async (event) => {
    if (field.value !== '' || !('PublicKeyCredential' in window)) return;
    event.preventDefault();
    // A device that was declined or has no passkey leaves the field empty: the server then says what to do.
    field.value = (await answerOf(field).catch(() => null)) ?? '';
    field.form?.submit();
  });
}
