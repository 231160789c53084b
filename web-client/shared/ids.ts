/** A new UUIDv7 (RFC 9562, 5.7). Written out because `crypto.randomUUID` is missing on plain HTTP, where the page must still explain itself. */
export function newId(now = Date.now()): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  const random = [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}
