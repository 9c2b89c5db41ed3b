/** French: what closes gaps, what is edited in files or left to be done by hand, and rules that are wider than needed. */
import type { Dictionary } from '../speaker.js';

export const remedies: Dictionary = {
  'nothing is missing': 'rien ne manque',
  '{0} (this is the first of {1})': '{0} (premier cas sur {1})',
  'none of {0} gaps can be closed from here': {
    one: 'la lacune ne peut pas être comblée ici (total\u00a0: {0})',
    other: 'aucune des lacunes ne peut être comblée ici (total\u00a0: {0})',
  },
  '{0} of {1} gaps are closed by these changes; make a new plan and check it': {
    one: '{0} lacune sur {1} est comblée par ces modifications\u00a0; refaites le plan et contrôlez-le',
    other: '{0} lacunes sur {1} sont comblées par ces modifications\u00a0; refaites le plan et contrôlez-le',
  },
  '{0} of {1} gaps are closed by these changes and by what is to be done by hand; make a new plan and check it': {
    one: '{0} lacune sur {1} est comblée par ces modifications et par ce qui est à faire à la main\u00a0; refaites le plan et contrôlez-le',
    other:
      '{0} lacunes sur {1} sont comblées par ces modifications et par ce qui est à faire à la main\u00a0; refaites le plan et contrôlez-le',
  },
  '{0} opens the Internet on these ports, since a group sees no host names; only a firewall can allow hosts by name':
    '{0} ouvre Internet sur ces ports, car un groupe ne voit pas les noms d’hôte\u00a0; seul un pare-feu peut autoriser des hôtes par leur nom',
  'nothing is written without --write': 'rien n’est écrit sans --write',
  '{0} is written': '{0} est écrit',
  '{0} is not written: {1}': '{0} n’est pas écrit\u00a0: {1}',
  'left open at {0}: {1}': 'reste à combler, étendue {0}\u00a0: {1}',
  'left open at {0}: {1}. The reason: {2}': 'reste à combler, étendue {0}\u00a0: {1}. Raison\u00a0: {2}',
  'to be done by hand, because {0}:': 'à faire à la main ({0})\u00a0:',
  'for {0}': 'pour {0}',
  'for {0} in {1}:{2}': 'pour {0}, dans {1}:{2}',
  'the collection {0} of {1}': 'la collection {0} dans {1}',

  'no rule of the input blocks it': 'aucune règle de l’entrée ne le bloque',
  'it depends on {0}': 'cela dépend d’un point non déterminé\u00a0: {0}',
  'no tag can be written for {0} while its region is not known':
    'aucune étiquette ne peut être écrite pour {0} tant que sa région est inconnue',
  '{0} filters at the other end, which is not of {1}':
    '{0} filtre à l’autre extrémité, qui n’appartient pas à la ressource {1}',
  'no rule of {0} was found that would help': 'aucune règle utile n’a été trouvée pour {0}',
  'no priority is free in {0} before the rule {1} of priority {2}, so that rule has to get a higher number first':
    'aucune priorité n’est libre dans {0} avant la règle {1}, de priorité {2}\u00a0: il faut d’abord donner à cette règle un numéro plus élevé',
  'a firewall knows host names on the ports 80 and 443 only, so others have to be allowed by their addresses':
    'un pare-feu ne connaît les noms d’hôte que sur les ports 80 et 443\u00a0; ailleurs, les hôtes sont à autoriser par leurs adresses',
  'a rule of {0} names its sources, and the addresses of the compute are not in the input':
    'une règle de la ressource {0} nomme ses sources, et les adresses de calcul ne sont pas dans l’entrée',
  '{0} is in a virtual hub, where a firewall takes rules from a policy only, and it has none':
    '{0} est dans un hub virtuel, où un pare-feu ne prend ses règles que d’une stratégie, et il n’en a pas',
  'No fix is printed here: {0}.': 'Aucun correctif n’est proposé ici\u00a0: {0}.',
  'The fix may not be enough: {0}.': 'Le correctif peut ne pas suffire\u00a0: {0}.',
  '{0} has no rule collection of the input that a rule could be added to in time':
    '{0} n’a dans l’entrée aucune collection de règles où une règle ajoutée passerait à temps',
  'the route {0} of {1} drops it': 'l’itinéraire {0} dans {1} l’abandonne',
  'the route {0} of {1} drops it, and it is for the network':
    'l’itinéraire {0} dans {1} l’abandonne, alors que ce trafic est destiné au réseau',
  'the route {0} of {1} drops it, and no route can name a host: give that route a firewall as next hop, which can':
    'l’itinéraire {0} dans {1} l’abandonne, et un itinéraire ne peut pas nommer d’hôte\u00a0: donnez à cet itinéraire pour tronçon suivant un pare-feu, qui le peut',
  'the managed network of {0} has no rule that would surely allow {1}':
    'aucune règle du réseau managé pour {0} n’autoriserait {1} avec certitude',
  'the managed network of {0} takes host names on ports 80 and 443 only, and none of Azure Storage':
    'le réseau managé pour {0} n’accepte de noms d’hôte que sur les ports 80 et 443, et aucun pour Stockage Azure',
  '{0} has no way out, and that is for its owner to choose and pay: a NAT gateway with a public IP address that the subnet is associated with, a route to a firewall, or nodes with public IP addresses':
    '{0} n’a pas de sortie\u00a0; c’est à son propriétaire de la choisir et de la payer\u00a0: une passerelle NAT avec une adresse IP publique, associée au sous-réseau, un itinéraire vers un pare-feu ou des nœuds avec des adresses IP publiques',
  'the security admin rule {0} of {1} denies it, and rules of a network manager are made by whoever runs it':
    'la règle d’administration de la sécurité {0} dans {1} le refuse, et les règles d’un gestionnaire de réseau sont faites par qui l’administre',
  '{0} is only referred to in {1}, so whoever owns it has to change it':
    '{0} n’est que référencé dans {1}\u00a0: la modification revient à son propriétaire',
  '{0} is of {1}, which is read for linking only, so whoever owns it has to change it':
    '{0} vient du fichier {1}, lu seulement pour établir les liens\u00a0: la modification revient à son propriétaire',
  '{0}, declared in {1}:{2}, is of {3}, which is read for linking only, so whoever owns it has to change it':
    '{0}, déclaré dans {1}:{2}, vient du fichier {3}, lu seulement pour établir les liens\u00a0: la modification revient à son propriétaire',

  'the input does not hold what it is about': 'ce qui est visé n’est pas dans l’entrée',
  'the input is no source that could be edited': 'l’entrée n’est pas une source modifiable',
  '{0} is not edited': '{0} n’est pas modifié',
  '{0} is no file that is edited': '{0} n’est pas un fichier que l’outil modifie',
  '{0} is the JSON form of the language, which is not edited':
    '{0} est dans la forme JSON du langage, que l’outil ne modifie pas',
  '{0} is outside the folder that the command runs in, where nothing is written':
    '{0} est hors du dossier où s’exécute la commande, et rien n’y est écrit',
  '{0} is no regular file of at most 8 MiB': '{0} n’est pas un fichier ordinaire de 8 Mio au plus',
  '{0} is not UTF-8': '{0} n’est pas en UTF-8',
  '{0} cannot be parsed: {1}': '{0} ne peut pas être analysé\u00a0: {1}',
  'the edit of {0} did not come out as meant': 'la modification du fichier {0} n’a pas donné le résultat voulu',
  'what would be written is no valid Terraform': 'ce qui serait écrit n’est pas du Terraform valide',
  'what would be written for {0} is no valid Terraform': 'ce qui serait écrit pour {0} n’est pas du Terraform valide',
  'what would be written for {0} is no valid Bicep': 'ce qui serait écrit pour {0} n’est pas du Bicep valide',
  'the rules around it name their sources by groups of addresses':
    'les règles voisines désignent leurs sources par des groupes d’adresses',
  'the rules around it name their sources by groups of addresses, which the input does not name':
    'les règles voisines désignent leurs sources par des groupes d’adresses, que l’entrée ne nomme pas',
  'the rules of {0} are declared where one more cannot be put beside them':
    'les règles pour {0} sont déclarées là où une autre ne peut pas être placée à côté',
  'no .bicep file at hand declares {0}': 'aucun fichier .bicep disponible ne déclare {0}',
  '{0} may be the folder that {1} is of, but no name in it proves that; leave its .tf files beside the input':
    '{0} peut être le dossier d’où vient {1}, mais aucun nom ne le prouve\u00a0; laissez ses fichiers .tf à côté de l’entrée',
  '{0} may be of any of the folders {1}; leave the .tf files that are meant beside the input':
    '{0} peut venir de plusieurs dossiers\u00a0: {1}\u00a0; laissez les bons fichiers .tf à côté de l’entrée',
  'no .tf file at hand declares {0}; leave the files beside the input':
    'aucun fichier .tf disponible ne déclare {0}\u00a0; laissez les fichiers à côté de l’entrée',
  '{0} has no resource at line {1} that could be followed':
    '{0} n’a pas, à la ligne {1}, de ressource que l’outil puisse suivre',
  '{0} has no {1} at line {2} any more': '{0} ne contient plus {1} à la ligne {2}',
  '{0} computes its {1}, so a rule has to be added to what it is computed from':
    '{0} calcule la valeur {1}\u00a0: la règle est à ajouter là d’où vient ce calcul',
  '{0} has no block of its own for the collection {1}': '{0} n’a pas de bloc propre à la collection {1}',
  '{0} has no collection {1} that is written out': '{0} n’a pas de collection {1} écrite en toutes lettres',
  '{0} has a rule of the name {1} already, so the input is older than the file':
    '{0} a déjà une règle nommée {1}\u00a0: l’entrée est donc plus ancienne que le fichier',
  '{0}:{1} has a rule of that name already, so the input is older than the file; make a new plan':
    '{0}:{1} a déjà une règle de ce nom\u00a0: l’entrée est donc plus ancienne que le fichier\u00a0; refaites le plan',
  "{0} is made for each of several, and names {1} of another module by what is each one's own":
    '{0} est créé pour chaque élément d’un ensemble et désigne {1}, dans un autre module, par ce qui est propre à chacun',
  '{0} is declared in {1} and changed by an override file beside it':
    '{0} est déclaré dans {1} et modifié par un fichier override voisin',
  '{0} is declared in {1}, the JSON form of the language, which is not edited':
    '{0} est déclaré dans {1}, dans la forme JSON du langage, que l’outil ne modifie pas',
  '{0} is declared in the module {1}, which is not in the workspace: whoever owns the module has to change it':
    '{0} est déclaré dans le module {1}, absent de l’espace de travail\u00a0: la modification revient au propriétaire du module',
  '{0} is declared in the module {1} of {2}, which is not in the workspace: whoever owns the module has to change it':
    '{0} est déclaré dans le module {1} (source\u00a0: {2}), absent de l’espace de travail\u00a0: la modification revient au propriétaire du module',
  '{0} is the file of a module: what is written there for {1} holds for all who call it':
    '{0} est le fichier d’un module\u00a0: ce qui y est écrit pour {1} vaut pour tous ceux qui l’appellent',
  '{0}: the block of {1} declares {2} more, which get the same rules': {
    one: '{0}\u00a0: le bloc qui déclare {1} déclare aussi {2} autre ressource, qui reçoit les mêmes règles',
    other: '{0}\u00a0: le bloc qui déclare {1} déclare aussi {2} autres ressources, qui reçoivent les mêmes règles',
  },

  '{0}: {1}.': '{0}\u00a0: {1}.',
  '{0}: before this change it opened {1} ({2}), and it does so no more.':
    '{0}\u00a0: avant cette modification, elle ouvrait {1} ({2}), et elle ne le fait plus.',
  'every address of the Internet': 'toutes les adresses d’Internet',
  'every host': 'tous les hôtes',
  '{0} of every region': '{0} (toutes régions)',
  'all ports': 'tous les ports',
  'port {0}': 'ports\u00a0: {0}',
  'it allows {0} on {1}, and Azure Machine Learning needs of that only {2}; with narrower rules in its place everything that is met stays met':
    'elle autorise {0} ({1}), et Azure Machine Learning n’a besoin que d’une partie\u00a0: {2}\u00a0; avec des règles plus étroites à sa place, toutes les exigences satisfaites le restent',
  'it allows {0} on {1}, and nothing that Azure Machine Learning needs goes by it; without it everything that is met stays met':
    'elle autorise {0} ({1}), et rien de ce dont Azure Machine Learning a besoin ne passe par elle\u00a0; sans elle, toutes les exigences satisfaites le restent',
  'it allows {0} on {1}, and nothing that Azure Machine Learning needs of the Internet goes by it; with a narrower rule in its place everything that is met stays met':
    'elle autorise {0} ({1}), et rien de ce dont Azure Machine Learning a besoin sur Internet ne passe par elle\u00a0; avec une règle plus étroite à sa place, toutes les exigences satisfaites le restent',
  '{0}; who else sends by it was not looked at':
    '{0}\u00a0; les autres trafics qui passent par elle n’ont pas été examinés',
  '{0} more rules look too wide and were not tried: they are too many, or too many places use them': {
    one: '{0} autre règle semble trop large et n’a pas été essayée\u00a0: ces règles sont trop nombreuses, ou servent à trop d’endroits',
    other:
      '{0} autres règles semblent trop larges et n’ont pas été essayées\u00a0: elles sont trop nombreuses, ou servent à trop d’endroits',
  },
};
