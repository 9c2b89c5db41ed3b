/** French: pages, drawings and rules. */
import { grammar } from './grammar.js';
import type { PageMessages } from './page.js';

const { plural, list } = grammar('fr');

export const page: PageMessages = {
  source: (document, date) => `Source de l’édition\u00a0: ${document}${date === null ? '' : `, ${date}`}`,

  changes: (changes) =>
    `Par rapport à l’état précédent\u00a0: ${list([
      plural(changes.new, { one: '# nouvelle lacune', other: '# nouvelles lacunes' }),
      plural(changes.existing, { one: '# inchangée', other: '# inchangées' }),
      plural(changes.fixed, { one: '# comblée', other: '# comblées' }),
    ])}.`,
  changed: {
    new: (count) => plural(count, { one: '# nouvelle lacune', other: '# nouvelles lacunes' }),
    existing: (count) => plural(count, { one: '# lacune inchangée', other: '# lacunes inchangées' }),
    fixed: (count) => plural(count, { one: '# lacune comblée', other: '# lacunes comblées' }),
  },

  missing: 'Manquant',
  blockedBy: 'Bloqué par',
  stillOpen: 'Indéterminé',
  andMoreScopes: (count) => plural(count, { one: 'et # autre étendue', other: 'et # autres étendues' }),

  path: 'Chemin',
  drawingTitle: (direction) =>
    direction === 'outbound'
      ? 'Le chemin qui sort de l’étendue et où il s’arrête'
      : 'Le chemin qui entre dans l’étendue et où il s’arrête',
  drawingHelp:
    'Une flèche qui finit par une croix est bloquée, une flèche en pointillé est indéterminée, une flèche simple est ouverte. Les tableaux disent la même chose en mots',
  metTargets: (count) => plural(count, { one: '# exigence', other: '# exigences' }),
  drawingsLeftOut: (count) =>
    plural(count, { one: '# autre étendue n’est pas dessinée.', other: '# autres étendues ne sont pas dessinées.' }),
  partsLeftOut: (count) =>
    plural(count, { one: '# autre cause n’est pas dessinée', other: '# autres causes ne sont pas dessinées' }),

  onlyCauses:
    'Version raccourcie\u00a0: ce qui manque et ce qui le bloque, sans les dessins ni les phrases. Le rapport JSON contient tout.',
  summaryHasMore: (link) => `La suite est dans le ${link}.`,
  summaryName: 'résumé du job',

  matrix: 'Exigences par étendue',
  matrixHelp: 'Chaque case mène à son constat, avec le chemin et la règle qui décide.',
  requirement: 'Exigence',
  notAsked: 'pas demandé ici',
  whatIsMissing: 'Ce qui manque',
  gapsOf: (count) => plural(count, { one: '# lacune', other: '# lacunes' }),
  settledOf: (count) => plural(count, { one: '# satisfaite ou dispensée', other: '# satisfaites ou dispensées' }),
  undecidedOf: (count) => plural(count, { one: '# indéterminée', other: '# indéterminées' }),
  backToMatrix: 'Retour à la vue d’ensemble',
  scopesLeftOut: (count) =>
    plural(count, {
      one: '# autre étendue figure seulement plus bas.',
      other: '# autres étendues figurent seulement plus bas.',
    }),
  madeBy: (tool) => `Produit par ${tool}`,

  rule: (direction, level, targets) => {
    const verb = level === 'required' ? 'doit' : 'devrait';
    return direction === 'outbound'
      ? `Le calcul Azure Machine Learning ${verb} pouvoir joindre ${list(targets)}`
      : `Le calcul Azure Machine Learning ${verb} être joignable depuis ${list(targets)}`;
  },
  ruleHelp:
    'Chaque étape du chemin doit laisser passer ce trafic\u00a0: groupes de sécurité réseau, itinéraires, pare-feu et sortie. Autorisez-le là où le rapport le dit bloqué, avec une priorité qui vient avant la règle qui le refuse.',
  calledFrom: 'L’appel du module où se trouve cette déclaration.',
  scopeOf: (scope) => `L’étendue\u00a0: ${scope}`,
  resultsLeftOut: (count, most) =>
    `${plural(count, { one: '# autre constat est omis', other: '# autres constats sont omis' })}\u00a0: l’analyse du code en affiche ${plural(most, { other: '#' })}. Le rapport JSON les contient tous.`,
};
