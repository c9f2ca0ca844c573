import { FuseV1Options, FuseVersion } from '@electron/fuses'

/**
 * How the desktop app is packaged. The bundles in `dist/` hold every dependency except the native keychain binding, so
 * nothing else of `node_modules` is packaged.
 */

/**
 * Security rule E9: features that are switched off in the packaged runtime. Packaging fails when a newer Electron has a
 * fuse that is not listed here.
 */
export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
}

/** @type {import('electron-builder').Configuration} */
export const configuration = {
  appId: 'com.depotplanner.desk',
  productName: 'Depot Planner',
  directories: { output: 'out', buildResources: 'build/icons' },
  files: [
    'package.json',
    'dist/electron/**',
    'dist/renderer/**',
    '!dist/**/*.map',
    '!node_modules/**',
    'node_modules/keytar/package.json',
    'node_modules/keytar/lib/keytar.js',
    'node_modules/keytar/build/Release/keytar.node',
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  icon: 'build/icons/icon.png',
  afterPack: (context) => context.packager.addElectronFuses(context, FUSES),
  linux: { target: ['AppImage', 'deb'], category: 'Office', maintainer: 'Depot Planner' },
  mac: { target: ['dmg'], category: 'public.app-category.business', hardenedRuntime: true },
  win: { target: ['nsis'] },
}
