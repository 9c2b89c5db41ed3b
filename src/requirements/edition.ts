/** What an edition of the requirement matrix is: as it is written in a file, and as it is read. */
import type { Message } from '../azure/message.js';
import type { Cloud, Direction, Level, PortRange, Protocol } from './requirement.js';

export type Language = 'en' | 'ko' | 'fr';
export const LANGUAGES: readonly Language[] = ['en', 'ko', 'fr'];
export const CLOUDS: readonly Cloud[] = ['public', 'government', 'china'];

/** The names of the conditions under which a row is asked; what each means is in `features.ts`. */
export type Condition =
  | 'hbi'
  | 'compute-public-ip'
  | 'workspace-private-endpoint'
  | 'private-endpoint'
  | 'storage-firewall'
  | 'azure-monitor'
  | 'aks-public-api'
  | 'aks-gpu'
  | 'aks-extension';

/** Where a row is from. */
export interface SourceDocument {
  readonly document: string;
  /** `2026-03-19`. */
  readonly date?: string;
}

/** Hosts that stand in for a tag, as written. A list is for all clouds. */
export interface StandInDocument {
  readonly ports: readonly (number | string)[];
  /** Default `tcp`. */
  readonly protocols?: readonly Protocol[];
  /** Asked only where this feature is named. */
  readonly feature?: string;
  readonly hosts: readonly string[] | { readonly [cloud in Cloud]?: readonly string[] };
}

/** Ports that join a row's where a condition holds. */
export interface ExtraPortsDocument {
  /** The row that they are by themselves where it is open whether the condition holds. */
  readonly id: string;
  readonly ports: readonly (number | string)[];
  readonly when: Condition;
}

/** What may differ from cloud to cloud. */
export interface CloudDocument {
  readonly tag?: string;
  readonly host?: string;
  readonly ports?: readonly (number | string)[];
  readonly level?: Level;
  readonly when?: Condition | readonly Condition[];
}

/** A row as written. All but the id may be left out where it overrides a row of the edition that is extended. */
export interface RowDocument {
  readonly id: string;
  readonly direction?: Direction;
  readonly protocol?: Protocol;
  readonly ports?: readonly (number | string)[];
  readonly extraPorts?: readonly ExtraPortsDocument[];
  readonly tag?: string;
  readonly host?: string;
  readonly urlPath?: string;
  readonly partOf?: string;
  readonly fqdnTag?: string;
  readonly clouds?: readonly Cloud[];
  readonly byCloud?: { readonly [cloud in Cloud]?: CloudDocument };
  readonly level?: Level;
  readonly when?: Condition | readonly Condition[];
  readonly feature?: string | null;
  readonly purpose?: string | { readonly [language in Language]?: string };
  readonly source?: SourceDocument;
  readonly standIns?: readonly StandInDocument[];
}

/** An edition file, as written (requirements/edition.schema.json). */
export interface EditionDocument {
  readonly $schema?: string;
  readonly edition: string;
  readonly title?: string;
  readonly source?: SourceDocument;
  /** The built-in edition that this one changes. */
  readonly extends?: string;
  /** Built-in parts whose rows and stand-in hosts come after this edition's own. */
  readonly includes?: readonly string[];
  readonly rows?: readonly RowDocument[];
  /** Ids of rows of the extended edition (or the parts) that this one does without. */
  readonly remove?: readonly string[];
  readonly standIns?: { readonly [tag: string]: readonly StandInDocument[] };
}

/** Hosts that stand in for a tag in one cloud. */
export interface StandIn {
  readonly hosts: readonly string[];
  readonly ports: readonly PortRange[];
  readonly protocols: readonly Protocol[];
  readonly feature: string | null;
}

export interface ExtraPorts {
  readonly id: string;
  readonly ports: readonly PortRange[];
  readonly when: Condition;
}

/** A row as read, for some clouds. A row that differs by cloud is several of these with one id. */
export interface Row {
  readonly id: string;
  readonly clouds: readonly Cloud[];
  readonly direction: Direction;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly extraPorts: readonly ExtraPorts[];
  /** With `<region>` in it where the tag is regional. Exactly one of `tag` and `host` is not null. */
  readonly tag: string | null;
  readonly host: string | null;
  readonly urlPath: string | null;
  readonly partOf: string | null;
  readonly fqdnTag: string | null;
  /** `recommended`: never required. */
  readonly level: Level;
  /** All must hold. */
  readonly when: readonly Condition[];
  readonly feature: string | null;
  readonly purpose: Readonly<Record<Language, string>>;
  readonly source: SourceDocument;
  /** The row's own stand-in hosts by cloud, in place of the edition's; `null`: the edition's. */
  readonly standIns: StandIns | null;
}

export type StandIns = Readonly<Record<Cloud, readonly StandIn[]>>;

/** An edition, ready to be instantiated. */
export interface Edition {
  /** `2026-03`, or what a user's own file calls itself. */
  readonly name: string;
  readonly title: string;
  /** Inbound rows, then tags, then hosts, each in the order of the file. */
  readonly rows: readonly Row[];
  /** By tag without region (`Storage`). */
  readonly standIns: ReadonlyMap<string, StandIns>;
}

/** Something wrong with an edition file (exit status 2), or, with a message for the report, something odd about it. Lines and columns count from 1. */
export interface EditionError<Words = string> {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** The id of the row it is in, where it is in one. */
  readonly row: string | null;
  /** One line, without the place. */
  readonly message: Words;
}

/** An edition, with what is odd about it; or what is wrong, at least one error. */
export type EditionResult =
  | { readonly edition: Edition; readonly warnings: readonly EditionError<Message>[] }
  | { readonly errors: readonly EditionError[] };
