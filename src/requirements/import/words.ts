/** The words of Microsoft Learn's languages that tell a requirement's direction, its conditions and its columns. */
import type { Cloud } from '../requirement.js';

/**
 * Text as these tables compare it: one form of each letter, lower case, every run of blanks one blank.
 * @see https://unicode.org/reports/tr15/ (NFKC makes full-width digits and colons plain)
 */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * Whether one of the words begins somewhere in a folded text. Words of alphabets count at the beginning of a word only; the scripts that
 * write no blanks between words (and Korean, which appends to them) count anywhere.
 */
export type WordList = RegExp;

function words(...lines: readonly string[]): WordList {
  const alternatives = lines.flatMap((line) => line.split(', '));
  return new RegExp(
    alternatives
      .map((word) => (/^[\p{sc=Latin}\p{sc=Cyrillic}\d]/u.test(word) ? `(?<!\\p{L})${word}` : word))
      .join('|'),
    'u',
  );
}

// In each table: English; German; French; Spanish, Italian, Portuguese; Dutch, Swedish, Danish, Norwegian, Finnish; Polish, Czech, Hungarian,
// Turkish; Russian, Ukrainian; Indonesian, Thai, Arabic, Hebrew; Japanese; Korean; Chinese, simplified and traditional.

export const INBOUND = words(
  'inbound, ingress, incoming, eingehend, eingang, entrant, entrée, entrante, entrada, ingresso, in entrata',
  'binnenkomend, inkomend, inkommande, ingående, indgående, inngående, innkommende, saapuva, przychodząc',
  'wejściow, příchozí, bejövő, gelen, входящ, вхідн, masuk, ขาเข้า, وارد, נכנס, 受信, 着信, インバウンド, 인바운드, 수신, 入站',
  '传入, 入口, 輸入, 连入, 連入, 傳入',
);

export const OUTBOUND = words(
  'outbound, egress, outgoing, ausgehend, ausgang, sortant, sortie, saliente, salida, uscita, in uscita',
  'saída, uitgaand, utgående, udgående, lähtevä, wychodząc, wyjściow, odchozí, kimenő, giden, исходящ',
  'вихідн, keluar, ขาออก, صادر, יוצא, 送信, 発信, アウトバウンド, 아웃바운드, 송신, 발신, 出站, 传出, 出口, 輸出, 连出, 連出, 傳出',
);

/** A heading of a column that holds directions. */
export const DIRECTION_HEADING = words(
  'direction, richtung, sens, direcci, direzion, sentido, direção, richting, riktning, retning, suunta',
  'kierunek, směr, irány, yön, направлен, напрям, arah, ทิศทาง, الاتجاه, כיוון, 方向, 방향',
);

export const SOURCE_HEADING = words(
  'source, from, quelle, origine, origen, origem, bron, källa, kilde, lähde, źródł, zdroj, forrás, kaynak',
  'источник, джерел, sumber, 送信元, ソース, 원본, 소스, 源, 来源, 來源',
);

export const DESTINATION_HEADING = words(
  'destination, target, ziel, destino, destinazion, bestemming, doel, mål, destinasjon, kohde, docelow',
  'miejsce, cíl, cél, hedef, назначен, целев, призначен, tujuan, 送信先, 宛先, 대상, 목적지, 目标, 目標, 目的地',
);

/** China, or who operates Azure there: in Latin letters the name has a different ending in each language. */
const CHINA = words(
  'china, chine, cina, kina, kiina, chiny, chinach, čín, kína, kíná, kínai, çin, кита, trung quốc, tiongkok',
  'จีน, الصين, סין, 21\\s?vianet, mooncake, 中国, 中國, 世纪互联, 世紀互聯, 중국',
);
const GOVERNMENT = words(
  'government, us ?gov, usgov, gouvernement, gobierno, regierung, governo, правительств, 정부, 政府, ガバメント',
);
const PUBLIC = words(
  'public, öffentlich, global, commercial, pública, público, pubblic, общедоступн, openbaar, offentlig',
  'publiczn, veřejn, genel, 공용, 퍼블릭, 公共, 公用, 公有, パブリック',
);

/** Public addresses, access and networks are no cloud. */
const OTHER_PUBLIC = /(?<!\p{L})(ip|dns|internet)|access|address|network|endpoint/u;

/** The cloud that a heading, a tab or a column is about; `null` where it is about none or several. */
export function cloudOf(text: string): Cloud | null {
  const plain = folded(text);
  // The word is a common one: it counts in "Azure public" and by itself.
  const isName = plain.length <= 30 && !OTHER_PUBLIC.test(plain) && (/azure|cloud/.test(plain) || !plain.includes(' '));
  const found = [
    ...(CHINA.test(plain) ? (['china'] as const) : []),
    ...(GOVERNMENT.test(plain) ? (['government'] as const) : []),
    ...(isName && PUBLIC.test(plain) ? (['public'] as const) : []),
  ];
  const [first] = found;
  return first !== undefined && found.length === 1 ? first : null;
}

export function mentionsChina(text: string): boolean {
  return CHINA.test(folded(text));
}

