import { Button, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type CatenaSettings, catenaSettings, type Settings } from '../../../shared/model/settings.ts'
import { LANGUAGE_NAMES, LANGUAGES, PSEUDO_LANGUAGE } from '../../../shared/text/language.ts'
import { LIMITS } from '../../../shared/text/status-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyDone, notifyFailure } from '../../components/feedback/notify.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { LearnedList } from './learned-list.tsx'
import css from './settings.module.css'

const ID_LABELS = { external: 'External ids (of the TSP)', catena: 'Catena’s own ids' } as const
const UNIT_LABELS = { km: 'Kilometres', mi: 'Miles', m: 'Metres', ft: 'Feet', nmi: 'Nautical miles' } as const
const SCHEME_LABELS = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const

/** What the dispatcher can set. Each choice is saved at once; the addresses of Catena have a button of their own. */
export function SettingsScreen(props: {
  areSingleKeysOn: boolean
  onSingleKeys: (isOn: boolean) => void
  onLeaveWorkspace: () => void
}) {
  const { host } = useServices()
  const { settings, hostChannel } = useDesk()
  function save(part: Partial<Settings>): void {
    host.call('settings.save', { settings: { ...settings, ...part } }).then(
      () => notifyDone('Settings saved'),
      (error: unknown) => notifyFailure('Settings are not saved', error),
    )
  }
  const isOff = hostChannel !== 'open'
  return (
    <div className={css.page}>
      <section className={css.sheet} aria-label="Settings">
        <h1>Settings</h1>
        {isOff && (
          <p className="dp-tone-warn">
            The sender on this computer does not answer: settings cannot be changed now.
          </p>
        )}
        <Account isOff={isOff} onLeave={props.onLeaveWorkspace} />
        <DepotSection settings={settings} isOff={isOff} save={save} />
        <Section title="On the screen">
          <div className={css.fields}>
            <LanguageField settings={settings} isOff={isOff} save={save} />
            <Select
              label="Colours"
              data={choices(SCHEME_LABELS)}
              value={settings.colorScheme}
              allowDeselect={false}
              disabled={isOff}
              onChange={(value) => save({ colorScheme: value as Settings['colorScheme'] })}
            />
          </div>
          <Switch
            mt={12}
            label="Single keys (N, T, / …) work without Ctrl"
            checked={props.areSingleKeysOn}
            onChange={(event) => props.onSingleKeys(event.currentTarget.checked)}
          />
        </Section>
        <CatenaSection key={JSON.stringify(settings.catena)} settings={settings} isOff={isOff} save={save} />
        <Section title="What was learned about each connection">
          <LearnedList />
        </Section>
        <Section title="What no program can promise">
          <p>{LIMITS.twoDevices}</p>
          <p>{LIMITS.doublingProxy}</p>
        </Section>
      </section>
    </div>
  )
}

interface SectionProps {
  readonly settings: Settings
  readonly isOff: boolean
  readonly save: (part: Partial<Settings>) => void
}

function LanguageField({ settings, isOff, save }: SectionProps) {
  const { t, language } = useTexts()
  const shown = language === PSEUDO_LANGUAGE ? language : LANGUAGE_NAMES[language]
  const data = [
    { value: 'system', label: t('settings.languageSystem') },
    ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  ]
  return (
    <Select
      label={t('settings.language')}
      {...(settings.language === 'system'
        ? { description: t('settings.languageHint', { name: shown }) }
        : {})}
      data={data}
      value={settings.language}
      allowDeselect={false}
      disabled={isOff}
      onChange={(value) => save({ language: value as Settings['language'] })}
    />
  )
}

function DepotSection({ settings, isOff, save }: SectionProps) {
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Section title="Depot">
      <div className={css.fields}>
        <Select
          label="Depot time zone"
          description="Every time on screen is in this zone."
          placeholder={`This computer’s: ${own}`}
          data={zones}
          value={settings.depotTimeZone}
          searchable
          clearable
          limit={60}
          disabled={isOff}
          onChange={(depotTimeZone) => save({ depotTimeZone })}
        />
        <Select
          label="Distance unit"
          description="For estimates and new workflows."
          data={choices(UNIT_LABELS)}
          value={settings.distanceUnit}
          allowDeselect={false}
          disabled={isOff}
          onChange={(value) => save({ distanceUnit: value as Settings['distanceUnit'] })}
        />
      </div>
      <TagsInput
        mt={12}
        label="Territories"
        description="Offered while planning. Type one and press Enter."
        value={settings.territories}
        disabled={isOff}
        onChange={(territories) => save({ territories })}
      />
    </Section>
  )
}

