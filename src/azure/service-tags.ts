/** Names of service tags: every spelling to Azure's own, and which names exist. Facts: T6, T7, T8; names from the public download of 2025-11-17. */
import { nearest } from './nearest.js';
import { findRegion, nearestRegion, normaliseRegion } from './regions.js';

/** A service tag, taken apart. */
export interface ServiceTag {
  /** Azure's own name, region in lower case: `Storage.westus2`, `AzureFrontDoor.Frontend`, `AzureCloud`. */
  readonly name: string;
  /** The tag without its region: `Storage`, `AzureFrontDoor.Frontend`. */
  readonly service: string;
  /** Normalised region, or `null` for the whole service. */
  readonly region: string | null;
  /** False where no such tag exists: it matches nothing. */
  readonly exists: boolean;
  /** For a tag that does not exist: the nearest real name. */
  readonly suggestion: string | null;
  /** Set where the text is the documents' spelling and not Azure's name (T6). */
  readonly documentSpelling: boolean;
}

/** Words in an address field that are no service with prefixes of its own. Key: lower case. */
const SPECIAL: ReadonlyMap<string, string> = new Map(
  ['Internet', 'VirtualNetwork', 'AzureLoadBalancer', 'AzurePlatformDNS', 'AzurePlatformIMDS', 'AzurePlatformLKM'].map(
    (name) => [name.toLowerCase(), name] as const,
  ),
);

/** `regional`: the tag exists with a region as well. */
const REGIONAL_SERVICES = [
  'ActionGroup',
  'ApiManagement',
  'AppService',
  'AppServiceManagement',
  'AzureArcInfrastructure',
  'AzureAttestation',
  'AzureBackup',
  'AzureBotService',
  'AzureCloud',
  'AzureCognitiveSearch',
  'AzureConnectors',
  'AzureContainerRegistry',
  'AzureCosmosDB',
  'AzureDataExplorerManagement',
  'AzureDataLake',
  'AzureDevOps',
  'AzureDevSpaces',
  'AzureDigitalTwins',
  'AzureEventGrid',
  'AzureIoTHub',
  'AzureKeyVault',
  'AzureMachineLearning',
  'AzureMonitor',
  'AzureOpenDatasets',
  'AzurePortal',
  'AzureResourceManager',
  'AzureSecurityCenter',
  'AzureSignalR',
  'AzureUpdateDelivery',
  'BatchNodeManagement',
  'DataFactory',
  'Dynamics365ForMarketingEmail',
  'EventHub',
  'GatewayManager',
  'HDInsight',
  'LogicApps',
  'MicrosoftCloudAppSecurity',
  'MicrosoftContainerRegistry',
  'PowerBI',
  'PowerPlatformInfra',
  'PowerPlatformPlex',
  'PowerQueryOnline',
  'SCCservice',
  'ServiceBus',
  'ServiceFabric',
  'Sql',
  'Storage',
  'StorageSyncService',
  'WindowsVirtualDesktop',
];

const GLOBAL_SERVICES = [
  'AppConfiguration',
  'ApplicationInsightsAvailability',
  'AutonomousDevelopmentPlatform',
  'AzureActiveDirectory',
  'AzureActiveDirectory.ServiceEndpoint',
  'AzureActiveDirectoryDomainServices',
  'AzureAdvancedThreatProtection',
  'AzureDatabricks',
  'AzureDeviceUpdate',
  'AzureFrontDoor.Backend',
  'AzureFrontDoor.FirstParty',
  'AzureFrontDoor.Frontend',
  'AzureFrontDoor.MicrosoftSecurity',
  'AzureHealthcareAPIs',
  'AzureIdentity',
  'AzureInformationProtection',
  'AzureLoadTestingInstanceManagement',
  'AzureMachineLearningInference',
  'AzureManagedGrafana',
  'AzureMonitor.Core',
  'AzureMonitorForSAP',
  'AzureSentinel',
  'AzureSiteRecovery',
  'AzureSphere',
  'AzureSpringCloud',
  'AzureStack',
  'AzureTrafficManager',
  'AzureWebPubSub',
  'ChaosStudio',
  'CognitiveServicesFrontend',
  'CognitiveServicesManagement',
  'DataFactoryManagement',
  'Dynamics365BusinessCentral',
  'EOPExternalPublishedIPs',
  'Grafana',
  'GuestAndHybridManagement',
  'KustoAnalytics',
  'LogicAppsManagement',
  'M365ManagementActivityApi',
  'M365ManagementActivityApiWebhook',
  'Marketplace',
  'MicrosoftAzureFluidRelay',
  'MicrosoftDefenderForEndpoint',
  'MicrosoftPurviewPolicyDistribution',
  'OneDsCollector',
  'Scuba',
  'SecurityCopilot',
  'SerialConsole',
  'SqlManagement',
  'StorageMover',
  'VideoIndexer',
  'WindowsAdminCenter',
];

