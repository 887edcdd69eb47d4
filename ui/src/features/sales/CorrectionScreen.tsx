// A sale corrected in one step: the form of the new sale, filled with what it was, and why it changes.
import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { IconPencil, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Id, Sale } from "../../api";
import { useLanguage } from "../../app/i18n";
import { useUnsaved } from "../../app/unsaved";
import { Code, LoadState, notifyDone, Page } from "../../components";
import { isolate } from "../../format";
import { correctionDraft } from "./correction";
import { type Corrects, type Draft, useOwnDraft } from "./draft";
import { focusPlace } from "./problems";
import { SaleForm } from "./SaleForm";
import { type TypedSale, useSale } from "./useSale";

export function CorrectionScreen({ id }: { id: Id }) {
  const draft = useQuery(correctionDraft(id, useLanguage()));
  return <LoadState query={draft}>{(first) => <Correction first={first} />}</LoadState>;
}

/** To the sale that now stands, once it does, and only then: until it does, leaving asks. */
function useLeaving(recorded: Sale | null, corrected: string) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  useEffect(() => {
    if (recorded === null) return;
    navigate(`/sales/${recorded.id}`);
    const number = isolate(recorded.number);
    // Changing screens takes notices away: this one is about what is seen there.
    window.setTimeout(() =>
      notifyDone(t("sales.correct.recorded", { number, corrected: isolate(corrected) })),
    );
  }, [recorded, corrected, navigate, t]);
}

function Correction({ first }: { first: Draft }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [start] = useState(first);
  const store = useOwnDraft(start);
  const { draft } = store;
  const [recorded, setRecorded] = useState<Sale | null>(null);
  const sale = useSale(store, setRecorded);
  const changed = draft !== start && JSON.stringify(draft) !== JSON.stringify(start);
  useUnsaved(changed && recorded === null);
  useLeaving(recorded, start.corrects?.number ?? "");
  const why = useRef<HTMLInputElement>(null);
  useEffect(() => why.current?.focus(), []);

  const { corrects } = draft;
  if (corrects === null) return null;
  const abandon = () => navigate(`/sales/${corrects.id}`);
  return (
    <Page
      title={
        <>
          {t("sales.correct.title")} <Code>{corrects.number}</Code>
        </>
      }
      actions={
        <Button
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={abandon}
          data-testid="correction-abandon"
        >
          {t("sales.correct.abandon")}
        </Button>
      }
    >
      <SaleForm
        sale={sale}
        label={t("sales.correct.label", { number: isolate(corrects.number) })}
        words={{ record: t("sales.correct.open"), keys: t("sales.correct.keys") }}
        top={<Banner sale={sale} corrects={corrects} whyRef={why} />}
        onEscape={abandon}
      />
    </Page>
  );
}

type BannerProps = { sale: TypedSale; corrects: Corrects; whyRef: Ref<HTMLInputElement> };

/** What will happen, and why. */
function Banner({ sale, corrects, whyRef }: BannerProps) {
  const { t } = useTranslation();
  const { form, productField } = sale.fields;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    // On to what is corrected most often.
    if (!focusPlace(form.current, "lines.0.unit_price")) productField.current?.focus();
  };
  return (
    <Alert
      variant="light"
      color="orange"
      icon={<IconPencil aria-hidden />}
      data-testid="correction-banner"
    >
      <Stack gap="sm">
        <Text size="sm">{t("sales.correct.banner", { number: isolate(corrects.number) })}</Text>
        <div data-place="why">
          <TextInput
            ref={whyRef}
            label={t("sales.correct.reason")}
            placeholder={t("sales.correct.reasonPlaceholder")}
            required
            autoComplete="off"
            value={corrects.reason}
            error={sale.text("why")}
            onChange={(event) =>
              sale.change({ corrects: { ...corrects, reason: event.currentTarget.value } })
            }
            onKeyDown={onKeyDown}
            data-testid="correction-reason"
          />
        </div>
      </Stack>
    </Alert>
  );
}
