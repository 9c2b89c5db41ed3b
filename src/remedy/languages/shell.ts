/** Words of a POSIX shell. */

/** A word that the shell takes as it is, quoted where it has to be. */
export function quote(text: string): string {
  return /^[A-Za-z0-9._-]+$/.test(text) ? text : `'${text.replace(/[\r\n]+/g, ' ').replace(/'/g, "'\\''")}'`;
}