/** Not, no, except. */
const NEGATION = words(
  "not(?!\\p{L}), no(?!\\p{L}), never, except, excluding, unnecessary, (is|are|does|do)n['’]t, nicht, kein",
  'außer, ausgenommen, non(?!\\p{L}), pas(?!\\p{L}), sauf, inutile, excepto, salvo, tranne, eccetto, não',
  'exceto, niet, geen, behalve, inte(?!\\p{L}), ej(?!\\p{L}), utom, ikke, undtagen, ei(?!\\p{L}), paitsi',
  'nie(?!\\p{L}), oprócz, není, nevyžad, nepotřeb, kromě, nem(?!\\p{L}), kivéve, değil, gerekmez, gerekmiyor',
  'hariç, не(?!\\p{L}), кроме, крім, tidak, kecuali, ไม่, ليس, לא, 不要, 不需要, 無需, 无需, 不必, 不适用, 不適用, 除外, 除く, 除了',
  'ありません, ません, ない, 않, 아닙, 없, 제외',
);

export function isNegated(text: string): boolean {
  return NEGATION.test(folded(text));
}

/** High business impact: the flag keeps its name in every language. */
const HBI = /hbi[_ ]workspace|(?<!\p{L})hbi(?!\p{L})|high business impact/u;

const PUBLIC_IP = words(
  'public ip, public address, öffentliche[rn]? ip, ip publi, adresse publi, adresse ip publi, ip públic',
  'ip pubblic, direcciones? ip públic, endereços? ip públic, indirizz[oi] ip pubblic, openbaar ip',
  'openbare ip, offentlig ip, offentlig[ae] ip, julki, publiczn\\p{L}* adres, publiczn\\p{L}* ip',
  'veřejn\\p{L}* ip, nyilvános ip, genel ip, общедоступн\\p{L}* ip, публичн\\p{L}* ip',
  'загальнодоступн\\p{L}* ip, ip publik, 공용 ip, 퍼블릭 ip, パブリック ip, 公共 ip, 公用 ip, 公网 ip, 公開 ip',
);

const PRIVATE_ENDPOINT = words(
  'private endpoint, privat\\p{L}* endpunkt, points? de terminaison privé, puntos? de conexión privado',
  'endpoint privat, pontos? de extremidade privado, pontos? finais privado, privé-?eindpunt',
  'privat\\p{L}* slutpunkt, privat\\p{L}* endepunkt, yksityi, prywatn\\p{L}* punkt, privátní\\p{L}* koncov',
  'soukrom, privát végpont, privát, özel uç nokta, özel uç, частн\\p{L}* конечн, приватн\\p{L}* кінцев',
  'titik akhir privat, 프라이빗 엔드포인트, 개인 엔드포인트, プライベート ?エンドポイント, 专用终结点, 專用端點, 私人端點, 私有终结点',
);

const PRIVATE_LINK = words(
  'private link, ampls, lien privé, liaison privée, vínculo privado, collegament\\p{L}* privat',
  'ligação privada, link privado, privat\\p{L}* link, privat\\p{L}* verknüpf, приватн\\p{L}* канал',
  'частн\\p{L}* (?:канал|связ), プライベート ?リンク, 프라이빗 링크, 개인 링크, 专用链接, 專用連結, 私人連結, 私有链接',
);

/** What a text says the row waits for; each is asked only of the rows that can have it. */
export const SAYS: Readonly<Record<'hbi' | 'publicIp' | 'privateEndpoint' | 'privateLink', (text: string) => boolean>> =
  {
    hbi: (text) => HBI.test(folded(text)),
    publicIp: (text) => PUBLIC_IP.test(folded(text)),
    privateEndpoint: (text) => PRIVATE_ENDPOINT.test(folded(text)),
    privateLink: (text) => PRIVATE_LINK.test(folded(text)),
  };

/** A section about Kubernetes: the product's name is the same everywhere. */
export function isAboutKubernetes(text: string): boolean {
  return /kubernetes|(?<!\p{L})aks(?!\p{L})/u.test(folded(text));
}

/** Any protocol, or any port. */
export const ANY = words(
  "any(?!\\p{L}), all(?!\\p{L}), beliebig, alle, tou[st], toutes, quelconque, n['’]importe, cualquier",
  'qualsiasi, qualunque, qualquer, todos, willekeurig, valfri, vilkårlig, dowoln, jakýkoli, libovoln',
  'bármely, herhangi, люб(?:ой|ые|ая), будь-як, apa pun, 任意, 任何, すべて, 모두, 임의, 所有, 전체',
);

/** The word that stands for the workspace's region in tags and hosts. */
export const REGION_WORDS: ReadonlySet<string> = new Set([
  'region',
  'région',
  'región',
  'regione',
  'região',
  'regio',
  'alue',
  'régió',
  'bölge',
  'регион',
  'регіон',
  'wilayah',
  'oblast',
  'リージョン',
  '地域',
  '리전',
  '지역',
  '区域',
  '區域',
  '地区',
  '地區',
]);
