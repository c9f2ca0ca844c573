import { Button, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type CatenaSettings, catenaSettings, type Settings } from '../../../shared/model/settings.ts'
import { LANGUAGE_NAMES, LANGUAGES, PSEUDO_LANGUAGE } from '../../../shared/text/language.ts'
import { messageRef, textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyDone, notifyFailure } from '../../components/feedback/notify.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { Choice } from './choice.tsx'
import { LearnedList } from './learned-list.tsx'
import css from './settings.module.css'

const IDS = ['external', 'catena'] as const
const UNITS = ['km', 'mi', 'm', 'ft', 'nmi'] as const
const SCHEMES = ['auto', 'light', 'dark'] as const

/** The settings. Each choice is saved at once, except the addresses of Catena, which have a button. */
export function SettingsScreen(props: {
  areSingleKeysOn: boolean
  onSingleKeys: (isOn: boolean) => void
  onLeaveWorkspace: () => void
}) {
  const { host } = useServices()
  const { t } = useTexts()
  const { settings, hostChannel } = useDesk()
  function save(part: Partial<Settings>): void {
    host.call('settings.save', { settings: { ...settings, ...part } }).then(
      () => notifyDone(messageRef('settings.saved')),
      (error: unknown) => notifyFailure(messageRef('settings.notSaved'), error),
    )
  }
  const isOff = hostChannel !== 'open'
  return (
    <ScreenPage label={t('settings.title')} title={t('settings.title')} body="page">
      <div className={css.sheet}>
        {isOff && <p className="dp-tone-warn">{t('settings.noSender')}</p>}
        <Account isOff={isOff} onLeave={props.onLeaveWorkspace} />
        <DepotSection settings={settings} isOff={isOff} save={save} />
        <Section title={t('settings.screen.title')}>
          <div className={css.fields}>
            <LanguageField settings={settings} isOff={isOff} save={save} />
            <Choice
              label={t('settings.screen.colours')}
              choices={SCHEMES.map((value) => ({ value, label: t(`settings.scheme.${value}`) }))}
              value={settings.colorScheme}
              isOff={isOff}
              onChange={(colorScheme) => save({ colorScheme })}
            />
          </div>
          <Switch
            mt={12}
            label={t('settings.screen.singleKeys')}
            checked={props.areSingleKeysOn}
            onChange={(event) => props.onSingleKeys(event.currentTarget.checked)}
          />
        </Section>
        <CatenaSection key={JSON.stringify(settings.catena)} settings={settings} isOff={isOff} save={save} />
        <Section title={t('settings.learned.title')}>
          <LearnedList />
        </Section>
        <Section title={t('settings.limits')}>
          <p>{t('sync.limit.twoDevices')}</p>
          <p>{t('sync.limit.doublingProxy')}</p>
        </Section>
      </div>
    </ScreenPage>
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
  const choices = [
    { value: 'system' as const, label: t('settings.languageSystem') },
    ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  ]
  return (
    <Choice
      label={t('settings.language')}
      description={settings.language === 'system' ? t('settings.languageHint', { name: shown }) : null}
      choices={choices}
      value={settings.language}
      isOff={isOff}
      onChange={(language) => save({ language })}
    />
  )
}

function DepotSection({ settings, isOff, save }: SectionProps) {
  const { t } = useTexts()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Section title={t('settings.depot.title')}>
      <div className={css.fields}>
        <Select
          label={t('settings.depot.zone')}
          description={t('settings.depot.zoneHint')}
          placeholder={t('settings.depot.zoneOfComputer', { zone: own })}
          data={zones}
          value={settings.depotTimeZone}
          searchable
          clearable
          limit={60}
          disabled={isOff}
          onChange={(depotTimeZone) => save({ depotTimeZone })}
        />
        <Choice
          label={t('settings.depot.unit')}
          description={t('settings.depot.unitHint')}
          choices={UNITS.map((value) => ({ value, label: t(`settings.unit.${value}`) }))}
          value={settings.distanceUnit}
          isOff={isOff}
          onChange={(distanceUnit) => save({ distanceUnit })}
        />
      </div>
      <TagsInput
        mt={12}
        label={t('settings.depot.territories')}
        description={t('settings.depot.territoriesHint')}
        value={settings.territories}
        disabled={isOff}
        onChange={(territories) => save({ territories })}
      />
    </Section>
  )
}

