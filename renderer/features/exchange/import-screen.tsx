import { Alert, Button, FileButton, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { Busy } from '../../components/feedback/busy.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import { NO_CHOICE } from './file/table/read-table.ts'
import css from './import-screen.module.css'
import type { ImportSpan } from './import-span.ts'
import { OpenFile } from './open-file.tsx'
import { useImport } from './use-import.ts'

/** Import of CSV and XLSX: choose a file, map its columns, correct cells, save. An import is one step of undo. */
export function ImportScreen(props: {
  day: string
  /** False while another screen is shown. The open file and its corrections are kept. */
  isShown: boolean
  /** Shows the board on the days of the imported workflows. */
  onDone: (span: ImportSpan | null) => void
}) {
  const { t } = useTexts()
  const control = useImport()
  const { state } = control
  const [file, setFile] = useState<File | null>(null)
  const [choice, setChoice] = useState(NO_CHOICE)
  const [saved, setSaved] = useState<{ text: StoredText; span: ImportSpan | null } | null>(null)

  function open(chosen: File | null, readAs = NO_CHOICE): void {
    if (chosen === null) return
    setFile(chosen)
    setChoice(readAs)
    setSaved(null)
    control.open(chosen, readAs)
  }

  return (
    <ScreenPage
      label={t('exchange.import.screenName')}
      title={t('exchange.import.title')}
      body="page"
      isShown={props.isShown}
    >
      {saved !== null && (
        <Alert color="green" title={t('exchange.import.imported')} role="status">
          {t('exchange.import.importedHint', { result: textOf(t, saved.text) })}
        </Alert>
      )}
      {state.step === 'idle' && <ChooseFile onFile={(chosen) => open(chosen)} />}
      {state.step === 'reading' && (
        <Busy
          label={t('exchange.import.reading', { file: state.fileName, count: state.doneRows })}
          onCancel={control.cancel}
        />
      )}
      {state.step === 'failed' && (
        <>
          <Alert color="red" title={t('exchange.import.notImported')} role="alert">
            {t('exchange.import.nothingChanged', { problem: textOf(t, state.message) })}
          </Alert>
          <ChooseFile onFile={(chosen) => open(chosen)} />
        </>
      )}
      {state.step === 'open' && (
        <OpenFile
          state={state}
          day={props.day}
          isShown={props.isShown}
          control={control}
          onReadAs={(wanted) => open(file, { ...choice, ...wanted })}
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
    </ScreenPage>
  )
}

/** Takes the focus of the button that imported, which is gone by then. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}

function ChooseFile(props: { onFile: (file: File | null) => void }) {
  const { t } = useTexts()
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button does the same by keyboard
    <div
      className={isOver ? `${css.drop} ${css.over}` : css.drop}
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
