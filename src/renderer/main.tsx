import './trusted-types.ts';
import './zod-config.ts';
import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@xyflow/react/dist/base.css';
import { createRoot } from 'react-dom/client';
import { StudioApp } from './app/index.ts';
import { connectStudio } from './link/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(<StudioApp link={connectStudio()} />);
