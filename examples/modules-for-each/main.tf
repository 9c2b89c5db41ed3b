terraform {
  required_version = ">= 1.5"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "ml" {
  name     = "rg-research-ml"
  location = "Australia East"
}

resource "azurerm_virtual_network" "ml" {
  name                = "vnet-research"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  address_space       = ["10.80.0.0/16"]
}

locals {
  teams = {
    biology = { prefix = "10.80.1.0/24", studio = true }
    physics = { prefix = "10.80.2.0/24", studio = true }
    # Submits its jobs from the command line, so nobody thought of the studio.
    climate = { prefix = "10.80.3.0/24", studio = false }
  }
}

module "training" {
  source   = "./modules/training-network"
  for_each = local.teams

  team                 = each.key
  address_prefix       = each.value.prefix
  studio               = each.value.studio
  region               = "AustraliaEast"
  resource_group_name  = azurerm_resource_group.ml.name
  location             = azurerm_resource_group.ml.location
  virtual_network_name = azurerm_virtual_network.ml.name
}

data "azurerm_client_config" "current" {}

resource "azurerm_storage_account" "ml" {
  name                     = "stresearchml"
  resource_group_name      = azurerm_resource_group.ml.name
  location                 = azurerm_resource_group.ml.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_key_vault" "ml" {
  name                = "kv-researchml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

resource "azurerm_application_insights" "ml" {
  name                = "appi-researchml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  application_type    = "web"
}

resource "azurerm_machine_learning_workspace" "ml" {
  name                    = "mlw-researchml"
  resource_group_name     = azurerm_resource_group.ml.name
  location                = azurerm_resource_group.ml.location
  application_insights_id = azurerm_application_insights.ml.id
  key_vault_id            = azurerm_key_vault.ml.id
  storage_account_id      = azurerm_storage_account.ml.id

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_machine_learning_compute_cluster" "team" {
  for_each                      = module.training
  name                          = "cpu-${each.key}"
  location                      = azurerm_resource_group.ml.location
  machine_learning_workspace_id = azurerm_machine_learning_workspace.ml.id
  vm_priority                   = "Dedicated"
  vm_size                       = "STANDARD_D4S_V3"
  subnet_resource_id            = each.value.subnet_id

  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 2
    scale_down_nodes_after_idle_duration = "PT30M"
  }
}
