import { createVaultApp } from './create-app.ts';

createVaultApp().synth();
