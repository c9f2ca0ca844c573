import type { MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../shared/text/texts.ts'

/** What decides which items the menu has, and its language. */
export interface MenuOptions {
  readonly platform: NodeJS.Platform
  /** Developer tools are left out when packaged (E10). */
  readonly isPackaged: boolean
  readonly t: Translate
}

/** The menu of the program: editing text, zoom, windows and quitting. All commands of the planner are in its page. */
export function menuTemplate({ platform, isPackaged, t }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  return [
    isMac
      ? appMenu(t)
      : { label: t('app.menu.file'), submenu: [{ role: 'quit', label: t('app.menu.quit') }] },
    editMenu(t),
    viewMenu(t, isPackaged),
    windowMenu(t, isMac),
  ]
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The first menu of a Mac; its label is the name of the program. */
function appMenu(t: Translate): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: t('app.menu.about') },
      SEPARATOR,
      { role: 'services', label: t('app.menu.services') },
      SEPARATOR,
      { role: 'hide', label: t('app.menu.hide') },
      { role: 'hideOthers', label: t('app.menu.hideOthers') },
      { role: 'unhide', label: t('app.menu.showAll') },
      SEPARATOR,
      { role: 'quit', label: t('app.menu.quit') },
    ],
  }
}

function editMenu(t: Translate): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    label: t('app.menu.edit'),
    submenu: [
      { role: 'undo', label: t('app.menu.undo') },
      { role: 'redo', label: t('app.menu.redo') },
      SEPARATOR,
      { role: 'cut', label: t('app.menu.cut') },
      { role: 'copy', label: t('app.menu.copy') },
      { role: 'paste', label: t('app.menu.paste') },
      { role: 'selectAll', label: t('app.menu.selectAll') },
    ],
  }
}

function viewMenu(t: Translate, isPackaged: boolean): MenuItemConstructorOptions {
  const items: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: t('app.menu.actualSize') },
    { role: 'zoomIn', label: t('app.menu.zoomIn') },
    { role: 'zoomOut', label: t('app.menu.zoomOut') },
    { role: 'togglefullscreen', label: t('app.menu.fullScreen') },
  ]
  if (!isPackaged) items.push({ role: 'toggleDevTools', label: t('app.menu.devTools') })
  return { label: t('app.menu.view'), submenu: items }
}

function windowMenu(t: Translate, isMac: boolean): MenuItemConstructorOptions {
  const items: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: t('app.menu.minimize') },
    { role: 'close', label: t('app.menu.closeWindow') },
  ]
  if (isMac) items.push(SEPARATOR, { role: 'front', label: t('app.menu.allToFront') })
  return { role: 'windowMenu', label: t('app.menu.window'), submenu: items }
}
