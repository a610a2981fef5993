import { z } from 'zod';

const predictionTypes = ['epsilon', 'v_prediction', 'sample'] as const;
export type PredictionType = (typeof predictionTypes)[number];

/**
 * `scheduler_config.json` of the diffusers layout. Defaults are those of the format; a `timestep_spacing` that is not
 * named is the sampler's own. Keys that only choose a sampler (`algorithm_type` …) are passed over: the sampler is the
 * user's choice, and `_class_name` no more than what is proposed. What would change the pictures and is not built here is refused.
 */
export const schedulerConfig = z
  .object({
    _class_name: z.string().default(''),
    num_train_timesteps: z.int().min(1).max(100_000).default(1000),
    beta_start: z.number().min(0).lt(1).default(0.0001),
    beta_end: z.number().min(0).lt(1).default(0.02),
    beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).default('linear'),
    /** Betas as trained, one per timestep; they overrule the schedule above. */
    trained_betas: z.array(z.number().gt(0).lt(1)).nullable().default(null),
    /** Scales the schedule so that its last timestep is pure noise. */
    rescale_betas_zero_snr: z.boolean().default(false),
    prediction_type: z.enum(predictionTypes).default('epsilon'),
    timestep_spacing: z.enum(['leading', 'trailing', 'linspace']).optional(),
    steps_offset: z.int().min(0).default(0),
    use_karras_sigmas: z.boolean().nullable().default(false),
    /** Where the last step ends: at no noise, or at the noise of timestep 0. */
    final_sigmas_type: z.enum(['zero', 'sigma_min']).default('zero'),
    /** DDIM and LCM: whether the step below timestep 0 has no noise at all, or that of timestep 0. */
    set_alpha_to_one: z.boolean().default(true),
    clip_sample: z.boolean().default(false),
    clip_sample_range: z.number().positive().default(1),
    thresholding: z
      .literal(false, { error: 'dynamic thresholding is for models that paint pixels, not latents' })
      .default(false),
    /** DPM++ and UniPC: highest order, lowered over the last steps when `lower_order_final`. */
    solver_order: z.int().min(1).max(3).default(2),
    solver_type: z.enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2']).optional(),
    lower_order_final: z.boolean().default(true),
    /** DPM++: timesteps whose log of signal to noise lies below are left out; null leaves none out. */
    lambda_min_clipped: z.number().nullable().default(null),
    euler_at_final: z.boolean().default(false),
    /** UniPC: indices of steps after which nothing is corrected. */
    disable_corrector: z.array(z.int()).default([]),
    /** LCM: steps of the schedule that the model was distilled on, and the sharpness of its boundary condition. */
    original_inference_steps: z.int().min(1).default(50),
    timestep_scaling: z.number().positive().default(10),
  })
  .refine(
    ({ trained_betas, num_train_timesteps }) => (trained_betas?.length ?? num_train_timesteps) === num_train_timesteps,
    {
      error: 'trained_betas does not have num_train_timesteps values',
    },
  );
export type SchedulerConfig = z.output<typeof schedulerConfig>;
export type TimestepSpacing = NonNullable<SchedulerConfig['timestep_spacing']>;

/**
 * Reads the text of a `scheduler_config.json`. The library that writes these files writes `-Infinity` for "no limit",
 * which is no JSON: it is read as null. Throws SyntaxError and ZodError.
 */
export function parseSchedulerConfig(text: string): SchedulerConfig {
  return schedulerConfig.parse(JSON.parse(text.replace(/:\s*-?Infinity\b/gu, ': null')));
}
