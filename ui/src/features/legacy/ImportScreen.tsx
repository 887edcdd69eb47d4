// The wizard for the old data: files, method, preview, result.
import { Button, Stack, Stepper } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type UndoReport, useWrite } from "../../api";
import { useUnsaved } from "../../app/unsaved";
import { Page } from "../../components/Page";
import { EarlierImports, UndoneNotice } from "./EarlierImports";
import { FilesStep } from "./FilesStep";
import classes from "./legacy.module.css";
import { ModeStep } from "./ModeStep";
import { PreviewStep } from "./PreviewStep";
import { ResultStep } from "./ResultStep";
import { useReading } from "./useReading";
import { importInput, isBegun, STEPS, useWizard } from "./wizard";

export function ImportScreen() {
  const { t } = useTranslation();
  const { wizard, change, restart } = useWizard();
  const preview = useWrite("legacyPreview");
  const reading = useReading(wizard, change);
  const { inspected, step, result } = wizard;
  const [undone, setUndone] = useState<UndoReport | null>(null);
  useUnsaved(isBegun(wizard));
  const onUndone = (report: UndoReport) => {
    restart();
    setUndone(report);
  };

  const input = inspected && importInput(wizard, inspected);
  const madeFor = JSON.stringify(input);

  const showPreview = async () => {
    if (!input) return;
    // Nothing was changed since: what was worked out still holds.
    if (wizard.preview?.madeFor === madeFor) {
      change({ step: 2 });
      return;
    }
    try {
      const report = await preview.mutateAsync([input]);
      change({ preview: { report, madeFor }, step: 2 });
    } catch {
      // The step shows preview.error and keeps the choices.
    }
  };

  const stepName = t(`legacy.steps.${STEPS[step] ?? "result"}`);
  const place = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // The button that led here is gone: reading and typing go on at the top of the step.
    window.scrollTo({ top: 0 });
    place.current?.focus({ preventScroll: true });
  }, [step]);

  /** Back to any step already seen; forward through its own button. */
  const goTo = (target: number) => {
    if (target < step && result === null) change({ step: target });
  };

  return (
    <Page
      title={t("legacy.title")}
      subtitle={t("legacy.subtitle")}
      actions={
        <Button
          component={Link}
          href="/import/rows"
          variant="default"
          leftSection={<IconArchive size={16} aria-hidden />}
          data-testid="kept-open"
        >
          {t("kept.open")}
        </Button>
      }
    >
      <Stack gap="lg">
        <Stepper
          active={step}
          onStepClick={goTo}
          size="sm"
          allowNextStepsSelect={false}
          aria-label={t("legacy.title")}
        >
          {STEPS.map((name, index) => (
            <Stepper.Step
              key={name}
              label={t(`legacy.steps.${name}`)}
              aria-current={index === step ? "step" : undefined}
              data-testid={`step-${name}`}
            />
          ))}
        </Stepper>
        <section ref={place} tabIndex={-1} className={classes.step} aria-label={stepName}>
          {step === 0 && (
            <Stack gap="xl">
              {undone && <UndoneNotice report={undone} />}
              <FilesStep
                inspected={inspected}
                choices={wizard.choices}
                reading={reading}
                onInspected={(found) => {
                  setUndone(null);
                  change({ inspected: found, choices: {}, preview: null });
                }}
                onNext={() => change({ step: 1 })}
              />
              {!inspected && <EarlierImports onUndone={onUndone} />}
            </Stack>
          )}
          {step === 1 && inspected && (
            <ModeStep
              mode={wizard.mode}
              figures={wizard.figures}
              suppliers={inspected.suppliers}
              onMode={(mode) => change({ mode })}
              onFigure={(name, figure) =>
                change({ figures: { ...wizard.figures, [name]: figure } })
              }
              onBack={() => change({ step: 0 })}
              onNext={() => void showPreview()}
              loading={preview.isPending}
              error={preview.error}
            />
          )}
          {step === 2 && input && wizard.preview && (
            <PreviewStep
              report={wizard.preview.report}
              input={input}
              onBack={() => change({ step: 1 })}
              onImported={(report) => change({ result: report, step: STEPS.length })}
            />
          )}
          {result && <ResultStep report={result} onAgain={restart} onUndone={onUndone} />}
        </section>
      </Stack>
    </Page>
  );
}
