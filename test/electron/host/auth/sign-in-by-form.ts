/** What a browser does at the sandbox's provider, with `fetch`: cookies kept, redirects followed one by one. */
export interface FormBrowser {
  /** Opens the address, fills in the form and comes to the callback address, without calling it. */
  callbackOf(address: string, login?: string): Promise<URL>
  /** The same, and calls the callback. @returns the text of the page it shows */
  signIn(address: string, login?: string): Promise<string>
  /** Presses Cancel on the form. */
  cancelAt(address: string): Promise<URL>
}

/** A browser of its own, without cookies. */
export function createFormBrowser(): FormBrowser {
  const cookies = new Map<string, string>()

  async function go(address: string, form: URLSearchParams | null): Promise<Response> {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { method: 'POST', body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }

  async function submit(address: string, form: URLSearchParams): Promise<URL> {
    let current = new URL(address)
    let body: URLSearchParams | null = null
    for (let step = 0; step < 10; step += 1) {
      const answer = await go(current.href, body)
      body = null
      const location = answer.headers.get('location')
      if (location !== null) {
        current = new URL(location, current)
        if (current.pathname === '/callback') return current
      } else {
        const page = await answer.text()
        if (!page.includes('name="login"')) throw new Error(`no login form: ${answer.status} ${page}`)
        body = form
      }
    }
    throw new Error('the provider did not come to an end')
  }

  function callbackOf(address: string, login = 'ana.moreno'): Promise<URL> {
    return submit(address, new URLSearchParams({ login, password: 'demo' }))
  }

  return {
    callbackOf,
    signIn: async (address, login) => (await fetch(await callbackOf(address, login))).text(),
    cancelAt: (address) => submit(address, new URLSearchParams({ cancel: 'yes' })),
  }
}
