import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppError } from "../api";
import { ErrorNotice } from "./errors";

type ConfirmDialogProps = {
  opened: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  children?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string | undefined;
  danger?: boolean | undefined;
  loading?: boolean | undefined;
  error?: AppError | null | undefined;
  size?: string | undefined;
  /** Not where the caller sends the focus on: a refusal closes it too, and goes to what is to be mended. */
  returnFocus?: boolean | undefined;
  "data-testid"?: string | undefined;
};

/** Asks once before what can't be undone. Title and text name the thing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const { opened, onClose, onConfirm, title, children, confirmLabel, loading, error } = props;
  const close = () => {
    if (!loading) onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={props.size ?? "md"}
      withCloseButton={false}
      returnFocus={props.returnFocus ?? true}
      centered
      data-testid={props["data-testid"]}
    >
      <Stack gap="md">
        {typeof children === "string" ? <Text size="sm">{children}</Text> : children}
        <ErrorNotice error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close} disabled={loading ?? false} data-autofocus>
            {props.cancelLabel ?? t("common.cancel")}
          </Button>
          <Button
            color={props.danger ? "red" : undefined}
            loading={loading ?? false}
            onClick={onConfirm}
            data-testid="confirm"
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type FormDialogProps = {
  opened: boolean;
  onClose: () => void;
  onSubmit: () => void;
  title: string;
  submitLabel: string;
  /** Where "Cancel" could be taken for the deed itself. */
  cancelLabel?: string | undefined;
  /** Something was typed: closing asks first. */
  dirty: boolean;
  loading?: boolean | undefined;
  submitDisabled?: boolean | undefined;
  /** Takes something back that was recorded. */
  danger?: boolean | undefined;
  error?: AppError | null | undefined;
  /** Fields that show their own error: see ErrorNotice. */
  fields?: readonly string[] | undefined;
  size?: string | number | undefined;
  /** Beside the buttons, at the start. */
  footer?: ReactNode;
  children: ReactNode;
  "data-testid"?: string | undefined;
};

/** A form in a dialog: Enter submits, Esc closes and asks before throwing away what was typed. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation();
  const { opened, onClose, onSubmit, title, submitLabel, dirty, loading, error, fields } = props;
  const [asking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  // A refusal, the page's or the program's, brings the focus to the first field to be mended.
  useEffect(() => {
    if (error || attempts > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [error, attempts]);

  const close = () => {
    if (loading) return;
    // Once the key is done with: opened during it, the question would take the same Esc for its own and close.
    if (dirty) setTimeout(() => setAsking(true));
    else onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form inside a form's portal bubbles through React's tree, not the document's.
    event.stopPropagation();
    if (loading || props.submitDisabled) return;
    onSubmit();
    setAttempts((before) => before + 1);
  };

  return (
    <>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        size={props.size ?? "lg"}
        closeOnEscape={!asking}
        closeButtonProps={{ "aria-label": t("common.close") }}
        data-testid={props["data-testid"]}
      >
        <form ref={form} onSubmit={submit} noValidate>
          <Stack gap="md">
            {props.children}
            <ErrorNotice error={error} fields={fields} />
            <Group justify="space-between" gap="sm" mt="xs">
              <div>{props.footer}</div>
              <Group gap="sm">
                <Button variant="default" onClick={close} disabled={loading ?? false}>
                  {props.cancelLabel ?? t("common.cancel")}
                </Button>
                <Button
                  type="submit"
                  color={props.danger ? "red" : undefined}
                  loading={loading ?? false}
                  disabled={props.submitDisabled ?? false}
                  data-testid="submit"
                >
                  {submitLabel}
                </Button>
              </Group>
            </Group>
          </Stack>
        </form>
      </Modal>
      <ConfirmDialog
        opened={opened && asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onClose();
        }}
        title={t("common.discard.title")}
        confirmLabel={t("common.discard.confirm")}
        cancelLabel={t("common.discard.keep")}
        danger
      >
        {t("common.discard.text")}
      </ConfirmDialog>
    </>
  );
}
