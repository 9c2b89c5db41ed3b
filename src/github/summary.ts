/** The job's summary: written if the runner takes it, and never the reason of a failure. */
import { plain } from '../report/escape.js';
import { messageOf } from './client.js';
import type { SummaryWriter } from './core.js';

/** What the runner keeps of one step, in bytes. */
export const LARGEST_SUMMARY = 1024 * 1024;

/** Appends `markdown` to the step's summary. @returns why that was not possible, or `null` */
export async function writeSummary(summary: SummaryWriter, markdown: string): Promise<string | null> {
  try {
    summary.addRaw(markdown, true);
    await summary.write();
    return null;
  } catch (error) {
    summary.emptyBuffer();
    return `The job summary could not be written: ${plain(messageOf(error), 300)}. The report is in the log.`;
  }
}
