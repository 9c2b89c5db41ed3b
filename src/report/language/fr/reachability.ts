/** French: what is checked, what a verdict waits for, and the requirements. */
import type { Dictionary } from '../speaker.js';

export const reachability: Dictionary = {
  '{0}; {1}': '{0}\u00a0; {1}',
  '{0}: {1}': '{0}\u00a0: {1}',
  'scope {0} matches nothing': 'le réglage scope ({0}) ne correspond à rien',
  'there is nothing to check: no compute of Azure Machine Learning in a subnet, no managed network, no subnet with a group or a route table, no group and no firewall':
    'il n’y a rien à vérifier\u00a0: ni calcul Azure Machine Learning dans un sous-réseau, ni réseau managé, ni sous-réseau avec un groupe ou une table de routage, ni groupe, ni pare-feu',
  "{0} reaches the Internet only by Azure's default outbound access, which new networks do not have; give it a NAT gateway, a firewall, or nodes with public IP addresses":
    '{0} n’atteint Internet que par l’accès sortant par défaut d’Azure, que les nouveaux réseaux n’ont pas\u00a0; ajoutez une passerelle NAT, un pare-feu ou des nœuds avec des adresses IP publiques',
  'the members of a network group, which a policy picks':
    'les membres d’un groupe de réseaux, qu’une stratégie choisit',
  'the members of {0}, which a policy picks': 'les membres du groupe de réseaux {0}, qu’une stratégie choisit',
  'a security admin rule': 'une règle d’administration de la sécurité',
  'which host {0} is': 'l’hôte que désigne {0}',
  'whether compute here has a public IP address':
    'la présence d’une adresse IP publique sur le calcul de cette étendue',
  'a value that is not in the input': 'une valeur absente de l’entrée',
  'the hosts of the FQDN tag {0}': 'les hôtes pour l’étiquette FQDN {0}',
  'the hosts in the web category {0}': 'les hôtes dans la catégorie web {0}',
  'whether the service takes an FQDN rule for Azure Storage ({0}): its documents say that it needs a private endpoint':
    'l’acceptation par le service d’une règle FQDN pour Stockage Azure ({0})\u00a0: sa documentation demande un point de terminaison privé',
  'the region, since the workspaces of the input are in several; say which with region':
    'la région, car les espaces de travail de l’entrée sont dans plusieurs\u00a0; précisez-la avec region',
  'the region, since no workspace is in the input; say it with region':
    'la région, car l’entrée n’a pas d’espace de travail\u00a0; précisez-la avec region',
  "{0} has service endpoint policies, which are not read here: they have to allow the workspace's storage accounts and the alias /services/Azure/MachineLearning":
    '{0} a des stratégies de point de terminaison de service, qui ne sont pas lues ici\u00a0: elles doivent autoriser les comptes de stockage de l’espace de travail et l’alias /services/Azure/MachineLearning',
  '{0} has no public IP address and no prefix in the input, and carries nothing out until it gets one':
    '{0} n’a ni adresse IP publique ni préfixe dans l’entrée, et ne laisse rien sortir tant que l’un des deux n’y est pas associé',
  '{0}: whether compute has a public IP address is not known ({1}), so what must come in is recommended only':
    '{0}\u00a0: savoir si le calcul a une adresse IP publique dépend d’une valeur absente ({1})\u00a0; tant qu’elle manque, les exigences entrantes sont seulement recommandées',
  'whether the workspace is HBI, since none is in the input; say so with hbi':
    'si l’espace de travail est HBI, car l’entrée n’en a pas\u00a0; précisez-le avec hbi',
  'the scopes are in several regions': 'les étendues sont dans plusieurs régions',
  'the workspaces of the scopes differ': 'les espaces de travail des étendues diffèrent',
  'not known: {0}': 'inconnu\u00a0: {0}',
  '{0} is no region that this version knows; its cloud is taken to be public':
    '{0} n’est pas une région que cette version connaît\u00a0; son cloud est supposé public',
  'the route that it takes': 'l’itinéraire suivi',
  'the lengths of the prefixes of {0} and of AzureCloud': 'la longueur des préfixes pour {0} et pour AzureCloud',
  'what is behind the virtual network gateway, which is not in the input':
    'ce qui se trouve derrière la passerelle de réseau virtuel, absent de l’entrée',
  'the appliance that the route names, which is not in the input':
    'l’appliance que nomme l’itinéraire, absente de l’entrée',
  'the appliance {0}, which is not in the input': 'l’appliance {0}, absente de l’entrée',
  'the next hop of {0}': 'le tronçon suivant pour {0}',
  'the network of {0}': 'le réseau où se trouve {0}',
  'the target of {0}': 'la cible visée par {0}',
  'the subnet of {0} is not decided: {1}': 'le sous-réseau où se trouve {0} n’est pas déterminé\u00a0: {1}',
  'the subnet of {0} is one of several: {1}': 'le sous-réseau où se trouve {0} est l’un de plusieurs\u00a0: {1}',
  'the subnet of {0}: {1}': 'le sous-réseau où se trouve {0}\u00a0: {1}',
  'the subnet of the compute, which is not in the input': 'le sous-réseau du calcul, absent de l’entrée',
  'the subnet that the group is for, which is not in the input':
    'le sous-réseau que protège le groupe, absent de l’entrée',
  'the address prefixes of {0}': 'les préfixes d’adresses dans {0}',
  'the members of an application security group': 'les membres d’un groupe de sécurité d’application',
  '{0} may or may not hold the subnet: {1}': 'la présence du sous-réseau dans {0}\u00a0: {1}',
  'the address space of the virtual network, which {0} may or may not hold':
    'l’espace d’adressage du réseau virtuel, dont on ne sait pas si les préfixes le contiennent ({0})',
  'the prefixes of {0}, which the service-tag file lacks':
    'les préfixes pour {0}, absents du fichier d’étiquettes de service',
  '{0} outside AzureCloud': '{0} hors AzureCloud',
  '{0} inside AzureCloud': '{0} dans AzureCloud',
  '{0} in {1}': '{0} dans {1}',
  'part of {0}': 'une partie ({0})',
  '{0} outside {1}': '{0} hors {1}',
  '{0} and {1} more': { one: '{0} et {1} autre', other: '{0} et {1} autres' },
  'the addresses of the host, which {0} may or may not hold':
    'les adresses de l’hôte, dont on ne sait pas si les préfixes les contiennent ({0})',
  'service-tag data: without it, what {0} holds is open':
    'les données d’étiquettes de service, sans lesquelles le contenu du préfixe est inconnu ({0})',
  'service-tag data: without it, what {0} hold is open':
    'les données d’étiquettes de service, sans lesquelles le contenu des préfixes est inconnu ({0})',
  'service-tag data: no fact says whether {0} holds it':
    'les données d’étiquettes de service\u00a0: rien ne dit si l’étiquette {0} le contient',
  '{0}, which is not in the input': '{0}, absent de l’entrée',
  'the virtual network of {0}': 'le réseau virtuel où se trouve {0}',
  'the address space of {0}': 'l’espace d’adressage dans {0}',
  'the address space of the network that {0} peers with': 'l’espace d’adressage du réseau appairé par {0}',
  'hosts: {0}': 'hôtes\u00a0: {0}',
  '{0} other than {1}': '{0} hors {1}',
  'path {0}': 'chemin {0}',
  'paths other than {0}': 'chemins hors {0}',
  'from {0}': 'depuis {0}',
  'which of the rule collections with priority {0} comes first':
    'laquelle des collections de règles de priorité {0} vient en premier',
  'which of the rule collection groups with priority {0} comes first':
    'lequel des groupes de collections de règles de priorité {0} vient en premier',
  'source ports {0}': 'ports sources {0}',
  'there is no input': 'il n’y a pas d’entrée',
  'there is no service tag {0} that this tool knows': 'l’étiquette de service {0} n’est pas connue de cet outil',
  'there is no service tag {0} that this tool knows; did you mean {1}?':
    'l’étiquette de service {0} n’est pas connue de cet outil\u00a0; vouliez-vous dire {1}\u00a0?',
  'the answer says no port for {0}; it is taken as 443':
    'la réponse ne donne pas de port pour {0}\u00a0; le port 443 est supposé',
  'the answer says no port for {0} and {1} more; it is taken as 443': {
    one: 'la réponse ne donne pas de port pour {0} et {1} autre hôte\u00a0; le port 443 est supposé',
    other: 'la réponse ne donne pas de port pour {0} et {1} autres hôtes\u00a0; le port 443 est supposé',
  },
  '{0} has an asterisk inside; it is asked for as {1}':
    '{0} contient un astérisque au milieu\u00a0; la demande porte sur {1}',
  'row {0}: {1}': 'ligne {0}\u00a0: {1}',
  'its change number is {0}, and {1} was there on {2}':
    'son numéro de modification est {0}, et {1} existait déjà le {2}',
  'it is of {0}, {1} days before {2}': {
    one: 'elle date du {0}, {1} jour avant le {2}',
    other: 'elle date du {0}, {1} jours avant le {2}',
  },
  'remedies are worked out for the first gaps only: {0} more have none':
    'les correctifs ne sont calculés que pour les premières lacunes\u00a0: {0} autres n’en ont pas',
  'the subnet of {0}': 'le sous-réseau, selon {0}',
  'the subnet of a private endpoint': 'le sous-réseau d’un point de terminaison privé',
  'the region, which is not in the input: whether {0} is the tag that is needed depends on it':
    'la région, absente de l’entrée\u00a0: elle décide si l’étiquette {0} est la bonne',
  'the waiver for {0} waives nothing: {1} is no date; write it as YYYY-MM-DD':
    'la dérogation ({0}) est sans effet\u00a0: {1} n’est pas une date\u00a0; écrivez-la sous la forme AAAA-MM-JJ',
  'the waiver for {0} expired on {1} and waives nothing any more: {2}':
    'la dérogation ({0}) a expiré le {1} et n’a plus d’effet\u00a0: {2}',
  'the waiver for {0} is not needed: what it is about is allowed':
    'la dérogation ({0}) est inutile\u00a0: ce qu’elle vise est autorisé',
  'the waiver for {0} is not needed: the rule that it is about is no wider than needed':
    'la dérogation ({0}) est inutile\u00a0: la règle qu’elle vise n’est pas plus large que nécessaire',
  'the waiver for {0} waives nothing: the rule that it is about is on the way of other scopes too; waive it for all of them':
    'la dérogation ({0}) est sans effet\u00a0: la règle qu’elle vise est aussi sur le chemin d’autres étendues\u00a0; accordez-la pour toutes',
  'the waiver for {0} matches nothing': 'la dérogation ({0}) ne correspond à rien',
  '{0} at {1}': '{0}, étendue {1}',
  'this comment waives nothing: a waiver is a line of its own that begins with "# azureml-network-check: waive" or "// azureml-network-check: waive"':
    'ce commentaire est sans effet\u00a0: une dérogation est une ligne à part qui commence par «\u00a0# azureml-network-check: waive\u00a0» ou «\u00a0// azureml-network-check: waive\u00a0»',
  'this comment waives nothing: {0}': 'ce commentaire est sans effet\u00a0: {0}',
};
