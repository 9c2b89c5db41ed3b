/** The part of `@actions/core` that is used, so that it can be passed in. */

export interface AnnotationPlace {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

export interface ActionCore {
  readonly getInput: (name: string) => string;
  readonly setSecret: (secret: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly setFailed: (message: string) => void;
  readonly error: (message: string, place?: AnnotationPlace) => void;
  readonly warning: (message: string, place?: AnnotationPlace) => void;
  readonly notice: (message: string, place?: AnnotationPlace) => void;
  readonly info: (message: string) => void;
  readonly summary: SummaryWriter;
}

export interface SummaryWriter {
  readonly addRaw: (text: string, endOfLine?: boolean) => unknown;
  readonly emptyBuffer: () => unknown;
  readonly write: () => Promise<unknown>;
}
