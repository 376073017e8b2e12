import { fields, options } from "./define";
import type { Section } from "./types";

export const project: Section = {
  id: "project",
  title: "Project and products",
  intro: "What will be installed, when, and whom we may ask.",
  fields: fields("Project manager", [
    {
      id: "project.customer",
      label: "Customer",
      help: "The name of the company, as it is written in the contract.",
      example: "Acme Bank",
      kind: "text",
      who: "PM",
      max: 120,
    },
    {
      id: "project.products",
      label: "Products",
      help: "Namespaces, ports and several requirements follow from the products.",
      kind: "choices",
      who: "PM",
      options: options({
        CORE: "Core",
        STAI: "STAI",
        CA: "Conversational Analytics (CA)",
        VA: "Virtual Agent (VA)",
        OTHER: "Another product",
      }),
    },
    {
      id: "project.installStart",
      label: "First day of the installation",
      help: "Open questions become blocking as this day comes near.",
      example: "2027-01-11",
      kind: "date",
      who: "PM",
    },
    {
      id: "project.installEnd",
      label: "Last day of the installation",
      help: "Credentials and certificates must last beyond this day.",
      example: "2027-01-22",
      kind: "date",
      who: "PM",
    },
    {
      id: "project.cveScanning",
      label: "Are images or hosts scanned for known vulnerabilities (CVEs) regularly?",
      help: "Scanning inside the registry counts as well. It decides whether MinIO may be used.",
      kind: "tri",
      who: "C",
      whoKnows: "Security team",
    },
    {
      id: "project.contacts",
      label: "Contacts",
      help: "Whom to ask about each area. Paste lines as: name, e-mail, role.",
      kind: "rows",
      who: "C",
      max: 50,
      columns: [
        { key: "name", label: "Name", kind: "text", example: "Jane Doe" },
        { key: "email", label: "E-mail", kind: "text", example: "jane.doe@acme.example" },
        {
          key: "role",
          label: "Area",
          kind: "choice",
          options: options({
            k8s: "Cluster",
            network: "Network",
            db: "Database",
            registry: "Registry",
            security: "Security",
            windows: "Windows",
          }),
        },
      ],
    },
  ]),
};
