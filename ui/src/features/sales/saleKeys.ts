import { type RefObject, useEffect, useEffectEvent } from "react";
import { useLocation, useSearch } from "wouter";
import { api, type Customer } from "../../api";

/** The product's field has the focus on opening, and again with F2. */
export function useSaleKeys(product: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    product.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      const dialog = document.querySelector('[role="dialog"]');
      if (event.key === "F2" && !dialog) product.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [product]);
}

/**
 * Ctrl+Enter records wherever the focus is, also nowhere: what had it may be gone, as the button of a notice
 * that is no longer true. A dialog keeps the key for itself.
 */
export function useRecordKey(record: () => void): void {
  const onRecord = useEffectEvent(record);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !event.ctrlKey || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
      event.preventDefault();
      onRecord();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** `?customer=ID`: a sale to that customer. Taken out of the address once read, so that it is said once. */
export function useCustomerFromAddress(onCustomer: (customer: Customer) => void): void {
  const id = new URLSearchParams(useSearch()).get("customer");
  const [, navigate] = useLocation();
  const take = useEffectEvent(onCustomer);
  const forget = useEffectEvent(() => navigate("/sales/new?", { replace: true }));
  useEffect(() => {
    if (id === null) return;
    let left = false;
    api.customerStatement(id).then(
      ({ customer }) => {
        if (left) return;
        take(customer);
        forget();
      },
      // A customer that isn't there: the field stays empty, to be filled as always.
      () => {
        if (!left) forget();
      },
    );
    return () => {
      left = true;
    };
  }, [id]);
}
