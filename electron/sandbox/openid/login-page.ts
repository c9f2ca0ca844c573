import { escapeHtml } from '../server/escape-html.ts'

/** The login form of the provider, without script. `error` is one sentence, or `null`. */
export function loginPage(action: string, error: string | null): string {
  const alert = error === null ? '' : `<p role="alert">${escapeHtml(error)}</p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the Catena sandbox</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 22rem; margin: 12vh auto; padding: 0 1rem; }
label { display: block; margin-top: 1rem; }
input, button { font: inherit; padding: .4rem .6rem; width: 100%; box-sizing: border-box; }
button { margin-top: 1rem; }
</style>
</head>
<body>
<h1>Catena sandbox</h1>
<p>Any name will do; the password <code>wrong</code> is refused.</p>
${alert}
<form method="post" action="${escapeHtml(action)}">
<label>Login <input name="login" autocomplete="username" required autofocus></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button>
</form>
<form method="post" action="${escapeHtml(action)}">
<button type="submit" name="cancel" value="yes">Cancel</button>
</form>
</body>
</html>
`
}
