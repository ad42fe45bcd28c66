const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** "412 MB", "1.2 GB": three digits at most, powers of 1000 as object stores count. */
export function byteSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size).toString();
  return `${digits} ${UNITS[unit] ?? 'B'}`;
}
