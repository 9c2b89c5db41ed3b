/** French. A colon and a semicolon stand behind a space that does not break. */
import type { Decider } from '../../reachability/explanation.js';
import type { Messages } from './catalogue.js';
import { explanations } from './fr-explanations.js';
import { sentences } from './fr-messages.js';
import { page } from './fr-page.js';
import { grammar, isIsolationMode } from './grammar.js';
import { frReview } from './review.js';
import { speaker } from './speaker.js';
import { frWide } from './wide.js';

const { plural, list } = grammar('fr');

function decider({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  // The way out and a managed network as a whole are no rules.
  if (leg === 'way-out') return `${resource} (${rule})`;
  if (leg === 'managed-network' && isIsolationMode(rule)) return `${resource} mode d’isolation ${rule}`;
  const noun = leg === 'route' ? 'itinéraire' : 'règle';
  const where = collection === undefined ? '' : ` collection ${collection}`;
  return `${resource}${where} ${noun} ${rule}${priority === null ? '' : ` (${priority})`}`;
}

export const fr: Messages = {
  language: 'fr',
  labelled: (label, text) => `${label}\u00a0: ${text}`,
  say: speaker('fr', sentences),

  title: 'Contrôle réseau d’Azure Machine Learning',
  heading: (title, conclusion) => `${title}\u00a0: ${fr.conclusion[conclusion]}`,
  edition: (edition) => `édition ${edition}`,
  region: (region) => (region === null ? 'région inconnue' : `région ${region}`),
  cloud: { public: 'cloud public Azure', government: 'Azure Government', china: 'Azure exploité par 21Vianet' },
  hbi: (hbi) => `impact commercial élevé\u00a0: ${hbi === null ? 'inconnu' : hbi ? 'oui' : 'non'}`,
  features: (names) => `fonctionnalités\u00a0: ${names.join(', ')}`,
  checked: ({ scopes, required, recommended }) =>
    `${plural(scopes, { one: '# étendue', other: '# étendues' })}, ${plural(required, { one: '# exigence', other: '# exigences' })}${recommended === 0 ? '' : `, ${plural(recommended, { one: '# recommandation', other: '# recommandations' })}`}`,

  conclusion: { pass: 'réussite', fail: 'échec', unknown: 'indéterminé' },
  headline: ({ required, requiredGaps, requiredUnknown, recommendedGaps, tooWide }) =>
    `${[
      ...(requiredGaps > 0
        ? [
            plural(requiredGaps, {
              one: `# exigence sur ${plural(required, { other: '#' })} n’est pas satisfaite`,
              other: `# exigences sur ${plural(required, { other: '#' })} ne sont pas satisfaites`,
            }),
          ]
        : requiredUnknown > 0
          ? []
          : required === 0
            ? ['Rien n’est exigé ici']
            : [
                plural(required, {
                  one: 'La seule exigence est satisfaite',
                  other: 'Les # exigences sont satisfaites',
                }),
              ]),
      ...(requiredUnknown > 0
        ? [plural(requiredUnknown, { one: '# exigence est indéterminée', other: '# exigences sont indéterminées' })]
        : []),
      ...(recommendedGaps > 0
        ? [
            plural(recommendedGaps, {
              one: '# recommandation n’est pas suivie',
              other: '# recommandations ne sont pas suivies',
            }),
          ]
        : []),
      ...(tooWide > 0 ? [frWide.clause(tooWide)] : []),
    ].join('\u00a0; ')}.`,
  nothingToCheck:
    'Rien à vérifier\u00a0: ce qui a été lu ne contient aucun réseau que le calcul Azure Machine Learning utiliserait.',
  fixed: (count) =>
    plural(count, { one: 'Cette modification comble # lacune.', other: 'Cette modification comble # lacunes.' }),

  verdict: {
    unmet: 'manquant',
    partial: 'partiel',
    unknown: 'inconnu',
    met: 'satisfait',
    waived: 'dérogation',
    'not-applicable': 'sans objet',
  },
  verdictCount: (verdict, count) =>
    plural(
      count,
      {
        unmet: { one: '# manquant', other: '# manquants' },
        partial: { one: '# partiel', other: '# partiels' },
        unknown: { one: '# inconnu', other: '# inconnus' },
        met: { one: '# satisfait', other: '# satisfaits' },
        waived: { one: '# dérogation', other: '# dérogations' },
        'not-applicable': { other: '# sans objet' },
      }[verdict],
    ),
  level: { required: 'obligatoire', recommended: 'recommandé' },
  direction: { outbound: 'sortant', inbound: 'entrant' },
  change: { new: 'nouveau', existing: 'existant', fixed: 'corrigé' },
  action: { allow: 'autorise', deny: 'refuse', unknown: 'inconnu', route: 'achemine' },
  scopeKind: {
    subnet: 'sous-réseau',
    'network-interface': 'interface réseau',
    'managed-network': 'réseau managé',
    'network-security-group': 'groupe de sécurité réseau',
    firewall: 'pare-feu',
  },
  severity: { error: 'erreur', warning: 'avertissement', note: 'remarque' },
  column: {
    verdict: 'Résultat',
    target: 'Étiquette de service ou hôte',
    traffic: 'Trafic',
    scope: 'Étendue',
    level: 'Niveau',
    decidedBy: 'Décidé par',
    place: 'Emplacement',
    why: 'Pourquoi',
    waitsFor: 'En attente de',
    needs: 'Utilité',
  },
  ways: {
    'no subnet': 'sans sous-réseau',
    'NAT gateway': 'passerelle NAT',
    'public IP address': 'adresse IP publique',
    'default outbound access': 'accès sortant par défaut',
  },
  decider,
  nextHop: (nextHop) => (nextHop === 'unknown' ? 'tronçon suivant inconnu' : `tronçon suivant ${nextHop}`),

  requiredGaps: 'Obligatoire',
  recommendedGaps: 'Recommandé',
  undecided: 'Indéterminé',
  settled: 'Satisfait ou dispensé',
  scopes: 'Étendues',
  diagnostics: (count) => plural(count, { one: '# diagnostic', other: '# diagnostics' }),
  missingTags: 'Étiquettes de service manquantes',
  missingHosts: 'Hôtes manquants',
  onlyRecommended: (heading) => `${heading} (recommandations)`,

  uncovered: (ports, addresses, more, note) =>
    `Reste fermé\u00a0: ${ports}${addresses === 'all' ? '' : ` pour ${addresses.join(', ')}`}${more > 0 ? ` et ${plural(more, { one: '# autre préfixe', other: '# autres préfixes' })}` : ''}${note === null ? '' : ` (${note})`}.`,
  remedy: (language, verified, place) =>
    `Correction (${FIX_LANGUAGES[language]}${verified ? ', vérifiée' : ''})${place === null ? '' : ` à ${place}`}`,
  waitsFor: (values) => `En attente de\u00a0: ${list(values)}.`,

  targets: {
    tag: (count) => plural(count, { one: '# étiquette de service', other: '# étiquettes de service' }),
    host: (count) => plural(count, { one: '# hôte', other: '# hôtes' }),
  },
  // No noun: tags are feminine in French and hosts masculine.
  together: {
    rule: (count) => `Cette règle refuse l’ensemble (${count}).`,
    'default-rule': (count) =>
      `Aucune règle n’autorise ce trafic, et cette règle par défaut refuse l’ensemble (${count}).`,
    addresses: (count) =>
      `Un groupe de sécurité réseau ne voit pas les noms d’hôte, et cette règle refuse les adresses des ${count} hôtes.`,
    'no-firewall-rule': () =>
      'Aucune règle n’autorise ce trafic, et Azure Firewall refuse ce qu’aucune règle n’autorise.',
    dropped: (count) => `Cet itinéraire a None pour tronçon suivant et abandonne l’ensemble (${count}).`,
    'lost-answers': () =>
      'Les réponses partent par cet itinéraire, et aucun itinéraire vers Internet ne les ramène par où le trafic est entré.',
    'no-way-out': () =>
      'Ce trafic est dirigé vers Internet, mais il n’a pas de sortie\u00a0: ni passerelle NAT, ni adresse IP publique, ni règle de trafic sortant d’un équilibreur de charge, et l’accès sortant par défaut est désactivé.',
    'not-approved': () =>
      'Aucune règle de trafic sortant n’approuve ce trafic, et le réseau managé bloque ce qui n’est pas approuvé.',
    partial: () => 'Chaque destination n’est ouverte qu’en partie.',
    unknown: () => 'L’entrée ne dit pas si ce trafic est ouvert.',
  },

  leg: {
    'security-admin-rule': 'règles d’administration de la sécurité',
    'network-interface-group': 'groupe de sécurité réseau de l’interface réseau',
    'network-security-group': 'groupe de sécurité réseau',
    route: 'itinéraire',
    firewall: 'pare-feu',
    'way-out': 'sortie',
    'managed-network': 'réseau managé',
  },
  fate: { allowed: 'joignable', denied: 'injoignable', unknown: 'indéterminé' },
  noGroup: 'aucun groupe de sécurité réseau',
  noRule: 'aucune règle ne l’autorise',
  noWayOut:
    'ni passerelle NAT, ni adresse IP publique, ni règle de trafic sortant d’un équilibreur de charge, et accès sortant par défaut désactivé',
  otherPart: 'une autre partie',

  onlyGaps: 'Version raccourcie\u00a0: seules les lacunes sont listées. Le rapport JSON contient tout.',
  onlyCounts: 'Version raccourcie\u00a0: seuls les nombres et les noms sont listés. Le rapport JSON contient tout.',
  cut: 'Version tronquée. Le rapport JSON contient tout.',
  more: (count) => `… et ${plural(count, { one: '# autre', other: '# autres' })}`,

  annotationTitle: (required, recommended, undecided) =>
    `Azure Machine Learning\u00a0: ${list([
      ...(required > 0
        ? [plural(required, { one: '# exigence non satisfaite', other: '# exigences non satisfaites' })]
        : []),
      ...(recommended > 0
        ? [plural(recommended, { one: '# recommandation non suivie', other: '# recommandations non suivies' })]
        : []),
      ...(undecided > 0
        ? [plural(undecided, { one: '# exigence indéterminée', other: '# exigences indéterminées' })]
        : []),
    ])}`,
  annotationEntry: (target, traffic, verdict, level, scopes) =>
    `${target}, ${traffic}\u00a0: ${fr.verdict[verdict]} (${fr.level[level]}) dans ${list(scopes)}`,
  annotationWithoutPlace: 'L’entrée n’indique pas où ces éléments sont déclarés.',
  moreAnnotations: (places, findings) =>
    `${plural(findings, { one: '# autre constat', other: '# autres constats' })} à ${plural(places, { one: '# autre emplacement', other: '# autres emplacements' })}\u00a0: GitHub affiche dix annotations de chaque type. Le rapport les contient toutes.`,

  page,
  review: frReview,
  wide: frWide,
  explanations,
};

const FIX_LANGUAGES = { terraform: 'Terraform', bicep: 'Bicep', arm: 'modèle ARM', 'az-cli': 'Azure CLI' } as const;
