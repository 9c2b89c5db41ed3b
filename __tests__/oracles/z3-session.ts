/** A session with the SMT solver: tags defined once, then one satisfiability question after another. */
import { init, killThreads } from 'z3-solver';
import type { Family } from './z3-addresses.js';
import type { Formula } from './z3-formula.js';
import type { Vocabulary } from './z3-tags.js';

export interface Session {
  /** Whether some packet makes the formula true. */
  readonly satisfiable: (formula: Formula) => boolean;
  /** Ends the solver's threads, which would keep the process alive. */
  readonly close: () => Promise<void>;
  readonly questions: () => number;
}

/** The packet's variables. */
export const SOURCE_PORT = 'sport';
export const DESTINATION_PORT = 'dport';
export const source = (family: Family): Formula => `src${family}`;
export const destination = (family: Family): Formula => `dst${family}`;

const DECLARATIONS = `
(set-logic QF_BV)
(declare-const src4 (_ BitVec 32)) (declare-const dst4 (_ BitVec 32))
(declare-const src6 (_ BitVec 128)) (declare-const dst6 (_ BitVec 128))
(declare-const sport (_ BitVec 16)) (declare-const dport (_ BitVec 16))`;

/** What we use of the compiled module itself. */
interface Module {
  readonly _malloc: (size: number) => number;
  readonly _free: (at: number) => void;
  readonly HEAPU8: Uint8Array;
  readonly UTF8ToString: (at: number) => string;
  readonly _Z3_eval_smtlib2_string: (context: unknown, text: number) => number;
}

/**
 * Starts Z3. The text goes to memory of its own and is evaluated on this thread: the package's own `eval_smtlib2_string` (5.2.0) keeps the text on
 * the stack while another thread reads it, and now and then answers to something else.
 */
export async function openSession(vocabulary: Vocabulary): Promise<Session> {
  const { Z3, em } = await init();
  const context = Z3.mk_context(Z3.mk_config());
  const module = em as Module;
  const run = (text: string): string => {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const at = module._malloc(bytes.length);
    module.HEAPU8.set(bytes, at);
    const answer = module.UTF8ToString(module._Z3_eval_smtlib2_string(context, at)).trim();
    module._free(at);
    return answer;
  };
  run(DECLARATIONS);
  let defined = 0;
  let questions = 0;
  return {
    satisfiable: (formula) => {
      const definitions = [...vocabulary.definitions.values()].slice(defined);
      defined += definitions.length;
      questions += 1;
      const answer = run(`${definitions.join('\n')}\n(push)\n(assert ${formula})\n(check-sat)\n(pop)`);
      if (answer !== 'sat' && answer !== 'unsat') throw new Error(`Z3 answers "${answer}" to ${formula}`);
      return answer === 'sat';
    },
    close: async () => {
      Z3.del_context(context);
      await killThreads(em);
    },
    questions: () => questions,
  };
}
