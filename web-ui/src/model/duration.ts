/** How long something has lasted, to two parts at most: "12 s", "3 min", "3 h 02", "2 d". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min`;
  }
  if (whole < 24 * 3600) {
    return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}`;
  }
  return age(whole);
}

/** How old something is, to one part: "12 s", "9 min", "3 h", "2 d". */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min`;
  }
  return whole < 24 * 3600 ? `${Math.floor(whole / 3600)} h` : `${Math.floor(whole / (24 * 3600))} d`;
}

/** How long a job ran, exact for short ones: "8 s", "2 min 05 s", "3 h 02". */
export function ranFor(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole >= 60 && whole < 3600
    ? `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
    : duration(whole);
}

/** How long it is until something, never less than there is: "8 s", "1 min 12 s", "2 h 05". */
export function timeLeft(seconds: number): string {
  return ranFor(Math.ceil(seconds));
}
