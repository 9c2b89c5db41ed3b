/** French: mistakes in files in Terraform’s language. */
import type { Dictionary } from '../speaker.js';

export const syntax: Dictionary = {
  'expected {0} {1}, found {2}': 'attendu\u00a0: {0} ({1}), trouvé\u00a0: {2}',
  'expected {0}, found {1}': 'attendu\u00a0: {0}, trouvé\u00a0: {1}',
  'a name': 'un nom',
  'a string': 'une chaîne',
  'the heredoc <<{0}': 'le heredoc <<{0}',
  'the end of the line': 'la fin de la ligne',
  'the end of the file': 'la fin du fichier',
  'an attribute or a block': 'un attribut ou un bloc',
  'an attribute, a block or "}"': 'un attribut, un bloc ou "}"',
  'between the two results of this condition': 'entre les deux résultats de cette condition',
  'after "[*"': 'après "[*"',
  'after the index': 'après l’index',
  'to close the parenthesis': 'pour fermer la parenthèse',
  'after "::"': 'après "::"',
  'after "..."': 'après "..."',
  'between the arguments of {0}': 'entre les arguments pour {0}',
  'between the elements of this list': 'entre les éléments de cette liste',
  'after the key': 'après la clé',
  'or a new line between the items of this object': 'ou une nouvelle ligne entre les éléments de cet objet',
  'after the collection of "for"': 'après la collection du "for"',
  'after the key of "for"': 'après la clé du "for"',
  'at the end of "for"': 'à la fin du "for"',
  'after the name': 'après le nom',
  'at the end of this template interpolation': 'à la fin de cette interpolation de modèle',
  'at the end of this template directive': 'à la fin de cette directive de modèle',
  'after "%{"': 'après "%{"',
  'after "for"': 'après "for"',
  'after the comma of "for"': 'après la virgule du "for"',
  'expected one index after the dot, found "{0}"; write [0][1] instead':
    'un seul index est attendu après le point, trouvé\u00a0: "{0}"\u00a0; écrivez plutôt [0][1]',
  'expected a name after the dot, found {0}': 'un nom est attendu après le point, trouvé\u00a0: {0}',
  'expected an expression, found {0}': 'une expression est attendue, trouvé\u00a0: {0}',
  'expected "(" after the function {0}, found {1}': '"(" est attendu après la fonction {0}, trouvé\u00a0: {1}',
  'expected a heredoc marker and the end of the line after "<<"':
    'un marqueur de heredoc et la fin de la ligne sont attendus après "<<"',
  'expected "*/" at the end of this comment': '"*/" est attendu à la fin de ce commentaire',
  'single quotes are no quotes here, use "': 'les apostrophes ne sont pas des guillemets ici, utilisez "',
  'attributes and blocks end with the line, leave out ";"':
    'les attributs et les blocs finissent avec la ligne, retirez ";"',
  'backquotes are no quotes here, use "': 'les accents graves ne sont pas des guillemets ici, utilisez "',
  'expected "&&" for "and"': '"&&" est attendu pour "and"',
  'expected "||" for "or"': '"||" est attendu pour "or"',
  'curly quotes are no quotes here, use "': 'les guillemets courbes ne sont pas des guillemets ici, utilisez "',
  'the character {0} means nothing here': 'le caractère {0} n’a pas de sens ici',
  'expected the end of the expression, found {0}': 'la fin de l’expression est attendue, trouvé\u00a0: {0}',
  'expected the end of the line after this attribute or block, found {0}':
    'la fin de la ligne est attendue après cet attribut ou ce bloc, trouvé\u00a0: {0}',
  'expected "=", "{" or a label after "{0}", found {1}':
    '"=", "{" ou une étiquette est attendu après "{0}", trouvé\u00a0: {1}',
  '"{0}" is set twice in this block, remove one': '"{0}" est défini deux fois dans ce bloc, retirez-en un',
  'expected a label or "{", found {0}': 'une étiquette ou "{" est attendue, trouvé\u00a0: {0}',
  'expected a label without templates': 'une étiquette sans modèle est attendue',
  'expected an attribute; a block on one line holds one attribute and no blocks':
    'un attribut est attendu\u00a0; un bloc sur une ligne contient un attribut et aucun bloc',
  'expected "}" on this line, or a new line after "{", found {0}':
    '"}" est attendu sur cette ligne, ou une nouvelle ligne après "{", trouvé\u00a0: {0}',
  'nested more than {0} levels deep, simplify this expression':
    'imbriqué sur plus de {0} niveaux, simplifiez cette expression',
  'expected "if", "else", "endif", "for" or "endfor" after "%{", found {0}':
    '"if", "else", "endif", "for" ou "endfor" est attendu après "%{", trouvé\u00a0: {0}',
  'expected "in" after the names of "for", found {0}': '"in" est attendu après les noms du "for", trouvé\u00a0: {0}',
  'expected a closing quote before the end of the line; use a heredoc for several lines':
    'un guillemet fermant est attendu avant la fin de la ligne\u00a0; utilisez un heredoc pour plusieurs lignes',
  'expected a closing quote before the end of the file': 'un guillemet fermant est attendu avant la fin du fichier',
  'expected one of \\n, \\r, \\t, \\", \\\\, \\uNNNN, \\UNNNNNNNN; write \\\\ for a backslash':
    'attendu\u00a0: \\n, \\r, \\t, \\", \\\\, \\uNNNN ou \\UNNNNNNNN\u00a0; écrivez \\\\ pour une barre oblique inverse',
  'expected a line with nothing but "{0}" to end this heredoc':
    'une ligne avec "{0}" seulement est attendue pour finir ce heredoc',
  'expected {0} for this {1}': '{0} est attendu pour ce {1}',
  '{0} has no beginning that it belongs to': '{0} n’a pas de début auquel se rattacher',
};
