/** Characters of the install id in a source id. */
const INSTALL_LENGTH = 10

/** The prefix of every source id that this install mints: `dp_{install10}_`, followed by a ULID. */
export function sourceIdPrefix(installId: string): string {
  return `dp_${installId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, INSTALL_LENGTH)}_`
}

/** True for a source id that this install has minted. */
export function isMintedBy(installId: string, sourceId: string): boolean {
  return sourceId.startsWith(sourceIdPrefix(installId))
}

/** The prefix of source ids of this product on every computer. */
const OWN_PREFIX = 'dp_'

/** True for a source id that this product minted, here or on another computer. */
export function isOwnForm(sourceId: string): boolean {
  return sourceId.startsWith(OWN_PREFIX)
}
