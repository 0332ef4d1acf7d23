/* The only file that talks to the server. */

const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
const PATIENCE = 20000;

/* {status, body}; throws only where no answer came at all. */
export async function ask(path, body) {
  const options = { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), headers: {} };
  if (body !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  let value = {};
  try { value = await response.json(); } catch { /* a proxy's page, or nothing */ }
  return { status: response.status, body: value };
}

export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
