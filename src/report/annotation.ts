/** One workflow annotation, as data. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Missing where the input tells no place, and in the annotation that sums up the rest. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** One line. */
  readonly title: string;
  /** Lines separated by `\n`. */
  readonly message: string;
}
