/** French: what is in the files, and what they leave open. */
import type { Dictionary } from '../speaker.js';

export const sources: Dictionary = {
  '{0} is not a list': '{0} n’est pas une liste',
  '{0} is not an object': '{0} n’est pas un objet',
  '{0} is not a text': '{0} n’est pas un texte',
  '{0} is not a whole number': '{0} n’est pas un nombre entier',
  '{0} is neither true nor false': '{0} n’est ni true ni false',
  '{0} is not one of {1}': '{0} n’est pas l’une des valeurs admises ({1})',
  '{0} is {1}, which is not resolved': '{0} a pour valeur {1}, qui n’est pas résolu',
  '{0} is missing': '{0} manque',
  '{0} is not a resource id': '{0} n’est pas un id de ressource',
  '{0}: the body': '{0}\u00a0: le corps',
  'the private address of {0} is assigned by Azure': 'l’adresse privée pour {0} est attribuée par Azure',
  '{0} is a rule group of an API version before 2020, which is not read':
    '{0} est un groupe de règles d’une version d’API antérieure à 2020, qui n’est pas lue',
  '{0}: a rule of type {1} is not read': '{0}\u00a0: une règle du type {1} n’est pas lue',
  '{0}: an outbound rule of type {1} is not read': '{0}\u00a0: une règle de trafic sortant du type {1} n’est pas lue',
  'its compute type is open ({0}); it is read as a cluster':
    'son type de calcul est inconnu ({0})\u00a0; il est lu comme un cluster',
  'a resource without a name': 'une ressource sans nom',
  '{0}: its parent is not in the input': '{0}\u00a0: son parent n’est pas dans l’entrée',
  'its subnets are not all decided ({0})': 'ses sous-réseaux ne sont pas tous connus ({0})',
  'it names nothing that it belongs to': 'elle ne nomme rien à quoi elle appartienne',
  '{0} is left out: {1}': '{0} est laissé de côté\u00a0: {1}',
  'whether {0} belongs to {1}: {2}': 'l’appartenance de la ressource {0} à la ressource {1}\u00a0: {2}',
  'whether the addresses of {0} belong to {1}: {2}':
    'l’appartenance des adresses de la ressource {0} à la ressource {1}\u00a0: {2}',
  'network security group': 'groupe de sécurité réseau',
  'route table': 'table de routage',
  'NAT gateway': 'passerelle NAT',
  'an association': 'une association',
  '{0} has more than one association with a {1} ({2}); Azure keeps one':
    '{0} a plus d’une association ({1}\u00a0: {2})\u00a0; Azure en garde une',
  '{0} has {1} associations with a {2}': { one: '{0} a {1} association ({2})', other: '{0} a {1} associations ({2})' },
  '{0} is in {1} more than once; links to it lead to the first':
    '{0} figure plusieurs fois dans {1}\u00a0; les liens mènent au premier',
  '{0}: which resource it changes is not decided ({1})': '{0}\u00a0: la ressource modifiée n’est pas déterminée ({1})',
  '{0} firewalls of the input have the address {1}': {
    one: '{0} pare-feu de l’entrée a l’adresse {1}',
    other: '{0} pare-feu de l’entrée ont l’adresse {1}',
  },
  '{0} has no address yet; {1} is taken for it, the first that Azure assigns in its subnet':
    '{0} n’a pas encore d’adresse\u00a0; {1} est supposée, la première qu’Azure attribue dans son sous-réseau',
  '{0} is not in the input': '{0} n’est pas dans l’entrée',
  '{0} can be any of {1} resources of the input': {
    one: '{0} peut être {1} ressource de l’entrée',
    other: '{0} peut être l’une des {1} ressources de l’entrée',
  },
  'and {0} more of this kind': { one: 'et {0} autre de cette sorte', other: 'et {0} autres de cette sorte' },
  'give the ServiceTags_*.json download of your cloud, or save the answer of `az network list-service-tags --location REGION -o json`':
    'donnez le téléchargement ServiceTags_*.json pour votre cloud, ou enregistrez la réponse à `az network list-service-tags --location REGION -o json`',
  'this service-tag list is only its first page (it has a "nextLink"); {0}':
    'cette liste d’étiquettes de service n’est que la première page (elle a un "nextLink")\u00a0; {0}',
  'this service-tag list is for the {0} cloud, and the region is in the {1} cloud, whose addresses are others':
    'cette liste d’étiquettes de service est pour le cloud {0}, et la région est dans le cloud {1}, dont les adresses sont autres',
  "this service-tag list is old: {0}; Azure's addresses change every week, so download it again":
    'cette liste d’étiquettes de service est ancienne\u00a0: {0}\u00a0; les adresses d’Azure changent chaque semaine, téléchargez-la de nouveau',
  'and {0} more such faults in {1}': {
    one: 'et {0} autre défaut de ce genre dans {1}',
    other: 'et {0} autres défauts de ce genre dans {1}',
  },
  'this entry is no service tag: it has no "name" with a list of "addressPrefixes", and counts as nothing':
    'cette entrée n’est pas une étiquette de service\u00a0: elle n’a pas de "name" avec une liste "addressPrefixes", et ne compte pour rien',
  'an entry that is no text': 'une entrée qui n’est pas un texte',
  '{0} of the prefixes of {1} cannot be read and count as nothing: {2}': {
    one: '{0} préfixe est illisible dans {1} et ne compte pour rien\u00a0: {2}',
    other: '{0} préfixes sont illisibles dans {1} et ne comptent pour rien\u00a0: {2}',
  },
  '{0}: the data source does not show {1}': '{0}\u00a0: la source de données ne montre pas {1}',
  '{0} is none of {1}': '{0} n’est aucune des valeurs admises ({1})',
  '{0} (it refers to {1})': '{0} (références\u00a0: {1})',
  '{0} is known after apply': '{0} n’est connu qu’après apply',
  '{0}: its type is not known ({1})': '{0}\u00a0: son type est inconnu ({1})',
  '{0}: {1} is neither an object nor the JSON text of one':
    '{0}\u00a0: {1} n’est ni un objet ni le texte JSON d’un objet',
  '{0}: its name is known after apply': '{0}\u00a0: son nom n’est connu qu’après apply',
  '{0} does not export it': '{0} ne l’exporte pas',
  '{0}: the {1} that it changes is known after apply':
    '{0}\u00a0: la ressource modifiée ({1}) n’est connue qu’après apply',
  '{0}: the data source does not show rule collections':
    '{0}\u00a0: la source de données ne montre pas les collections de règles',
  '{0}: the data source does not show the rules': '{0}\u00a0: la source de données ne montre pas les règles',
  '{0}: the data source does not show outbound rules':
    '{0}\u00a0: la source de données ne montre pas les règles de trafic sortant',
  '{0}: a NAT gateway is not shown by the data source':
    '{0}\u00a0: la source de données ne montre pas de passerelle NAT',
  '{0}; the plan is checked without this file': '{0}\u00a0; le plan est contrôlé sans ce fichier',
  'module {0} leads back to a module that contains it, it is not followed':
    'le module {0} ramène à un module qui le contient, il n’est pas suivi',
  'there is no folder "{0}" for this module': 'il n’y a pas de dossier "{0}" pour ce module',
  '"{0}" is outside the workspace, the module is not read':
    '"{0}" est hors de l’espace de travail, le module n’est pas lu',
  'the JSON form of Terraform configuration is not read': 'la forme JSON d’une configuration Terraform n’est pas lue',
  'the folder cannot be read': 'le dossier ne peut pas être lu',
  'this configuration has more than {0} files, the rest is not read':
    'cette configuration a plus de {0} fichiers, le reste n’est pas lu',
  'the file cannot be read': 'le fichier ne peut pas être lu',
  'the file is a link that leads outside the workspace, it is not read':
    'le fichier est un lien qui mène hors de l’espace de travail, il n’est pas lu',
  'the file cannot be read: {0}': 'le fichier ne peut pas être lu\u00a0: {0}',
  'the files are larger than {0} MiB together, the rest is not read':
    'les fichiers dépassent ensemble {0} Mio, le reste n’est pas lu',
  'the file is not UTF-8, save it as UTF-8': 'le fichier n’est pas en UTF-8, enregistrez-le en UTF-8',
  'no reason given': 'sans raison donnée',
  '{0} is declared twice, first in {1}; this one is left out':
    '{0} est déclaré deux fois, d’abord dans {1}\u00a0; cette déclaration est laissée de côté',
  '{0} is sensitive': '{0} est une valeur sensible',
  '{0} is nested too deeply': '{0} est imbriqué trop profondément',
  'Terraform stopped with an error while it made this plan, so resources may be missing from it; mend the error and plan again':
    'Terraform s’est arrêté sur une erreur en produisant ce plan, des ressources peuvent donc y manquer\u00a0; corrigez l’erreur et refaites le plan',
  'Terraform put off a part of the changes to a later plan (deferred), so resources may be missing from this one':
    'Terraform a reporté une partie des modifications à un plan ultérieur (deferred), des ressources peuvent donc manquer dans celui-ci',
  '{0} is read only during apply: what it shows is not known before':
    '{0} n’est lu que pendant apply\u00a0: ce qu’il montre n’est pas connu avant',
  'a deposed object of {0} is left over from an interrupted apply and will be deleted; it is not checked':
    'un ancien objet (deposed) reste pour {0} d’une application interrompue et sera supprimé\u00a0; il n’est pas contrôlé',
  '{0} does not change it, and the resource that it changes is not in the input':
    '{0} ne le modifie pas, et la ressource modifiée n’est pas dans l’entrée',
  '{0} may be changed by {1}: {2}': '{0} peut être modifié par {1}\u00a0: {2}',
  'the reports are of several clouds ({0}); the heading names one':
    'les rapports portent sur plusieurs clouds ({0})\u00a0; l’en-tête en nomme un',
  '{0} is in several reports that do not agree on it; of each requirement the worst verdict stands':
    '{0} figure dans plusieurs rapports qui ne s’accordent pas\u00a0; pour chaque exigence, le pire résultat est retenu',
  'the baseline was made with edition {0}, this report with {1}: gaps in rows that only one of them has count as new':
    'le rapport de référence suit l’édition {0}, celui-ci l’édition {1}\u00a0: les lacunes des lignes propres à l’une des deux comptent comme nouvelles',
  'the baseline is about region {0}, this report about {1}: gaps in service tags with a region count as new':
    'le rapport de référence porte sur la région {0}, celui-ci sur {1}\u00a0: les lacunes des étiquettes de service avec région comptent comme nouvelles',
};