function Account(props: { isOff: boolean; onLeave: () => void }) {
  const { host, hello } = useServices()
  const { auth } = useDesk()
  const ask = (work: Promise<unknown>, failed: string): void => {
    work.catch((error: unknown) => notifyFailure(failed, error))
  }
  if (hello.workspace === 'training') {
    return (
      <Section title="Account">
        <p>Training mode needs no account.</p>
        <Button variant="default" disabled={props.isOff} onClick={props.onLeave}>
          Leave training
        </Button>
      </Section>
    )
  }
  const isIn = auth.step === 'signedIn'
  const isWaiting = auth.step === 'waitingForBrowser'
  return (
    <Section title="Account">
      <p>
        {isIn
          ? `Signed in as ${auth.displayName ?? auth.account?.subject ?? 'this account'}.`
          : 'Not signed in. Planning goes on; changes are sent after signing in.'}
        {auth.isSessionOnly &&
          ` Signed in for this run only: ${auth.detail ?? 'this computer offers no keychain.'}`}
        {!auth.isSessionOnly && auth.step === 'failed' && ` ${auth.detail ?? ''}`}
      </p>
      {isWaiting && auth.authorizationUrl !== null && (
        <p>
          <a href={auth.authorizationUrl} target="_blank" rel="noreferrer noopener">
            Open the sign-in page
          </a>
        </p>
      )}
      <div className={css.row}>
        {isIn ? (
          <Button
            variant="default"
            disabled={props.isOff}
            onClick={() => ask(host.call('auth.signOut', {}), 'Not signed out')}
          >
            Sign out
          </Button>
        ) : isWaiting ? (
          <Button
            variant="default"
            disabled={props.isOff}
            onClick={() => ask(host.call('auth.cancelSignIn', {}), 'Not cancelled')}
          >
            Cancel sign-in
          </Button>
        ) : (
          <Button
            disabled={props.isOff}
            onClick={() => ask(host.call('auth.signIn', {}), 'Signing in did not start')}
          >
            Sign in to Catena
          </Button>
        )}
        <Button variant="subtle" disabled={props.isOff} onClick={props.onLeave}>
          First screen…
        </Button>
      </div>
    </Section>
  )
}

const CATENA_FIELDS = [
  { name: 'apiUrl', label: 'API address', variable: 'CATENA_API_URL' },
  { name: 'issuerUrl', label: 'Authorization server', variable: 'CATENA_ISSUER_URL' },
  { name: 'clientId', label: 'Client id', variable: 'CATENA_CLIENT_ID' },
  { name: 'scope', label: 'Scope', variable: 'CATENA_SCOPE' },
] as const

function CatenaSection({ settings, isOff, save }: SectionProps) {
  const { overridden } = useDesk()
  const { refreshLists } = useServices()
  const [draft, setDraft] = useState<CatenaSettings>(settings.catena)
  useEffect(() => setDraft(settings.catena), [settings.catena])
  const parsed = catenaSettings.safeParse(draft)
  const problems = new Map(parsed.error?.issues.map((issue) => [issue.path[0], issue.message]))
  const isWithSecret = overridden.includes('catena.clientSecret')
  const isChanged = CATENA_FIELDS.some(({ name }) => draft[name] !== settings.catena[name])
  return (
    <Section title="Catena">
      <p>Leave these as they are unless Catena told you otherwise.</p>
      <div className={css.fields}>
        {CATENA_FIELDS.map(({ name, label, variable }) => {
          const isOver = [name, `catena.${name}`, variable].some((each) => overridden.includes(each))
          const source = isWithSecret ? `${variable}, or fixed by CATENA_CLIENT_SECRET,` : variable
          return (
            <TextInput
              key={name}
              label={label}
              description={
                isOver ? <span className={css.over}>Set by {source} in the environment</span> : undefined
              }
              value={draft[name]}
              error={problems.get(name)}
              disabled={isOff || isOver}
              spellCheck={false}
              onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
            />
          )
        })}
      </div>
      <Button
        mt={12}
        variant="default"
        disabled={isOff || !isChanged || !parsed.success}
        onClick={() => save({ catena: draft })}
      >
        Save addresses
      </Button>
      <Select
        mt={12}
        label="Ids of drivers and vehicles"
        description="Leave external ids unless Catena refuses the driver or the vehicle of every workflow."
        data={choices(ID_LABELS)}
        value={settings.catena.idsInPayload}
        allowDeselect={false}
        disabled={isOff}
        onChange={(value) =>
          save({
            catena: { ...settings.catena, idsInPayload: value as CatenaSettings['idsInPayload'] },
          })
        }
      />
      <Button mt={12} variant="default" disabled={isOff} onClick={() => refresh(refreshLists)}>
        Refresh the lists
      </Button>
    </Section>
  )
}

function refresh(refreshLists: () => Promise<void>): void {
  refreshLists().then(
    () => notifyDone('Connections, drivers and vehicles are fetched'),
    (error: unknown) => notifyFailure('The lists are not fetched', error),
  )
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <div className={css.section}>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  )
}

function choices<T extends string>(words: Readonly<Record<T, string>>): { value: string; label: string }[] {
  return Object.entries<string>(words).map(([value, label]) => ({ value, label }))
}
