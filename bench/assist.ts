/**
 * Assisted generation on telar-mini: how far the times that are foretold after 20 runs of this machine are off in the next
 * 20 (goal: 25 % in the middle), and how often pictures by the advised settings show all that was asked for, against 30
 * steps at guidance 7.5 and fixed 8 steps. And the time to advise on a thousand LoRAs by words alone, in a process that has
 * done it never and often before (goal: 100 ms).
 * Prints one JSON line for each: node bench/assist.ts
 */
import { measureAdherence } from './assist/adherence.ts';
import { measureLoraAdvice } from './assist/lora-advice.ts';
import { measureTimeEstimates } from './assist/time-estimates.ts';

console.log(JSON.stringify({ bench: 'assist-loras', ...measureLoraAdvice() }));
console.log(JSON.stringify({ bench: 'assist-time-estimate', ...(await measureTimeEstimates()) }));
console.log(JSON.stringify({ bench: 'assist-adherence', ...(await measureAdherence()) }));
