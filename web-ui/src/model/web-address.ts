/** An address that a link may lead to; null for anything but the web's own, such as javascript: or s3:. */
export function webAddress(text: string | null): string | null {
  try {
    const { protocol } = new URL(text ?? '');
    return text !== null && (protocol === 'https:' || protocol === 'http:') ? text : null;
  } catch {
    return null;
  }
}
