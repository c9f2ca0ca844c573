import { type SandboxCharacter, TRAITS } from '../character/character.ts'
import { escapeHtml } from './escape-html.ts'
import { NETWORK_STATES, type NetworkState } from './network-server.ts'

/** The state that the page shows. */
export interface ControlPageState {
  readonly character: SandboxCharacter
  readonly networks: Readonly<Record<'api' | 'issuer', NetworkState>>
  readonly faults: number
  readonly operations: number
  readonly workflows: readonly { readonly id: string; readonly text: string }[]
}

/** The page with switches at `/_sandbox/`. A small script posts to the control addresses. */
export function controlPage(state: ControlPageState): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Catena sandbox</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
button, select { font: inherit; }
</style>
</head>
<body>
<h1>Catena sandbox</h1>
<p>${state.operations} operations, ${state.workflows.length} workflows, ${state.faults} faults.</p>
<p role="alert" id="error"></p>
<h2>Network</h2>
${networkRow('api', 'Catena', state.networks.api)}
${networkRow('issuer', 'Sign-in server', state.networks.issuer)}
<h2>Character</h2>
<table>
${Object.entries(TRAITS)
  .map(([name, values]) => traitRow(name, values, Reflect.get(state.character, name)))
  .join('\n')}
</table>
<p>${button('Default character', 'DELETE', 'character')}</p>
<h2>Second desk</h2>
<p>${button('Create', 'POST', 'second-desk', { do: 'create' })}
${button('Edit the newest workflow', 'POST', 'second-desk', { do: 'edit' })}
${button('Cancel the newest workflow', 'POST', 'second-desk', { do: 'cancel' })}</p>
<h2>Workflows</h2>
<table>
${state.workflows.map(workflowRow).join('\n')}
</table>
<h2>Everything</h2>
<p>${button('Remove all faults', 'DELETE', 'faults')} ${button('Reset the sandbox', 'POST', 'reset')}</p>
<script>
async function send(method, path, body) {
  const answer = await fetch('/_sandbox/' + path, { method, body: body === undefined ? undefined : JSON.stringify(body) })
  if (answer.ok) location.reload()
  else document.getElementById('error').textContent = (await answer.json()).message
}
for (const each of document.querySelectorAll('button[data-path]')) {
  each.addEventListener('click', () => {
    send(each.dataset.method, each.dataset.path, each.dataset.body === undefined ? undefined : JSON.parse(each.dataset.body))
  })
}
for (const each of document.querySelectorAll('select[data-path]')) {
  each.addEventListener('change', () => {
    send('POST', each.dataset.path, { ...JSON.parse(each.dataset.body), [each.name]: each.value })
  })
}
</script>
</body>
</html>
`
}

function networkRow(target: string, label: string, now: NetworkState): string {
  const attributes = `name="state" data-path="network" data-body="${escapeHtml(JSON.stringify({ target }))}"`
  return `<p><label>${label} <select ${attributes}>${options(NETWORK_STATES, now)}</select></label></p>`
}

function traitRow(name: string, values: Readonly<Record<string, string>>, now: unknown): string {
  const names = Object.keys(values)
  // A lag in milliseconds is not among the named values.
  const known = typeof now === 'string' ? names : [`${String(now)}`, ...names]
  const select = `<select id="${name}" name="${name}" data-path="character" data-body="{}">${options(known, String(now))}</select>`
  const sentence = values[String(now)] ?? 'milliseconds'
  return `<tr><th><label for="${name}">${name}</label></th><td>${select}</td><td>${escapeHtml(sentence)}</td></tr>`
}

function options(values: readonly string[], now: string): string {
  return values
    .map((each) => `<option${each === now ? ' selected' : ''}>${escapeHtml(each)}</option>`)
    .join('')
}

function workflowRow({ id, text }: ControlPageState['workflows'][number]): string {
  const remove = button('Delete at the TSP', 'POST', 'delete-workflow', { id })
  return `<tr><td>${escapeHtml(text)}</td><td>${remove}</td></tr>`
}

function button(label: string, method: string, path: string, body?: unknown): string {
  const data = body === undefined ? '' : ` data-body="${escapeHtml(JSON.stringify(body))}"`
  return `<button type="button" data-method="${method}" data-path="${path}"${data}>${label}</button>`
}
