import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  explain,
  explanationLevels,
  explanationToJson,
  explanationToMarkdown,
  type Explanation,
} from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import { downloadText } from '../../ui/index.ts';
import classes from './ExplanationSection.module.css';
import panel from './AdvicePanel.module.css';

/** The whole reasoning in sentences, as much of it as wanted, to read or to take along. */
export function ExplanationSection({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const language = useLanguage();
  const level = useAssist((state) => state.level);
  const sections = useMemo(() => explain(explanation, level, language), [explanation, level, language]);
  return (
    <section className={panel.section} aria-label={t('assist.explanation.title')}>
      <div className={panel.sectionHead}>
        <h3 className={panel.heading}>{t('assist.explanation.title')}</h3>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={14} aria-hidden />}>
              {t('assist.explanation.export')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() => downloadText('telar-explanation.md', explanationToMarkdown(explanation, level, language))}
            >
              Markdown
            </Menu.Item>
            <Menu.Item onClick={() => downloadText('telar-explanation.json', explanationToJson(explanation))}>
              JSON
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('assist.explanation.level')}
        value={level}
        onChange={(value) => assist.explainAt(value)}
        data={explanationLevels.map((value) => ({ value, label: t(`assist.explanation.levels.${value}`) }))}
      />
      {sections.map(({ id, title, sentences }) => (
        <div key={id} data-explanation={id}>
          <h4 className={classes.title}>{title}</h4>
          <ul className={classes.sentences}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
