import { useId, type ComponentProps, type ReactNode } from "react";
import styles from "./field.module.css";

interface Common {
  label: string;
  /** The JSON pointer of the field in the request, which is how a fault finds it. */
  pointer?: string;
  help?: string | undefined;
  fault?: string | undefined;
  suffix?: ReactNode;
}

/** fieldId is the id of the control for a pointer; the error summary links to it. */
export const fieldId = (form: string, pointer: string) => `${form}${pointer.replaceAll("/", "-")}`;

function Frame({ id, label, help, fault, suffix, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field} data-fault={fault ? "" : undefined}>
      <label htmlFor={id}>{label}</label>
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
      <div className={styles.row}>
        {children}
        {suffix}
      </div>
    </div>
  );
}

const described = (id: string, help?: string, fault?: string) =>
  [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;

/** Field is a labelled input; a fault is tied to it for screen readers. */
export function Field({ label, help, fault, suffix, id, ...input }: Common & Omit<ComponentProps<"input">, "pointer">) {
  const own = useId();
  const at = id ?? own;
  return (
    <Frame id={at} label={label} help={help} fault={fault} suffix={suffix}>
      <input {...input} id={at} aria-invalid={fault ? true : undefined} aria-describedby={described(at, help, fault)} />
    </Frame>
  );
}

/** Area is a labelled text area. */
export function Area({ label, help, fault, id, ...input }: Common & Omit<ComponentProps<"textarea">, "pointer">) {
  const own = useId();
  const at = id ?? own;
  return (
    <Frame id={at} label={label} help={help} fault={fault}>
      <textarea rows={3} {...input} id={at} aria-invalid={fault ? true : undefined} aria-describedby={described(at, help, fault)} />
    </Frame>
  );
}

/** Select is a labelled choice, drawn by the device itself. */
export function Select({ label, help, fault, id, children, ...input }: Common & ComponentProps<"select">) {
  const own = useId();
  const at = id ?? own;
  return (
    <Frame id={at} label={label} help={help} fault={fault}>
      <select {...input} id={at} aria-invalid={fault ? true : undefined} aria-describedby={described(at, help, fault)}>
        {children}
      </select>
    </Frame>
  );
}

/** Choices is a group of radio buttons that look like one row or column of keys. */
export function Choices<T extends string | number>({
  legend,
  name,
  value,
  options,
  onChange,
  column = false,
}: {
  legend: string;
  name: string;
  value: T;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  column?: boolean;
}) {
  return (
    <fieldset className={styles.choices} data-column={column ? "" : undefined}>
      <legend>{legend}</legend>
      <div>
        {options.map((o) => (
          <label key={o.value} className={styles.choice}>
            <input type="radio" name={name} value={o.value} checked={o.value === value} onChange={() => onChange(o.value)} />
            <span>{o.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
