/** The executable of the action. */
import { run } from './action.js';

await run();
