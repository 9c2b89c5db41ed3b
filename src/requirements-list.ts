/** The matrix as it applies, without any input: what conditions ask about is open, so their rows are recommended. */
import { msg } from './azure/message.js';
import { findRegion } from './azure/regions.js';
import { unknown } from './azure/value.js';
import type { CheckIo } from './check-options.js';
import { loadEdition } from './inputs.js';
import type { RequirementsList } from './report/matrix.js';
import type { MatrixContext, ScopeFacts } from './requirements/facts.js';
import { featureLevels } from './requirements/features.js';
import { requirementsFor } from './requirements/instantiate.js';
import type { Settings } from './settings/settings.js';

const NO_INPUT = unknown(msg`there is no input`);

/** @throws {ConfigurationError} there is no such edition or feature */
export async function listRequirements(
  settings: Settings,
  io: CheckIo,
  behindFirewall: boolean,
): Promise<RequirementsList> {
  const { edition } = await loadEdition(settings, io);
  const cloud =
    settings.cloud !== 'auto'
      ? settings.cloud
      : settings.region === null
        ? 'public'
        : (findRegion(settings.region)?.cloud ?? 'public');
  const hbi = settings.hbi === 'auto' ? NO_INPUT : settings.hbi;
  const context: MatrixContext = {
    cloud,
    region: settings.region ?? NO_INPUT,
    hbi,
    features: settings.features,
    language: settings.language,
  };
  const facts: ScopeFacts = {
    kind: 'subnet',
    hasCompute: false,
    publicIp: NO_INPUT,
    workspacePrivateEndpoint: NO_INPUT,
    privateEndpointInNetwork: NO_INPUT,
    storageBehindFirewall: behindFirewall ? true : NO_INPUT,
    monitorPrivateLink: false,
    kubernetes: null,
  };
  const requirements = requirementsFor(edition, context, facts);
  return {
    edition: edition.name,
    context: {
      cloud,
      region: settings.region,
      hbi: settings.hbi === 'auto' ? null : settings.hbi,
      features: featureLevels(settings.features, requirements),
    },
    requirements,
  };
}
