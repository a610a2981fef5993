import { serveParent } from '../../child/index.ts';
import type { RehearsalRequest } from './protocol.ts';
import { writeMp3 } from './mp3-file.ts';
import { writeVideo } from './video-file.ts';
import { writeWav } from './wav-file.ts';

const audioWriters = { wav: writeWav, mp3: writeMp3 };

serveParent(async (message, call) => {
  const request = message as RehearsalRequest;
  if (request.kind === 'video') await writeVideo(request.target, request.video, call);
  else await audioWriters[request.format](request.target, request, call);
  return null;
});
