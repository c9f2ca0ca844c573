/** The nonce of the page for style elements that libraries inject; `undefined` when the server has set none. */
export function readStyleNonce(page: Document): string | undefined {
  const content = page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return content === undefined || content === '' || content.startsWith('__') ? undefined : content
}
