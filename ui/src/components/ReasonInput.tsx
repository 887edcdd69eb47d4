import { Textarea } from "@mantine/core";
import type { Ref } from "react";
import { ownDirection } from "./typed";

type Props = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
};

/** A reason is one sentence: Enter submits, as everywhere; Shift+Enter breaks the line. */
export function ReasonInput({ onChange, required = false, autoFocus, inputRef, ...rest }: Props) {
  return (
    <Textarea
      {...rest}
      {...ownDirection(rest.value)}
      ref={inputRef}
      required={required}
      autosize
      minRows={2}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
      data-autofocus={autoFocus || undefined}
      data-testid="reason"
    />
  );
}
