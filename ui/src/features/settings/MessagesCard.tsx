// The wording of the messages to customers, kind by kind, in each language.
import { Input, SegmentedControl, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, type Template, useRead } from "../../api";
import { useBook } from "../../app/BookContext";
import { LANGUAGE_NAMES, LANGUAGES } from "../../app/i18n";
import { useUnsaved } from "../../app/unsaved";
import { LoadState } from "../../components/Page";
import { Card } from "./Card";
import { TemplateForm } from "./TemplateForm";

function place({ language, kind }: Template): string {
  return `${language} ${kind}`;
}

export function MessagesCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const book = useBook();
  const [language, setLanguage] = useState<Language>(book.language);
  const templates = useRead("settings", "templatesList", language);
  // What is typed and not saved, of all languages: looking at another one loses nothing.
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  useUnsaved(typed.size > 0);

  /** Saved or reset: shown at once, before the list has been read again. */
  function done(now: Template) {
    client.setQueryData<Template[]>(["settings", "templatesList", now.language], (before) =>
      before?.map((template) => (template.kind === now.kind ? now : template)),
    );
    change(now, now.body);
  }

  function change(template: Template, body: string) {
    setTyped((before) => {
      const next = new Map(before);
      if (body === template.body) next.delete(place(template));
      else next.set(place(template), body);
      return next;
    });
  }

  return (
    <Card title={t("settings.messages.title")} text={t("settings.messages.text")}>
      <Input.Wrapper label={t("settings.messages.language")} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t("settings.messages.language")}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
            data={LANGUAGES.map((value) => ({
              value,
              label: (
                <span lang={value} data-testid={`template-language-${value}`}>
                  {LANGUAGE_NAMES[value]}
                </span>
              ),
            }))}
          />
        </div>
      </Input.Wrapper>
      <LoadState query={templates}>
        {(rows) => (
          <Stack gap="xl">
            {rows.map((template) => (
              <TemplateForm
                key={place(template)}
                template={template}
                body={typed.get(place(template)) ?? template.body}
                onChange={(body) => change(template, body)}
                onDone={done}
              />
            ))}
          </Stack>
        )}
      </LoadState>
    </Card>
  );
}
