/** What the FQDN tags of Azure Firewall stand for, as far as Microsoft's documents list it (F11). */
import { type Pattern, parseHostPattern } from '../azure/host-patterns.js';

/** Tags whose hosts have nothing to do with Azure Machine Learning: Windows' own services. Lower case. */
const FOREIGN = new Set([
  'windowsupdate',
  'windowsdiagnostics',
  'microsoftactiveprotectionservice',
  'intune',
  'windows365',
]);

/**
 * Hosts of the tag AzureKubernetesService: the required FQDNs of the AKS page (azure-aks-docs, outbound-rules-control-egress, 2026-06-18), all
 * clouds together, region by wildcard. Not the API server by its address, and none of Azure Machine Learning's own hosts.
 */
const AZURE_KUBERNETES_SERVICE = [
  '*.azmk8s.io',
  '*.cx.aks.containerservice.azure.us',
  '*.cx.prod.service.azk8s.cn',
  'mcr.microsoft.com',
  '*.data.mcr.microsoft.com',
  'mcr-0001.mcr-msedge.net',
  'management.azure.com',
  'management.usgovcloudapi.net',
  'management.chinacloudapi.cn',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'packages.microsoft.com',
  'acs-mirror.azureedge.net',
  'packages.aks.azure.com',
  '*.azk8s.cn',
  'mcr.azure.cn',
  '*.data.mcr.azure.cn',
].flatMap((host) => parseHostPattern(host) ?? []);

/** The hosts of an FQDN tag; `null` where Microsoft keeps the list to itself or it is too changeable to know. */
export function fqdnTagHosts(tag: string): readonly Pattern[] | null {
  const name = tag.trim().toLowerCase();
  if (name === 'azurekubernetesservice') return AZURE_KUBERNETES_SERVICE;
  return FOREIGN.has(name) ? [] : null;
}
