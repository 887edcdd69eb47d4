// The shop's name and what stands under it on receipts and statements: saved together.
import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BookInfo, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { usePhoneExample } from "../../app/countries";
import { useUnsaved } from "../../app/unsaved";
import { ErrorNotice, fieldError } from "../../components/errors";
import { notifyDone } from "../../components/notify";
import { ownDirection } from "../../components/typed";
import classes from "./settings.module.css";

const FIELDS = ["name", "address", "phone", "line"] as const;
type Values = Record<(typeof FIELDS)[number], string>;

function kept({ name, letterhead }: BookInfo): Values {
  return { name, ...letterhead };
}

export function ShopForm() {
  const { t } = useTranslation();
  const book = useBook();
  const phone = usePhoneExample();
  const write = useWrite("settingsUpdate");
  const form = useRef<HTMLFormElement>(null);
  const { values, set, dirty } = useTyped(kept(book));
  useUnsaved(dirty);
  const error = (field: keyof Values) => fieldError(write.error, field);

  useEffect(() => {
    if (write.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [write.error]);

  const change = (field: keyof Values, text: string) => {
    write.reset();
    set({ [field]: text });
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (!dirty || write.isPending) return;
    const { name, ...letterhead } = values;
    write.mutate([{ name, language: book.language, theme: book.theme, letterhead }], {
      onSuccess: (saved) => {
        // As the program keeps it, even where that is what it kept before.
        set(kept(saved));
        notifyDone(t("settings.shop.saved"));
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter alone begins a line of the address.
    if (event.key === "Enter" && event.ctrlKey) save();
  };

  return (
    <form ref={form} onSubmit={save} noValidate>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="md">
          <TextInput
            label={t("settings.shop.name")}
            value={values.name}
            onChange={(event) => change("name", event.currentTarget.value)}
            error={error("name")}
            autoComplete="off"
            data-testid="settings-name"
            {...ownDirection(values.name)}
          />
          <TextInput
            label={t("settings.shop.phone")}
            placeholder={t("customers.form.phoneHelp", phone)}
            value={values.phone}
            onChange={(event) => change("phone", event.currentTarget.value)}
            error={error("phone")}
            attributes={{ input: { dir: "ltr" } }}
            type="tel"
            autoComplete="off"
            classNames={{ input: classes.phone ?? "" }}
            data-testid="settings-phone"
          />
          <Textarea
            label={t("settings.shop.address")}
            value={values.address}
            onChange={(event) => change("address", event.currentTarget.value)}
            onKeyDown={onKeyDown}
            error={error("address")}
            autosize
            minRows={2}
            maxRows={5}
            data-testid="settings-address"
            {...ownDirection(values.address)}
          />
          <TextInput
            label={t("settings.shop.line")}
            description={t("settings.shop.lineHelp")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={values.line}
            onChange={(event) => change("line", event.currentTarget.value)}
            error={error("line")}
            autoComplete="off"
            data-testid="settings-line"
            {...ownDirection(values.line)}
          />
        </SimpleGrid>
        <ErrorNotice error={write.error} fields={FIELDS} />
        <Group gap="sm">
          <Button type="submit" disabled={!dirty} loading={write.isPending} data-testid="save-name">
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is typed over what is kept; another thing kept replaces what was typed of it. */
function useTyped(now: Values) {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const values: Values = { ...now, ...typed };
  const stands = FIELDS.map((field) => now[field]).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the book holds now replaces what was typed
  useEffect(() => setTyped({}), [stands]);
  const dirty = FIELDS.some((field) => values[field] !== now[field]);
  const set = (change: Partial<Values>) => setTyped((before) => ({ ...before, ...change }));
  return { values, set, dirty };
}
