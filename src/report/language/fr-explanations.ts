/** French: why a verdict is what it is, one sentence each. */
import type { Decider, ExplanationMessages, Flow } from '../../reachability/explanation.js';
import { ended, grammar } from './grammar.js';

const { date, list } = grammar('fr');

/** `trafic sortant TCP 443 vers Storage.westus2` */
const bare = ({ direction, ports, target }: Flow): string =>
  direction === 'outbound' ? `trafic sortant ${ports} vers ${target}` : `trafic entrant ${ports} depuis ${target}`;
const flowOf = (flow: Flow): string => `Le ${bare(flow)}`;
const flowIn = (flow: Flow): string => `le ${bare(flow)}`;

const NOUNS: Readonly<Record<string, string>> = {
  route: 'l’itinéraire',
  'managed-network': 'la règle de trafic sortant',
};

/** `la règle DenyInternet (priorité 4000) dans azurerm_network_security_group.ml`: takes `par`, no `de`, which would contract. */
function by({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  const order = priority === null ? '' : ` (priorité ${priority})`;
  const where = collection === undefined ? '' : `, collection ${collection},`;
  return `${NOUNS[leg] ?? 'la règle'} ${rule}${order}${where} dans ${resource}`;
}

const byDefault = (decider: Decider): string => by(decider).replace(/^(la règle|l’itinéraire) /, '$1 par défaut ');
const all = (deciders: readonly Decider[]): string => list(deciders.map(by));
const capital = (sentence: string): string => sentence.replace(/^\p{Ll}/u, (first) => first.toUpperCase());

export const explanations: ExplanationMessages = {
  'allowed-by-rule': (e) => `${flowOf(e.flow)} est autorisé par ${by(e.by)}.`,
  'allowed-as-part-of': (e) => `${flowOf(e.flow)} est autorisé comme partie de ${e.container} par ${by(e.by)}.`,
  'allowed-by-default-rule': (e) =>
    `Aucune règle propre ne décide pour ${flowIn(e.flow)}, et ${byDefault(e.by)} l’autorise.`,
  'allowed-all-legs': (e) => `${flowOf(e.flow)} est autorisé sur tout le chemin, par ${all(e.by)}.`,
  'allowed-together': (e) => `${flowOf(e.flow)} est autorisé conjointement par ${all(e.by)}.`,
  'no-group': (e) =>
    `Rien ne filtre ${flowIn(e.flow)}\u00a0: ${e.scope} n’a pas de groupe de sécurité réseau, et aucun pare-feu n’est sur le chemin.`,
  'allowed-by-hosts': (e) =>
    `${flowOf(e.flow)} est ouvert par nom d’hôte\u00a0: ${by(e.by)} autorise ${list(e.hosts)} à la place de l’étiquette.`,
  'allowed-by-pattern': (e) => `${flowOf(e.flow)} est autorisé par le modèle ${e.pattern} dans ${by(e.by)}.`,
  'host-allowed-as-internet': (e) =>
    `Un groupe de sécurité réseau ne voit pas les noms d’hôte, et ${by(e.by)} autorise Internet\u00a0: ${flowIn(e.flow)} est donc ouvert.`,
  'bypasses-firewall': (e) =>
    `${flowOf(e.flow)} ne passe pas par ${e.firewall}\u00a0: ${by(e.by)} l’envoie directement vers Internet.`,
  'by-service-endpoint': (e) =>
    `${flowOf(e.flow)} sort par le point de terminaison de service ${e.endpoint} défini sur ${e.scope}, quelle que soit la table de routage.`,
  'by-private-endpoint': (e) => `${flowOf(e.flow)} va au point de terminaison privé ${e.endpoint}.`,
  'by-default-outbound-access': (e) =>
    `${flowOf(e.flow)} est autorisé, mais ne quitte ${e.scope} que par l’accès sortant par défaut, que les nouveaux réseaux n’ont plus.`,
  'inbound-with-return-route': (e) =>
    `${flowOf(e.flow)} est autorisé par ${by(e.by)}, et ${by(e.route)} renvoie les réponses par Internet.`,

  'denied-by-rule': (e) => `${flowOf(e.flow)} est refusé par ${by(e.by)}.`,
  'denied-by-default-rule': (e) => `Aucune règle n’autorise ${flowIn(e.flow)}, et ${byDefault(e.by)} le refuse.`,
  'allow-behind-deny': (e) =>
    `${flowOf(e.flow)} est refusé par ${by(e.by)}, qui précède ce qui l’autoriserait\u00a0: ${by(e.shadowed)}.`,
  'allow-does-not-match': (e) =>
    `${flowOf(e.flow)} est refusé par ${by(e.by)}\u00a0; ${by(e.candidate)} ne correspond pas, à cause de ceci\u00a0: ${e.why}.`,
  'no-firewall-rule': (e) =>
    `Aucune règle dans ${e.firewall} n’autorise ${flowIn(e.flow)}, et Azure Firewall refuse ce qu’aucune règle n’autorise.`,
  'no-firewall-rule-nor-hosts': (e) =>
    `Aucune règle de réseau dans ${e.firewall} n’autorise ${flowIn(e.flow)}, et aucune règle d’application n’autorise ${list(e.hosts)} à sa place.`,
  'needs-network-rule': (e) =>
    `Les règles d’application dans ${e.firewall} ne voient que HTTP, HTTPS et SQL\u00a0: ${flowIn(e.flow)} demande une règle de réseau.`,
  'needs-tls-inspection': (e) =>
    `${flowOf(e.flow)} reste fermé\u00a0: ${by(e.by)} nomme une URL, qu’Azure Firewall ne voit pas sans inspection TLS.`,
  'needs-dns-proxy': (e) =>
    `${flowOf(e.flow)} reste fermé\u00a0: ${by(e.by)} nomme un hôte, qu’une règle de réseau ne résout qu’avec le proxy DNS activé.`,
  'host-denied-as-internet': (e) =>
    `Un groupe de sécurité réseau ne voit pas les noms d’hôte, et ${by(e.by)} refuse Internet\u00a0: ${flowIn(e.flow)} est donc fermé.`,
  'no-route': (e) => `${flowOf(e.flow)} est abandonné\u00a0: ${by(e.by)} a None pour tronçon suivant.`,
  'no-way-out': (e) =>
    `${flowOf(e.flow)} est dirigé vers Internet, mais ${e.scope} n’a pas de sortie\u00a0: ni passerelle NAT, ni adresse IP publique, ni règle de trafic sortant d’un équilibreur de charge, et l’accès sortant par défaut est désactivé.`,
  'asymmetric-return': (e) =>
    `${flowOf(e.flow)} est perdu\u00a0: les réponses partent vers ${e.nextHop} par ${by(e.by)}, et aucun itinéraire vers Internet ne les ramène par où le trafic est entré.`,

  'partly-denied': (e) =>
    `${flowOf(e.flow)} n’est ouvert qu’en partie${e.open === null ? '' : ` (${e.open})`}\u00a0: ${by(e.by)} refuse le reste (${e.closed}).`,
  'partly-denied-partly-unknown': (e) =>
    `${flowOf(e.flow)} ne peut pas être entièrement ouvert\u00a0: ${by(e.by)} en refuse une partie (${e.closed}), et le reste attend une valeur (${e.waitsFor}).`,
  'partly-by-source': (e) =>
    `${flowOf(e.flow)} n’est ouvert que pour une partie de ${e.scope}\u00a0: ${by(e.by)} a pour source ${list(e.sources)}.`,
  'partly-by-hosts': (e) =>
    `${e.firewall} n’autorise qu’une partie des hôtes qui remplacent ${e.flow.target}\u00a0; manquent pour ${e.flow.ports}\u00a0: ${list(e.closedHosts)}.`,

  'unknown-value': (e) =>
    `L’ouverture dépend, pour ${flowIn(e.flow)}, de ceci\u00a0: ${e.waitsFor}${e.by === null ? '' : ` (${by(e.by)})`}.`,
  'unknown-rules': (e) =>
    `L’ouverture dépend, pour ${flowIn(e.flow)}, de règles dans ${e.resource} que l’entrée ne montre pas\u00a0: ${e.waitsFor}.`,
  'unknown-prefixes': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert par ${by(e.by)}\u00a0: seules les données d’étiquettes de service (service-tags) disent si ses préfixes IP contiennent l’étiquette.`,
  'unknown-host-addresses': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert par ${by(e.by)}\u00a0: ses préfixes IP sont plus étroits qu’Internet, et les adresses de l’hôte sont inconnues.`,
  'appliance-not-in-input': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert\u00a0: ${by(e.by)} l’envoie vers ${e.nextHop}, qui n’appartient à aucun pare-feu de l’entrée.`,
  'gateway-not-in-input': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert\u00a0: ${by(e.by)} l’envoie vers une passerelle de réseau virtuel, et ce qui se trouve derrière n’est pas dans l’entrée.`,
  'web-category': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert\u00a0: ${by(e.by)} décide par catégorie web.`,

  'approved-by-service': (e) =>
    `${flowOf(e.flow)} est approuvé par le service lui-même dans le réseau managé de ${e.workspace} (${e.mode}).`,
  'internet-outbound-allowed': (e) =>
    `${flowOf(e.flow)} est ouvert\u00a0: le réseau managé de ${e.workspace} autorise tout le trafic sortant (${e.mode}).`,
  'approved-by-outbound-rule': (e) => `${flowOf(e.flow)} est approuvé par ${by(e.by)}.`,
  'host-not-approved': (e) =>
    `Aucune règle de trafic sortant de ${e.workspace} n’approuve ${flowIn(e.flow)}, et son réseau managé bloque ce qui n’est pas approuvé (${e.mode}).`,
  'fqdn-rule-ports': (e) =>
    capital(
      `${by(e.by)} ne peut pas ouvrir ${flowIn(e.flow)}\u00a0: les règles FQDN d’un réseau managé ne servent que les ports 80 et 443.`,
    ),
  'not-supported-fqdn-storage': (e) =>
    `On ne peut pas dire si ${flowIn(e.flow)} est ouvert\u00a0: ${by(e.by)} est une règle FQDN pour Stockage Azure, ce que les réseaux managés ne prennent pas en charge (utilisez une règle de point de terminaison privé).`,

  'rule-taken-away': (e) => `Ce changement supprime ce qui autorisait ${flowIn(e.flow)}\u00a0: ${by(e.by)}.`,
  waived: (e) =>
    `${flowOf(e.flow)} fait l’objet d’une dérogation jusqu’au ${date(e.until)}${e.owner === null ? '' : ` (responsable\u00a0: ${e.owner})`}\u00a0: ${ended(e.reason)}`,
  'not-applicable': (e) => `${flowOf(e.flow)} n’est pas demandé ici\u00a0: ${e.reason}.`,
};
