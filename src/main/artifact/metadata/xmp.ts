/** Vocabulary of IPTC for where a picture comes from. */
const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** What of a picture was made by a model: all of it, or parts of one that was there before. */
export type DigitalSource = 'trainedAlgorithmicMedia' | 'compositeWithTrainedAlgorithmicMedia';

/**
 * An XMP packet that says that a picture was made by a model, as IPTC wants it, and holds Telar's record where a format
 * has no other place for it.
 */
export function writeXmp(source: DigitalSource, record: string | null): string {
  const own = record === null ? '' : `\n      <telar:record>${escapeXml(record)}</telar:record>`;
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:telar="urn:telar:1">
      <Iptc4xmpExt:DigitalSourceType>${vocabulary}${source}</Iptc4xmpExt:DigitalSourceType>
      <xmp:CreatorTool>Telar</xmp:CreatorTool>${own}
    </rdf:Description>
  </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

/** The source type of a packet, by its last part, and Telar's record; as element or as attribute, as programs write them. */
export function readXmp(packet: string): { digitalSourceType: string | null; record: string | null } {
  const address = /DigitalSourceType(?:>|=["'])\s*([^<"']{1,200})/.exec(packet)?.[1] ?? null;
  const record = /<telar:record>([\s\S]*?)<\/telar:record>/.exec(packet)?.[1] ?? null;
  return {
    digitalSourceType: address === null ? null : (address.trim().split('/').at(-1) ?? null),
    record: record === null ? null : unescapeXml(record),
  };
}

const entities: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
];

function escapeXml(text: string): string {
  // JSON has no other control characters as they are.
  return entities.reduce((done, [plain, entity]) => done.replaceAll(plain, entity), text);
}

function unescapeXml(text: string): string {
  return entities.reduceRight((done, [plain, entity]) => done.replaceAll(entity, plain), text);
}
