/** French: templates of Azure Resource Manager, Bicep, and what Azure answers about them. */
import type { Dictionary } from '../speaker.js';

export const arm: Dictionary = {
  'whether the security admin configuration {0} is deployed is not in the input':
    'le déploiement de la configuration d’administration de la sécurité {0}, absent de l’entrée',

  'the list goes on behind {0}; what is there is not in the input':
    'la liste continue après {0}\u00a0; la suite n’est pas dans l’entrée',
  'none of the {0} resources of this file is of a type that matters for the network': {
    one: 'ce fichier a {0} ressource, dont le type ne compte pas pour le réseau',
    other: 'ce fichier a {0} ressources, dont aucune n’est d’un type qui compte pour le réseau',
  },
  'the input shows that {0} has {1}, and not what is in it':
    'l’entrée montre {1} dans {0}, mais pas ce que contient cette ressource',
  'the file shows a part of {0}, and not what else is in it':
    'le fichier ne montre qu’une partie du contenu dans {0}, pas le reste',
  'the file shows {0} more than once, with different contents':
    'le fichier montre {0} plusieurs fois, avec des contenus différents',
  'the what-if answer names {0} without its properties; ask for FullResourcePayloads':
    'la réponse what-if nomme {0} sans ses propriétés\u00a0; demandez FullResourcePayloads',
  'what-if could not work out {0}': 'what-if n’a pas pu évaluer {0}',
  'what-if could not work out {0} ({1})': 'what-if n’a pas pu évaluer {0} ({1})',
  'whether {0} changes is decided while the deployment runs':
    'seule l’exécution du déploiement décide s’il y a une modification, pour {0}',
  'the change of {0} is of the unknown type {1}': 'la modification annoncée pour {0} est d’un type inconnu ({1})',
  'what-if has not looked at {0}': 'what-if n’a pas examiné {0}',
  '{0} names {1} and does not show its properties': '{0} nomme {1} sans montrer ses propriétés',
  '{0} has not succeeded ({1}); what it names may not exist':
    '{0} n’a pas réussi ({1})\u00a0; ce qui y est nommé n’existe peut-être pas',
  'the name in {0} is not resolved': 'le nom dans {0} n’est pas résolu',
  'the input shows {0} without its properties': 'l’entrée montre {0} sans ses propriétés',
  'what-if has not looked into the nested deployment {0}, so what it deploys is not in the input':
    'what-if n’a pas examiné le déploiement imbriqué {0}\u00a0; ce qui y est déployé n’est donc pas dans l’entrée',
  'the what-if answer lists {0} more than once, with different contents':
    'la réponse what-if cite {0} plusieurs fois, avec des contenus différents',
  'what-if lists a resource that it cannot name yet: {0}':
    'what-if cite une ressource qu’il ne peut pas encore nommer\u00a0: {0}',
  'the Bicep compiler warns: {0} ({1})': 'avertissement du compilateur Bicep\u00a0: {0} ({1})',

  '{0} is {1} and has no members': '{0} est du type {1} et n’a pas de membres',
  'a member of {0} has a name, not a number': 'un membre se désigne par un nom, pas par un nombre, dans {0}',
  '{0} has no property {1}': '{0} n’a pas de propriété {1}',
  'a member is named by a string or a number, not by {0}':
    'un membre se désigne par une chaîne ou un nombre, pas par une valeur du type {0}',
  'an element of {0} is named by a number, not by {1}':
    'un élément se désigne par un nombre, pas par une valeur du type {1}, dans {0}',
  '{0} has {1} elements and none with the index {2}': {
    one: '{0} a {1} élément, et aucun à l’index {2}',
    other: '{0} a {1} éléments, et aucun à l’index {2}',
  },
  'a string of this template is longer than {0} characters': {
    one: 'une chaîne de ce modèle dépasse {0} caractère',
    other: 'une chaîne de ce modèle dépasse {0} caractères',
  },
  'expressions of this template are nested deeper than {0} levels': {
    one: 'des expressions de ce modèle sont imbriquées sur plus de {0} niveau',
    other: 'des expressions de ce modèle sont imbriquées sur plus de {0} niveaux',
  },
  'this template takes more than {0} steps to evaluate': {
    one: 'l’évaluation de ce modèle demande plus de {0} étape',
    other: 'l’évaluation de ce modèle demande plus de {0} étapes',
  },
  'the arrays and objects of this template have more than {0} members': {
    one: 'les tableaux et les objets de ce modèle ont ensemble plus de {0} membre',
    other: 'les tableaux et les objets de ce modèle ont ensemble plus de {0} membres',
  },
  'the strings of this template have more than {0} characters': {
    one: 'les chaînes de ce modèle ont ensemble plus de {0} caractère',
    other: 'les chaînes de ce modèle ont ensemble plus de {0} caractères',
  },
  'an array or object of this template has more than {0} members': {
    one: 'un tableau ou un objet de ce modèle a plus de {0} membre',
    other: 'un tableau ou un objet de ce modèle a plus de {0} membres',
  },
  'arrays and objects of this template are nested deeper than {0} levels': {
    one: 'des tableaux et des objets de ce modèle sont imbriqués sur plus de {0} niveau',
    other: 'des tableaux et des objets de ce modèle sont imbriqués sur plus de {0} niveaux',
  },
  '{0} is not decided': '{0} n’est pas déterminé',
  'argument {0} of {1} must be {2}, not {3}': 'l’argument {0} pour {1} doit être du type {2}, pas {3}',
  '{0} is too large to be calculated with exactly': '{0} est trop grand pour un calcul exact',
  'the number {0} is too large to be calculated with exactly': 'le nombre {0} est trop grand pour un calcul exact',
  'a number is too large': 'un nombre est trop grand',
  'the template has no function {0}': 'le modèle n’a pas de fonction {0}',
  '{0} calls a function that this tool does not know': '{0} appelle une fonction que cet outil ne connaît pas',
  '{0} takes {1} arguments, not {2}': {
    one: '{0} prend {1} argument, pas {2}',
    other: '{0} prend {1} arguments, pas {2}',
  },
  '{0} takes at least {1} arguments, not {2}': {
    one: '{0} prend au moins {1} argument, pas {2}',
    other: '{0} prend au moins {1} arguments, pas {2}',
  },
  '{0} takes at most {1} arguments, not {2}': {
    one: '{0} prend au plus {1} argument, pas {2}',
    other: '{0} prend au plus {1} arguments, pas {2}',
  },
  'unexpected character {0}': 'caractère inattendu\u00a0: {0}',
  'a string is not closed with a single quote': 'une chaîne n’est pas fermée par une apostrophe',
  '{0} is known only to Azure': '{0} n’est connu que par Azure',
  '{0} is secret and not looked at': '{0} est secret et n’est pas lu',
  'the end of the expression': 'la fin de l’expression',
  'the expression is nested deeper than {0} levels': {
    one: 'l’expression est imbriquée sur plus de {0} niveau',
    other: 'l’expression est imbriquée sur plus de {0} niveaux',
  },
  'the name of a property': 'le nom d’une propriété',
  'a function, a string or a number': 'une fonction, une chaîne ou un nombre',
  '( after {0}': '( après {0}',
  'the name of a function': 'le nom d’une fonction',
  'the expression ends where {0} is expected': 'l’expression est incomplète, attendu\u00a0: {0}',
  '{0} is expected here instead of {1}': 'attendu ici\u00a0: {0}, trouvé\u00a0: {1}',

  '{0} cannot be evaluated: {1}': '{0} ne peut pas être évalué\u00a0: {1}',
  'how often {0} is repeated is not decided ({1})': 'le nombre de répétitions n’est pas déterminé pour {0} ({1})',
  'it is no resource id': 'ce n’est pas un id de ressource',
  '{0}; it is read as if it were': '{0}\u00a0; la lecture suppose qu’il a lieu',
  'deployment {0} takes its template from elsewhere; what it deploys is not in the input':
    'le déploiement {0} prend son modèle ailleurs\u00a0; ce qui y est déployé n’est pas dans l’entrée',
  '{0} is declared {1} times, with differences': '{0} est déclaré {1} fois, avec des différences',
  'whether {0} is deployed is not decided ({1})': 'le déploiement n’est pas déterminé pour {0} ({1})',
  '{0} exists already, and the template does not show it': '{0} existe déjà, et le modèle ne le montre pas',
  'the parameter {0} has no value': 'le paramètre {0} n’a pas de valeur',
  'the type of a resource is not decided, so it is left out':
    'le type d’une ressource n’est pas déterminé, elle est donc laissée de côté',
  'a condition is neither true nor false': 'une condition n’est ni true ni false',
  'the name of a resource is no text': 'le nom d’une ressource n’est pas un texte',
  'the subscription is not in the input': 'l’abonnement n’est pas dans l’entrée',
  'the name of the resource group is not in the input': 'le nom du groupe de ressources n’est pas dans l’entrée',
  'the management group is not in the input': 'le groupe d’administration n’est pas dans l’entrée',
  'the location of the resource group is not in the template; say it with --region':
    'l’emplacement du groupe de ressources n’est pas dans le modèle\u00a0; précisez-le avec --region',
  'the location of the deployment is not in the input; say it with --region':
    'l’emplacement du déploiement n’est pas dans l’entrée\u00a0; précisez-le avec --region',
  'its scope is not decided': 'son étendue n’est pas déterminée',

  '{0} is not a range of addresses in CIDR notation': '{0} n’est pas une plage d’adresses en notation CIDR',
  '{0} of so small a range is not documented': 'la valeur {0} pour une plage aussi petite n’est pas documentée',
  'a prefix length of {0} is not between {1} and {2}': 'la longueur de préfixe {0} n’est pas entre {1} et {2}',
  'there is no subnet {0} of length {1} in {2}': 'il n’y a pas de sous-réseau numéro {0} de longueur {1} dans {2}',
  'there is no host {0} in {1}': 'il n’y a pas d’hôte numéro {0} dans {1}',
  'an extreme of no numbers is asked for': 'un minimum ou un maximum est demandé sans aucun nombre',
  '{0} is not a duration of ISO 8601': '{0} n’est pas une durée ISO 8601',
  'how Azure writes the date of {0} is not known here':
    'la façon dont Azure écrit la date n’est pas connue ici, pour {0}',
  'how Azure reads the date of {0} is not known here': 'la façon dont Azure lit la date n’est pas connue ici, pour {0}',
  '{0} seconds are out of the calendar': {
    one: '{0} seconde sort du calendrier',
    other: '{0} secondes sortent du calendrier',
  },
  'the argument of {0} is not base64': 'l’argument pour {0} n’est pas en base64',
  'the argument of {0} is not JSON as it is usually written': 'l’argument pour {0} n’est pas du JSON ordinaire',
  'the argument of {0} is nested too deeply': 'l’argument pour {0} est imbriqué trop profondément',
  'the argument of {0} is not a data URI': 'l’argument pour {0} n’est pas un URI de données',
  'the argument of {0} is not escaped text': 'l’argument pour {0} n’est pas un texte échappé',
  'how Azure joins {0} and {1} is not known': 'la façon dont Azure réunit {0} et {1} n’est pas connue',
  'the first argument of {0} is no composite format': 'le premier argument pour {0} n’est pas un format composite',
  '{0} has no argument for {{1}}': '{0} n’a pas d’argument pour {{1}}',
  'how Azure writes an argument of {0} is not known here':
    'la façon dont Azure écrit un argument n’est pas connue ici, pour {0}',
  'argument {0} of {1} must be a lambda': 'l’argument {0} pour {1} doit être une expression lambda',
  'a lambda needs an expression': 'une expression lambda demande une expression',
  'the lambda of {0} has more variables than it is given':
    'l’expression lambda dans {0} a plus de variables que de valeurs reçues',
  'the variables of a lambda are named by strings':
    'les variables d’une expression lambda sont nommées par des chaînes',
  'the lambda of {0} must give true or false': 'l’expression lambda dans {0} doit donner true ou false',
  'two elements have the key {0}': 'deux éléments ont la clé {0}',
  'no lambda around here has a variable {0}': 'aucune expression lambda autour d’ici n’a de variable {0}',
  'a lambda stands only in functions that call it, such as map and filter':
    'une expression lambda ne figure que dans les fonctions qui l’appellent, comme map et filter',
  'the order of {0} and {1} depends on the language of the server':
    'l’ordre entre {0} et {1} dépend de la langue du serveur',
  '{0} gives a number that is too large to be calculated exactly':
    '{0} donne un nombre trop grand pour un calcul exact',
  '{0} divides by zero': '{0} divise par zéro',
  '{0} is not a number': '{0} n’est pas un nombre',
  '{0} stands outside of any copy loop': '{0} se trouve hors de toute boucle de copie',
  'there is no copy loop {0} here': 'il n’y a pas de boucle de copie {0} ici',
  '{0} takes names and values in pairs': '{0} prend des noms et des valeurs par paires',
  'the count of {0} is {1}, not 0 to 10000': 'le nombre demandé à {0} est {1}, hors des limites 0 à 10000',
  '{0} ends behind 2147483647': '{0} finit après 2147483647',
  '{0}: there is no element {1} from the end of {2}':
    '{0}\u00a0: il n’y a pas d’élément {1} à partir de la fin, sur {2}',
  '{0} needs a resource type with one name for each of its segments':
    '{0} demande un type de ressource avec un nom pour chacun de ses segments',
  '{0}().{1} is not known as a string': '{0}().{1} n’est pas connu sous forme de chaîne',
  '{0} goes from {1} to {2} of a string of {3} characters':
    '{0} va de la position {1} à {2} dans une chaîne de longueur {3}',
  '{0} cannot replace an empty string': '{0} ne peut pas remplacer une chaîne vide',
  '{0} pads with one character': '{0} complète avec un seul caractère',
  'the text of null is not documented': 'le texte de null n’est pas documenté',
  '{0} is different with every deployment': '{0} change à chaque déploiement',
  'the template fails on purpose: {0}': 'le modèle échoue volontairement\u00a0: {0}',
  'there is no parameter {0} here': 'il n’y a pas de paramètre {0} ici',
  'there is no variable {0} here': 'il n’y a pas de variable {0} ici',

  'deployment {0} takes its parameters from elsewhere; they are not in the input':
    'le déploiement {0} prend ses paramètres ailleurs\u00a0; ils ne sont pas dans l’entrée',
  'the parameters of a deployment are not an object': 'les paramètres d’un déploiement ne sont pas un objet',
  'whether the parameter {0} is given is not decided ({1})':
    'la présence d’une valeur n’est pas déterminée pour le paramètre {0} ({1})',
  '{0} is in a pool of a load balancer, which may lead its traffic out':
    '{0} est dans un pool d’un équilibreur de charge, qui fait peut-être sortir son trafic',
  'a loop in copy is not written out': 'une boucle de copy n’est pas écrite en toutes lettres',
  'deployment {0} takes its template from elsewhere, and may give {1} its rules':
    'le déploiement {0} prend son modèle ailleurs et peut ajouter des règles à {1}',
  'the output {0} has no value': 'la sortie {0} n’a pas de valeur',
  'whether {0} belongs to this policy: {1}': 'si {0} appartient à cette stratégie\u00a0: {1}',
};
