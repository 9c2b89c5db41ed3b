/** Whether one path is below another. */
import path from 'node:path';

/** Whether `file` is `folder` or below it; both absolute, links already followed. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!path.isAbsolute(relative) && relative !== '..' && !relative.startsWith(`..${path.sep}`));
}