function Account(props: { isOff: boolean; onLeave: () => void }) {
  const { host, hello } = useServices()
  const { t } = useTexts()
  const { auth } = useDesk()
  const ask = (work: Promise<unknown>, failed: string): void => {
    work.catch((error: unknown) => notifyFailure(failed, error))
  }
  if (hello.workspace === 'training') {
    return (
      <Section title={t('settings.account.title')}>
        <p>{t('settings.account.training')}</p>
        <Button variant="default" disabled={props.isOff} onClick={props.onLeave}>
          {t('settings.account.leaveTraining')}
        </Button>
      </Section>
    )
  }
  const isIn = auth.step === 'signedIn'
  const detail = auth.detail === null ? null : textOf(t, auth.detail)
  const isWaiting = auth.step === 'waitingForBrowser'
  return (
    <Section title={t('settings.account.title')}>
      <p>
        {isIn
          ? t('settings.account.signedIn', {
              name: auth.displayName ?? auth.account?.subject ?? t('settings.account.thisAccount'),
            })
          : t('settings.account.notSignedIn')}
        {auth.isSessionOnly &&
          ` ${t('settings.account.sessionOnly', { reason: detail ?? t('settings.account.noKeychain') })}`}
        {!auth.isSessionOnly && auth.step === 'failed' && ` ${detail ?? ''}`}
      </p>
      {isWaiting && auth.authorizationUrl !== null && (
        <p>
          <a href={auth.authorizationUrl} target="_blank" rel="noreferrer noopener">
            {t('settings.account.openPage')}
          </a>
        </p>
      )}
      <div className={css.row}>
        {isIn ? (
          <Button
            variant="default"
            disabled={props.isOff}
            onClick={() => ask(host.call('auth.signOut', {}), messageRef('settings.account.notSignedOut'))}
          >
            {t('settings.account.signOut')}
          </Button>
        ) : isWaiting ? (
          <Button
            variant="default"
            disabled={props.isOff}
            onClick={() =>
              ask(host.call('auth.cancelSignIn', {}), messageRef('settings.account.notCancelled'))
            }
          >
            {t('settings.account.cancelSignIn')}
          </Button>
        ) : (
          <Button
            disabled={props.isOff}
            onClick={() => ask(host.call('auth.signIn', {}), messageRef('settings.account.signInNotStarted'))}
          >
            {t('settings.account.signIn')}
          </Button>
        )}
        <Button variant="subtle" disabled={props.isOff} onClick={props.onLeave}>
          {t('settings.account.firstScreen')}
        </Button>
      </div>
    </Section>
  )
}

const CATENA_FIELDS = [
  { name: 'apiUrl', variable: 'CATENA_API_URL' },
  { name: 'issuerUrl', variable: 'CATENA_ISSUER_URL' },
  { name: 'clientId', variable: 'CATENA_CLIENT_ID' },
  { name: 'scope', variable: 'CATENA_SCOPE' },
] as const

function CatenaSection({ settings, isOff, save }: SectionProps) {
  const { t } = useTexts()
  const { overridden } = useDesk()
  const { refreshLists } = useServices()
  const [draft, setDraft] = useState<CatenaSettings>(settings.catena)
  useEffect(() => setDraft(settings.catena), [settings.catena])
  const parsed = catenaSettings.safeParse(draft)
  const problems = new Map(parsed.error?.issues.map((issue) => [issue.path[0], textOf(t, issue.message)]))
  const isWithSecret = overridden.includes('catena.clientSecret')
  const isChanged = CATENA_FIELDS.some(({ name }) => draft[name] !== settings.catena[name])
  return (
    <Section title={t('settings.catena.title')}>
      <p>{t('settings.catena.hint')}</p>
      <div className={css.fields}>
        {CATENA_FIELDS.map(({ name, variable }) => {
          const isOver = [name, `catena.${name}`, variable].some((each) => overridden.includes(each))
          const source = isWithSecret
            ? t('settings.catena.setBySecret', { variable, secret: 'CATENA_CLIENT_SECRET' })
            : t('settings.catena.setBy', { variable })
          return (
            <TextInput
              key={name}
              label={t(`settings.catena.${name}`)}
              description={isOver ? <span className={css.over}>{source}</span> : undefined}
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
        {t('settings.catena.saveAddresses')}
      </Button>
      <Choice
        mt={12}
        label={t('settings.catena.ids')}
        description={t('settings.catena.idsHint')}
        choices={IDS.map((value) => ({ value, label: t(`settings.ids.${value}`) }))}
        value={settings.catena.idsInPayload}
        isOff={isOff}
        onChange={(idsInPayload) => save({ catena: { ...settings.catena, idsInPayload } })}
      />
      <Button mt={12} variant="default" disabled={isOff} onClick={() => refresh(refreshLists)}>
        {t('settings.catena.refreshLists')}
      </Button>
    </Section>
  )
}

function refresh(refreshLists: () => Promise<void>): void {
  refreshLists().then(
    () => notifyDone(messageRef('settings.catena.listsRefreshed')),
    (error: unknown) => notifyFailure(messageRef('settings.catena.listsNotRefreshed'), error),
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
