// What will come out of the printer, before it does: on which paper, in which language, and to where.
import { Button, Input, Modal, SegmentedControl, Stack } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconFileTypePdf, IconPrinter } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, useRead, useWrite } from "../../api";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "../../app/i18n";
import { isolate } from "../../format";
import { ErrorNotice } from "../errors";
import { notifyDone } from "../notify";
import { LoadState, type Reading } from "../Page";
import { OnPaper, PaperPage } from "./PaperPage";
import { type Format, paperOf } from "./paper";
import classes from "./print.module.css";

const FORMATS: readonly Format[] = ["roll", "a4"];

type Print<T> = {
  onClose: () => void;
  /** What a file of it is called. */
  name: (data: T) => string;
  /** A receipt fits on both papers; nothing said: A4 alone. */
  formats?: readonly Format[];
  /** Whom it is for may read another language than the shop; nothing said: the interface's. */
  language?: (data: T) => Language;
  children: (data: T) => ReactNode;
};

type PrintDialogProps<T> = Print<T> & { opened: boolean; title: string; query: Reading<T> };

/** A preview of what is printed; Enter prints. */
export function PrintDialog<T>({ opened, title, query, ...print }: PrintDialogProps<T>) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={print.onClose}
      title={title}
      size="56rem"
      closeButtonProps={{ "aria-label": t("common.close") }}
      data-testid="print-dialog"
    >
      <LoadState query={query}>{(data) => <Printable data={data} {...print} />}</LoadState>
    </Modal>
  );
}

/** The paper used last, kept on this computer: the printer is its own. */
function useFormat(formats: readonly Format[]): [Format, (format: Format) => void] {
  const [kept, keep] = useLocalStorage<Format>({
    key: "rasid.paper",
    defaultValue: "roll",
    getInitialValueInEffect: false,
  });
  return [formats.includes(kept) ? kept : (formats[0] ?? "a4"), keep];
}

function Printable<T>({ data, formats = ["a4"], ...print }: Print<T> & { data: T }) {
  const { t } = useTranslation();
  const shown = useLanguage();
  const [format, setFormat] = useFormat(formats);
  const [language, setLanguage] = useState(() => print.language?.(data) ?? shown);
  const page = useRef<HTMLDivElement>(null);
  const paper = () => (page.current ? paperOf(page.current, format) : Promise.reject(new Error()));
  const document = (
    <OnPaper format={format} language={language}>
      {print.children(data)}
    </OnPaper>
  );
  return (
    <div className={classes.dialog}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className={classes.preview} aria-label={t("receipts.print.preview")} tabIndex={0}>
        <div className={format === "a4" ? classes.smaller : undefined} data-testid="print-preview">
          {document}
        </div>
      </section>
      <Actions paper={paper} name={print.name(data)} onClose={print.onClose}>
        {formats.length > 1 && (
          <Choice
            label={t("receipts.print.paper")}
            data={FORMATS.map((value) => ({ value, label: t(`receipts.print.${value}`) }))}
            value={format}
            onChange={(value) => setFormat(value as Format)}
          />
        )}
        {print.language && (
          <Choice
            label={t("receipts.print.language")}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
          />
        )}
      </Actions>
      <PaperPage ref={page}>{document}</PaperPage>
    </div>
  );
}

type ChoiceProps = {
  label: string;
  data: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
};

function Choice({ label, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <Input.Label labelElement="div" id={id}>
        {label}
      </Input.Label>
      <SegmentedControl fullWidth aria-labelledby={id} {...rest} />
    </div>
  );
}

type ActionsProps = {
  paper: () => ReturnType<typeof paperOf>;
  name: string;
  onClose: () => void;
  children: ReactNode;
};

function Actions({ paper, name, onClose, children }: ActionsProps) {
  const { t } = useTranslation();
  const writesPdf = useRead("settings", "printWritesPdf").data ?? false;
  const toPrinter = useWrite("printPage");
  const toFile = useWrite("printPdf");
  const first = useRef<HTMLButtonElement>(null);
  // What is printed may come after the dialog has looked for where to put the focus.
  useEffect(() => first.current?.focus(), []);

  const print = async () => {
    toFile.reset();
    await toPrinter.mutateAsync([await paper()]);
  };
  const save = async () => {
    toPrinter.reset();
    const file = await toFile.mutateAsync([name, await paper()]);
    if (file !== null) notifyDone(t("receipts.print.pdfDone", { file: isolate(file) }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form of a screen around, in React's tree, is another one.
    event.stopPropagation();
    if (!toPrinter.isPending) void print().catch(() => undefined);
  };
  return (
    <Stack component="form" gap="md" className={classes.actions ?? ""} onSubmit={submit}>
      {children}
      <Stack gap="xs" mt="auto">
        <ErrorNotice error={toPrinter.error ?? toFile.error} />
        <Button
          ref={first}
          type="submit"
          leftSection={<IconPrinter size={18} aria-hidden />}
          loading={toPrinter.isPending}
          data-autofocus
          data-testid="print"
        >
          {t("receipts.print.print")}
        </Button>
        {writesPdf && (
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={18} aria-hidden />}
            loading={toFile.isPending}
            onClick={() => void save().catch(() => undefined)}
            data-testid="print-pdf"
          >
            {t("receipts.print.pdf")}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
      </Stack>
    </Stack>
  );
}
