import { Button, Group, Paper, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Template, useWrite } from "../../api";
import { directionOf } from "../../app/i18n";
import { ConfirmDialog } from "../../components/dialogs";
import { ErrorNotice, fieldError } from "../../components/errors";
import { notifyDone } from "../../components/notify";
import { StatusBadge } from "../../components/StatusBadge";
import { useDialog } from "../../components/useDialog";
import classes from "./settings.module.css";
import { useInserting } from "./useInserting";
import { useSample } from "./useSample";

type TemplateFormProps = {
  template: Template;
  /** As it is typed. */
  body: string;
  onChange: (body: string) => void;
  onDone: (template: Template) => void;
};

/** One message in one language: its text, what can be put into it, how it will read. */
export function TemplateForm({ template, body, onChange, onDone }: TemplateFormProps) {
  const { t } = useTranslation();
  const { kind, language, names, own } = template;
  const update = useWrite("templateUpdate");
  const field = useRef<HTMLTextAreaElement>(null);
  const inserting = useInserting(field, body, change);
  const dirty = body !== template.body;
  const name = t(`settings.messages.kind.${kind}`);

  useEffect(() => {
    if (update.error) field.current?.focus();
  }, [update.error]);

  function change(next: string) {
    update.reset();
    onChange(next);
  }
  function save(event?: FormEvent) {
    event?.preventDefault();
    if (!dirty || update.isPending) return;
    update.mutate([kind, language, body], {
      onSuccess: (saved) => {
        onDone(saved);
        notifyDone(t("settings.messages.saved"));
      },
    });
  }
  function onKeyDown(event: KeyboardEvent) {
    // Enter alone begins a line of the message.
    if (event.key === "Enter" && event.ctrlKey) save();
  }

  return (
    <form onSubmit={save} noValidate data-testid={`template-${kind}`}>
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <Stack gap="xs">
            <Textarea
              ref={field}
              label={name}
              value={body}
              onChange={(event) => change(event.currentTarget.value)}
              onFocus={inserting.onFocus}
              onKeyDown={onKeyDown}
              error={fieldError(update.error, "body")}
              autosize
              minRows={3}
              maxRows={10}
              lang={language}
              dir={directionOf(language)}
              data-testid={`template-body-${kind}`}
            />
            <Group gap={6}>
              {names.map((one) => (
                <Button
                  key={one}
                  variant="default"
                  size="compact-xs"
                  onClick={() => inserting.insert(`{${one}}`)}
                  aria-label={t("settings.messages.insert", { name: `{${one}}` })}
                >
                  <bdi dir="ltr">{`{${one}}`}</bdi>
                </Button>
              ))}
            </Group>
          </Stack>
          <Preview template={template} body={body} />
        </SimpleGrid>
        <ErrorNotice error={update.error} fields={["body"]} />
        <Group gap="sm">
          <Button
            type="submit"
            size="xs"
            disabled={!dirty}
            loading={update.isPending}
            data-testid={`template-save-${kind}`}
          >
            {t("common.save")}
          </Button>
          <Reset
            template={template}
            onDone={(given) => {
              onDone(given);
              // Once the dialog has let go of the focus; the button that opened it is gone by then.
              window.setTimeout(() => field.current?.focus(), 50);
            }}
          />
          {own && <StatusBadge tone="info">{t("settings.messages.own")}</StatusBadge>}
        </Group>
      </Stack>
    </form>
  );
}

function Preview({ template, body }: { template: Template; body: string }) {
  const { t } = useTranslation();
  const sample = useSample(template);
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t("settings.messages.preview")}
      </Text>
      <Paper p="sm" radius="md" className={classes.preview ?? ""}>
        <Text
          size="sm"
          lang={template.language}
          dir={directionOf(template.language)}
          className={classes.previewText ?? ""}
          data-testid={`template-preview-${template.kind}`}
        >
          {sample(body)}
        </Text>
      </Paper>
    </div>
  );
}

type ResetProps = { template: Template; onDone: (template: Template) => void };

/** Only where the wording is the shop's own. Asks once: the shop's own text is gone then. */
function Reset({ template, onDone }: ResetProps) {
  const { t } = useTranslation();
  const write = useWrite("templateReset");
  const asking = useDialog<true>();
  const { kind, language } = template;

  function reset() {
    write.mutate([kind, language], {
      onSuccess: (given) => {
        asking.close();
        onDone(given);
        notifyDone(t("settings.messages.resetDone"));
      },
    });
  }

  return (
    <>
      {template.own && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          onClick={() => {
            write.reset();
            asking.open(true);
          }}
          data-testid={`template-reset-${kind}`}
        >
          {t("settings.messages.reset")}
        </Button>
      )}
      <ConfirmDialog
        opened={asking.opened}
        onClose={asking.close}
        onConfirm={reset}
        title={t("settings.messages.resetTitle")}
        confirmLabel={t("settings.messages.reset")}
        loading={write.isPending}
        error={write.error}
        danger
      >
        {t("settings.messages.resetText", { kind: t(`settings.messages.kind.${kind}`) })}
      </ConfirmDialog>
    </>
  );
}
