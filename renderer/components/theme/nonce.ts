/** The nonce that the server put into the page for style elements which libraries inject; `undefined` without one. */
export function readStyleNonce(page: Document): string | undefined {
  const content = page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return content === undefined || content === '' || content.startsWith('__') ? undefined : content
}
