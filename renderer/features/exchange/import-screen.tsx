import { Alert, Button, FileButton, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import classes from './exchange.module.css'
import { NO_CHOICE } from './file/read-table.ts'
import type { ImportSpan } from './import-span.ts'
import { OpenFile } from './open-file.tsx'
import { useImport } from './use-import.ts'

/** Import of CSV and XLSX: choose, map, correct, save. Good rows are not held back; one import is one undo step. */
export function ImportScreen(props: {
  day: string
  /** False while another screen is in front: what is open stays open, with every correction. */
  isShown: boolean
  /** To the board, on the days that were filled. */
  onDone: (span: ImportSpan | null) => void
}) {
  const { t } = useTexts()
  const control = useImport()
  const { state } = control
  const [file, setFile] = useState<File | null>(null)
  const [saved, setSaved] = useState<{ text: StoredText; span: ImportSpan | null } | null>(null)

  function open(chosen: File | null, choice = NO_CHOICE): void {
    if (chosen === null) return
    setFile(chosen)
    setSaved(null)
    control.open(chosen, choice)
  }

  return (
    <main className={classes.screen} aria-label={t('exchange.import.screenName')} hidden={!props.isShown}>
      <Title order={2} size="h4">
        {t('exchange.import.title')}
      </Title>
      {saved !== null && (
        <Alert color="green" title={t('exchange.import.imported')} role="status">
          {t('exchange.import.importedHint', { result: textOf(t, saved.text) })}
        </Alert>
      )}
      {state.step === 'idle' && <ChooseFile onFile={open} />}
      {state.step === 'reading' && (
        <Busy
          label={t('exchange.import.reading', { file: state.fileName, count: state.doneRows })}
          onCancel={control.cancel}
        />
      )}
      {state.step === 'failed' && (
        <Stack gap="sm">
          <Alert color="red" title={t('exchange.import.notImported')} role="alert">
            {t('exchange.import.nothingChanged', { problem: textOf(t, state.message) })}
          </Alert>
          <ChooseFile onFile={open} />
        </Stack>
      )}
      {state.step === 'open' && (
        <OpenFile
          state={state}
          day={props.day}
          isShown={props.isShown}
          control={control}
          onReadAs={(choice) => open(file, choice)}
          onCancel={control.cancel}
          onSaved={(text, span) => {
            control.cancel()
            setSaved({ text, span })
          }}
        />
      )}
      {saved !== null && (
        <Group>
          <Button ref={takeFocus} onClick={() => props.onDone(saved.span)}>
            {t('exchange.import.showBoard')}
          </Button>
        </Group>
      )}
    </main>
  )
}

/** What had the keyboard, the button that imported, has just gone. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}

function ChooseFile(props: { onFile: (file: File | null) => void }) {
  const { t } = useTexts()
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button does the same by keyboard
    <div
      className={isOver ? `${classes.drop} ${classes.dropOver}` : classes.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        props.onFile(event.dataTransfer.files[0] ?? null)
      }}
    >
      <FileButton
        onChange={props.onFile}
        accept=".csv,.tsv,.txt,.xlsx"
        inputProps={{ 'aria-label': t('exchange.import.fileField') }}
      >
        {(button) => <Button {...button}>{t('exchange.import.chooseFile')}</Button>}
      </FileButton>
      <Text size="sm" c="dimmed" mt="xs">
        {t('exchange.import.fileHint')}
      </Text>
    </div>
  )
}
