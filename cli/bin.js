#!/usr/bin/env node
// The Node of the machine may be too old for TypeScript: the one of the packages runs the command then.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const recent = Number(process.versions.node.split('.')[0]) >= 24;
const node = recent ? process.execPath : pathOf('../node_modules/node/bin/node');
const child = spawn(node, [pathOf('passerelle.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches both: this one waits for the other to end.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill());
child.on('exit', (code) => process.exit(code ?? 1));
