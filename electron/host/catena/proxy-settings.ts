import type { BaseUrl } from './base-url.ts'

/** The environment variables that name a proxy. As in most programs, lower case wins. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/** A proxy that tunnels by CONNECT. */
export interface HttpProxy {
  readonly hostname: string
  readonly port: number
  readonly isSecure: boolean
  /** The value of `Proxy-Authorization`, `null` for none. It is secret and is not part of any log or message. */
  readonly authorization: string | null
}

/** The proxy for requests to `base`; `null` = a direct connection, also when the proxy is not an http(s) address. */
export function proxyFor(base: BaseUrl, env: ProxyEnvironment): HttpProxy | null {
  const name = base.isSecure ? 'https_proxy' : 'http_proxy'
  const text = variable(env, name)
  if (text === undefined || isExcepted(base, variable(env, 'no_proxy') ?? '')) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const isSecure = url.protocol === 'https:'
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 443 : 80),
    isSecure,
    authorization: url.username === '' ? null : basic(url),
  }
}

function variable(env: ProxyEnvironment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined
}

function basic(url: URL): string {
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/**
 * `no_proxy`: names with or without a leading dot or `*.`, with or without a port. Each covers the host and its
 * subdomains.
 */
function isExcepted(base: BaseUrl, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const match = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase())
      const port = match?.[2]
      if (port !== undefined && Number(port) !== base.port) return false
      const name = (match?.[1] ?? '').replace(/^\*?\./, '')
      return base.hostname === name || base.hostname.endsWith(`.${name}`)
    })
}