/** The documents' spellings (T6). Key: lower case. */
const DOCUMENT_SPELLINGS = new Map([
  ['keyvault', 'AzureKeyVault'],
  ['containerregistry', 'AzureContainerRegistry'],
  ['frontdoor.firstparty', 'AzureFrontDoor.FirstParty'],
  ['frontdoor.frontend', 'AzureFrontDoor.Frontend'],
  ['machinelearning', 'AzureMachineLearning'],
  ['resourcemanager', 'AzureResourceManager'],
]);

/** Region suffixes that are not the region's name (T8). */
const IRREGULAR_REGIONS = new Map([
  ['centralfrance', 'francecentral'],
  ['southfrance', 'francesouth'],
  ['germanywc', 'germanywestcentral'],
  ['germanyn', 'germanynorth'],
  ['norwaye', 'norwayeast'],
  ['norwayw', 'norwaywest'],
  ['switzerlandn', 'switzerlandnorth'],
  ['switzerlandw', 'switzerlandwest'],
  ['brazilse', 'brazilsoutheast'],
  ['brazilne', 'brazilnortheast'],
  ['chilec', 'chilecentral'],
  ['usstagee', 'eastusstg'],
  ['usstagec', 'southcentralusstg'],
]);

/** Suffixes of stages and canaries: real tags of regions that no workspace is in. */
const INTERNAL_REGIONS = /^(eastusstg|southcentralusstg|[a-z0-9]+stage|[a-z0-9]+euap)$/;

const SERVICES = new Map<string, { readonly name: string; readonly regional: boolean }>([
  ...REGIONAL_SERVICES.map((name) => [name.toLowerCase(), { name, regional: true }] as const),
  ...GLOBAL_SERVICES.map((name) => [name.toLowerCase(), { name, regional: false }] as const),
]);

/** The canonical spelling of `Internet`, `VirtualNetwork`, `AzureLoadBalancer` and the platform tags; `null` for anything else. */
export function specialTag(text: string): string | null {
  return SPECIAL.get(text.toLowerCase()) ?? null;
}

/** Reads a region suffix of a tag in any of its spellings: `WestUS2`, `westus2`, `centralfrance`. */
export function tagRegion(suffix: string): string {
  const normalised = normaliseRegion(suffix);
  return IRREGULAR_REGIONS.get(normalised) ?? normalised;
}

/** Takes a service tag apart, in any spelling and case. A name that does not exist comes back as written, with the nearest real name. */
export function parseServiceTag(text: string): ServiceTag {
  const whole = lookUp(text);
  if (whole !== null) return existing(whole.name, null, whole.documentSpelling);
  const dot = text.lastIndexOf('.');
  if (dot > 0) {
    const service = lookUp(text.slice(0, dot));
    const suffix = text.slice(dot + 1);
    const region = tagRegion(suffix);
    if (service !== null) {
      const known = findRegion(region) !== null || INTERNAL_REGIONS.test(region);
      if (service.regional && known) return existing(service.name, region, service.documentSpelling);
      return {
        ...existing(service.name, region, service.documentSpelling),
        exists: false,
        // Looked for only where somebody asks: the engine meets a tag far more often than a person reads of it.
        get suggestion() {
          return service.regional ? nearestTag(text) : service.name;
        },
      };
    }
  }
  return {
    name: text,
    service: text,
    region: null,
    exists: false,
    get suggestion() {
      return nearestTag(text);
    },
    documentSpelling: false,
  };
}

/** Azure's own name of a tag, whatever its spelling: what reports and remedies print. */
export function canonicalTag(text: string): string {
  return specialTag(text) ?? parseServiceTag(text).name;
}

function lookUp(
  text: string,
): { readonly name: string; readonly regional: boolean; readonly documentSpelling: boolean } | null {
  const lower = text.toLowerCase();
  const known = SERVICES.get(lower);
  if (known !== undefined) return { ...known, documentSpelling: false };
  const spelling = DOCUMENT_SPELLINGS.get(lower);
  const meant = spelling === undefined ? undefined : SERVICES.get(spelling.toLowerCase());
  return meant === undefined ? null : { ...meant, documentSpelling: true };
}

function existing(service: string, region: string | null, documentSpelling: boolean): ServiceTag {
  const name = region === null ? service : `${service}.${region}`;
  return { name, service, region, exists: true, suggestion: null, documentSpelling };
}

function nearestTag(text: string): string | null {
  const dot = text.lastIndexOf('.');
  const names = [...SPECIAL.values(), ...[...SERVICES.values()].map(({ name }) => name)];
  const service = dot > 0 ? nearest(text.slice(0, dot), names) : null;
  const region = dot > 0 ? nearestRegion(text.slice(dot + 1)) : null;
  return service !== null && region !== null ? `${service}.${region}` : nearest(text, names);
}
