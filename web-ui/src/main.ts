import { mount } from 'svelte';
import App from './App.svelte';
import './ui/tokens.css';
import './ui/base.css';
import './ui/components.css';
import './ui/pages.css';
import './features/board/board.css';
import './features/experiment/panel.css';
import './features/health/health.css';
import './features/metrics/metrics.css';

const target = document.getElementById('app');
if (target === null) {
  throw new Error('index.html has no #app');
}
mount(App, { target });
