/** Which document an edition is from, for reports that name the edition only. */
import { LIBRARY } from '../requirements/built-in.js';
import type { SourceDocument } from '../requirements/edition.js';

/** `null` for an edition that does not come with the tool, and for one that names no document. */
export function editionSource(name: string): SourceDocument | null {
  return LIBRARY.editions.get(name)?.source ?? null;
}
