/** French: what is noticed about rules, routes and tags. */
import type { Dictionary } from '../speaker.js';

export const rules: Dictionary = {
  'and {0} more {1}': { one: 'et {0} autre cas\u00a0: {1}', other: 'et {0} autres cas\u00a0: {1}' },
  'without a known name': '(nom inconnu)',
  another: '(nom inconnu)',
  '{0}, rule {1}': '{0}, règle {1}',
  '{0}, route {1}': '{0}, itinéraire {1}',
  '{0}, rule collection {1}': '{0}, collection de règles {1}',
  '{0}, outbound rule {1}': '{0}, règle de trafic sortant {1}',
  'prefixes that cannot be read': 'préfixes illisibles',
  '{0} is no address and no prefix, and counts as nothing':
    '{0} n’est ni une adresse ni un préfixe et ne compte pour rien',
  '{0} is no address and no prefix, so it matches nothing':
    '{0} n’est ni une adresse ni un préfixe et ne correspond donc à rien',
  'ports that cannot be read': 'ports illisibles',
  '{0} is no port or port range and matches nothing; {1}':
    '{0} n’est ni un port ni une plage de ports et ne correspond à rien\u00a0; {1}',
  'each port or range is an item of its own': 'chaque port ou plage est un élément à part',
  'ports end at 65535': 'les ports s’arrêtent à 65535',
  'the lower end comes first': 'la borne inférieure vient en premier',
  'write 443, 8000-8080 or *': 'écrivez 443, 8000-8080 ou *',
  'protocols that do not exist': 'protocoles inexistants',
  '{0} is no protocol of such a rule, so it matches nothing':
    '{0} n’est pas un protocole pour une telle règle et ne correspond donc à rien',
  'service tags that do not exist': 'étiquettes de service inexistantes',
  'there is no service tag {0}, so it matches nothing':
    'l’étiquette de service {0} n’existe pas et ne correspond donc à rien',
  'there is no service tag {0}, so it matches nothing; did you mean {1}?':
    'l’étiquette de service {0} n’existe pas et ne correspond donc à rien\u00a0; vouliez-vous dire {1}\u00a0?',
  'service tags under names that Azure does not take': 'étiquettes de service sous un nom que refuse Azure',
  '{0} is what documents call the tag; Azure takes only {1}':
    '{0} est le nom de l’étiquette dans les documents\u00a0; Azure n’accepte que celui-ci\u00a0: {1}',
  'tags that cannot be used with a region': 'étiquettes qui ne prennent pas de région',
  '{0} cannot be used with a region in rules and routes; write {1}':
    '{0} ne peut pas porter de région dans les règles et les itinéraires\u00a0; écrivez {1}',
  "tags in a route that Azure's list offers to network security groups only":
    'étiquettes dans un itinéraire que la liste d’Azure réserve aux groupes de sécurité réseau',
  "tags in a firewall rule that Azure's list offers to network security groups only":
    'étiquettes dans une règle de pare-feu que la liste d’Azure réserve aux groupes de sécurité réseau',
  "Azure's list of tags offers {0} to network security groups only, not to a route; it is taken to match here":
    'la liste d’Azure propose l’étiquette {0} aux groupes de sécurité réseau seulement, pas à un itinéraire\u00a0; elle est supposée correspondre ici',
  "Azure's list of tags offers {0} to network security groups only, not to a firewall rule; it is taken to match here":
    'la liste d’Azure propose l’étiquette {0} aux groupes de sécurité réseau seulement, pas à une règle de pare-feu\u00a0; elle est supposée correspondre ici',
  'missing priorities': 'priorités manquantes',
  'it has no priority, so its place in the order is open':
    'elle n’a pas de priorité, et sa place dans l’ordre est donc inconnue',
  'priorities out of range': 'priorités hors limites',
  'the priority {0} is not between {1} and {2}; Azure refuses it':
    'la priorité {0} n’est pas entre {1} et {2}\u00a0; Azure la refuse',
  'service tags as source of firewall rules': 'étiquettes de service comme source dans des règles de pare-feu',
  'the service tag {0} is no source of a firewall rule, so it matches nothing; name addresses or an IP group':
    'l’étiquette de service {0} ne peut pas être la source d’une règle de pare-feu et ne correspond donc à rien\u00a0; nommez des adresses ou un groupe IP',
  'tags that a firewall does not have': 'étiquettes qu’un pare-feu n’a pas',
  'a firewall has no tag {0}, so it matches nothing':
    'un pare-feu n’a pas l’étiquette {0}, qui ne correspond donc à rien',
  'wildcards in network rules': 'caractères génériques dans des règles de réseau',
  '{0} matches nothing: host names in network rules take no wildcards; use an application rule':
    '{0} ne correspond à rien\u00a0: les noms d’hôte des règles de réseau ne prennent pas de caractère générique\u00a0; utilisez une règle d’application',
  'network rules with host names and no DNS proxy': 'règles de réseau avec des noms d’hôte et sans proxy DNS',
  'its host names match nothing: the DNS proxy of the firewall is off':
    'ses noms d’hôte ne correspondent à rien\u00a0: le proxy DNS du pare-feu est désactivé',
  'wildcards that are not left-most': 'caractères génériques ailleurs que tout à gauche',
  '{0} matches nothing: a wildcard may only stand left-most':
    '{0} ne correspond à rien\u00a0: un caractère générique ne peut être que tout à gauche',
  'service tags as FQDN tags': 'étiquettes de service à la place d’étiquettes FQDN',
  '{0} is a service tag and no FQDN tag, so it matches nothing; only network rules take service tags':
    '{0} est une étiquette de service, pas une étiquette FQDN, et ne correspond donc à rien\u00a0; seules les règles de réseau prennent des étiquettes de service',
  'service tags in application rules': 'étiquettes de service dans des règles d’application',
  'application rules take no service tags such as {0}; use a network rule':
    'les règles d’application ne prennent pas d’étiquettes de service (ici {0})\u00a0; utilisez une règle de réseau',
  '{0} is no port; ports are from 1 to 65535': '{0} n’est pas un port\u00a0; les ports vont de 1 à 65535',
  'URL rules without Premium': 'règles d’URL sans Premium',
  'its URLs match nothing: URL rules need a policy of tier Premium':
    'ses URL ne correspondent à rien\u00a0: les règles d’URL demandent une stratégie de niveau Premium',
  'URL rules without TLS inspection': 'règles d’URL sans inspection TLS',
  'its URLs match no HTTPS: the rule does not ask for TLS inspection':
    'ses URL ne correspondent à aucun trafic HTTPS\u00a0: la règle ne demande pas l’inspection TLS',
  'its URLs match no HTTPS: the policy has no certificate for TLS inspection':
    'ses URL ne correspondent à aucun trafic HTTPS\u00a0: la stratégie n’a pas de certificat pour l’inspection TLS',
  'URLs that cannot be read': 'URL illisibles',
  '{0} matches nothing: it is a host and a path, with a wildcard left-most or right-most only':
    '{0} ne correspond à rien\u00a0: une URL est un hôte et un chemin, avec un caractère générique tout à gauche ou tout à droite seulement',
  'service tags as host names': 'étiquettes de service à la place de noms d’hôte',
  '{0} is a service tag and no host name, so it matches nothing; make it a destination address of a network rule':
    '{0} est une étiquette de service, pas un nom d’hôte, et ne correspond donc à rien\u00a0; faites-en une adresse de destination d’une règle de réseau',
  'host names that cannot be read': 'noms d’hôte illisibles',
  '{0} is no host name and matches nothing; leave out scheme, port and path':
    '{0} n’est pas un nom d’hôte et ne correspond à rien\u00a0; retirez le schéma, le port et le chemin',
  '{0} is no host name, or its wildcard is not left-most, so it matches nothing':
    '{0} n’est pas un nom d’hôte, ou son caractère générique n’est pas tout à gauche\u00a0: il ne correspond donc à rien',
  'rule collection groups that share a priority': 'groupes de collections de règles de même priorité',
  'the rule collection group {0} of its policy': 'le groupe de collections de règles {0} dans sa stratégie',
  'the policy of the rules': 'la stratégie des règles',
  'firewalls with a policy and classic rules': 'pare-feu avec une stratégie et des règles classiques',
  'it has a policy and the classic rule collection {0} as well; Azure takes one or the other, and this check follows the policy':
    'il a une stratégie et aussi la collection de règles classique {0}\u00a0; Azure prend l’une ou l’autre, et ce contrôle suit la stratégie',
  'rule collections that share a priority': 'collections de règles de même priorité',
  'the network rule collection {0}': 'la collection de règles de réseau {0}',
  'the application rule collection {0}': 'la collection de règles d’application {0}',
  'it has the same priority {0} as {1}, so which of them comes first is not settled':
    '{1} a aussi la priorité {0}\u00a0; laquelle vient en premier n’est pas fixé',
  'policies whose parent is not decided': 'stratégies dont le parent est inconnu',
  'the rules of its parent policy come before its own and are not in the input: {0}':
    'les règles de sa stratégie parente passent avant les siennes et ne sont pas dans l’entrée\u00a0: {0}',
  'policies that are their own parents': 'stratégies qui sont leur propre parent',
  'its parent policies lead back to it ({0}); Azure refuses that':
    'ses stratégies parentes ramènent à elle ({0})\u00a0; Azure refuse cela',
  '{0}, then {1}': '{0}, puis {1}',
  'route tables with too many service tags': 'tables de routage avec trop d’étiquettes de service',
  'it has {0} routes with service tags; Azure takes {1} in one table': {
    one: 'elle a {0} itinéraire avec étiquette de service\u00a0; Azure en prend {1} dans une table',
    other: 'elle a {0} itinéraires avec étiquettes de service\u00a0; Azure en prend {1} dans une table',
  },
  'tags that are no prefix of a route': 'étiquettes qui ne sont pas un préfixe d’itinéraire',
  'the tag {0} cannot be the prefix of a route, which takes nothing this way':
    'l’étiquette {0} ne peut pas être le préfixe d’un itinéraire, qui ne prend ainsi rien',
  '{0} is a range; a route has one prefix': '{0} est une plage\u00a0; un itinéraire a un seul préfixe',
  'next hops that do not exist': 'tronçons suivants inexistants',
  '{0} is no type of next hop': '{0} n’est pas un type de tronçon suivant',
  'rules that share a priority': 'règles de même priorité',
  'it has the same priority {0} as the inbound rule {1}; Azure refuses that':
    'elle a la même priorité {0} que la règle entrante {1}\u00a0; Azure refuse cela',
  'it has the same priority {0} as the outbound rule {1}; Azure refuses that':
    'elle a la même priorité {0} que la règle sortante {1}\u00a0; Azure refuse cela',
  'rules with several service tags': 'règles avec plusieurs étiquettes de service',
  'it names {0} service tags as source; Azure takes one tag per rule, so make a rule for each':
    'elle nomme {0} étiquettes de service comme source\u00a0; Azure prend une étiquette par règle\u00a0: faites une règle pour chacune',
  'it names {0} service tags as destination; Azure takes one tag per rule, so make a rule for each':
    'elle nomme {0} étiquettes de service comme destination\u00a0; Azure prend une étiquette par règle\u00a0: faites une règle pour chacune',
  'rules whose source is not in the virtual network': 'règles dont la source n’est pas dans le réseau virtuel',
  'as source of an outbound rule {0} matches nothing: there a network security group sees the private addresses of the virtual network':
    'comme source d’une règle sortante, {0} ne correspond à rien\u00a0: un groupe de sécurité réseau y voit les adresses privées du réseau virtuel',
  'rules whose destination is not in the virtual network':
    'règles dont la destination n’est pas dans le réseau virtuel',
  'as destination of an inbound rule {0} matches nothing: there a network security group sees the private addresses of the virtual network':
    'comme destination d’une règle entrante, {0} ne correspond à rien\u00a0: un groupe de sécurité réseau y voit les adresses privées du réseau virtuel',
  'rules for VirtualNetwork beside a default route of the user':
    'règles pour VirtualNetwork à côté d’un itinéraire par défaut de l’utilisateur',
  'the route {0} of {1} for 0.0.0.0/0 may make Azure count every address to VirtualNetwork at {2}; this check does not':
    'l’itinéraire {0} dans {1} pour 0.0.0.0/0 peut amener Azure à compter toute adresse dans VirtualNetwork pour {2}\u00a0; ce contrôle ne le fait pas',
  'rules that can never match were looked for in {0} lists of rules of {1}: the others are too long': {
    one: 'les règles qui ne peuvent jamais s’appliquer ont été cherchées dans {0} liste de règles sur {1}\u00a0: les autres sont trop longues',
    other:
      'les règles qui ne peuvent jamais s’appliquer ont été cherchées dans {0} listes de règles sur {1}\u00a0: les autres sont trop longues',
  },
  'rules that can never match': 'règles qui ne peuvent jamais s’appliquer',
  'it can never match: rule {0} comes before it and decides everything that it is about':
    'elle ne peut jamais s’appliquer\u00a0: la règle {0} passe avant elle et décide de tout ce qu’elle vise',
  'it can never match: the rules {0} come before it and decide everything that it is about':
    'elle ne peut jamais s’appliquer\u00a0: les règles {0} passent avant elle et décident de tout ce qu’elle vise',
  'it can never match: {0} rules come before it and decide everything that it is about, among them {1}': {
    one: 'elle ne peut jamais s’appliquer\u00a0: {0} règle passe avant elle et décide de tout ce qu’elle vise, dont {1}',
    other:
      'elle ne peut jamais s’appliquer\u00a0: {0} règles passent avant elle et décident de tout ce qu’elle vise, dont {1}',
  },
};
