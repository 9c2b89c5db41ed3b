/** The lines that say what an input is that is not read, and what to do instead. */

export const READ =
  'What is read: `terraform show -json` of a plan or a state, a terraform.tfstate (version 4), `terraform output -json`, folders of .tf files, Bicep files, and JSON of Azure: templates, what-if answers, deployments and resources as az prints them';

export const WRITE_IT = 'write it with `terraform show -json FILE > plan.json`';

export const REFUSALS = {
  parameters:
    'this is a parameter file of Azure Resource Manager; name it among the parameters, and the template among the files',
  textPlan: `this is a plan as text for people, not JSON; save the plan with -out=FILE and ${WRITE_IT}`,
  textWhatIf:
    'this is a what-if for people, not JSON; write it with `az deployment … what-if --no-pretty-print > whatif.json`',
  /** The objects of Az.Resources as `ConvertTo-Json` writes them: resources in them are cut off at its depth, or turned inside out. */
  powershellWhatIf:
    'this is what PowerShell makes of a what-if, in which the resources are not whole; write it with `az deployment … what-if --no-pretty-print > whatif.json`',
  effectiveRules:
    'these are the effective rules of one network interface; what is read are the groups themselves: `az network nsg list > groups.json`',
  effectiveRoutes:
    'these are the effective routes of one network interface; what is read are the route tables themselves: `az network route-table list > routes.json`',
  stream: `this is the event stream of \`terraform plan -json\` (or apply), not a plan; save the plan with -out=FILE and ${WRITE_IT}`,
  backend:
    'this is where Terraform keeps its backend settings (.terraform/terraform.tfstate), not a state; use `terraform state pull`',
  echo: 'the first line is the echo of the wrapper of hashicorp/setup-terraform; set terraform_wrapper: false in that step',
  gzip: 'this file is compressed with gzip; unpack it first (gunzip)',
  configuration: 'this is Terraform configuration; name its folder, or a file that ends in .tf',
} as const;

/** What each kind of input is called. */
export const KIND_NAMES = {
  'terraform-plan': 'a Terraform plan',
  'terraform-state': 'a Terraform state',
  'terraform-raw-state': 'a terraform.tfstate',
  'terraform-outputs': 'the output of `terraform output -json`',
  'terraform-folder': 'a folder of Terraform configuration',
  'arm-template': 'a template of Azure Resource Manager',
  'arm-what-if': 'the answer of an Azure what-if',
  'arm-deployment': 'an Azure deployment',
  'azure-resources': 'a list of Azure resources',
  bicep: 'a Bicep file',
} as const;

/** A plan stands inside of other JSON. @param where the path to it, which comes from the file: nothing in it may act on a terminal */
export function insideOther(where: string): string {
  const name = where.slice(0, 80).replace(/[^ -~]/g, '?');
  return `this is no plan, but something around one: the plan is in "${name}"; write that part to a file of its own (jq)`;
}

export function unknownJson(): string {
  return `this is JSON, but no format that is known. ${READ}`;
}
