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
  name     = "rg-vision-ml"
  location = "Japan East"
}

resource "azurerm_virtual_network" "ml" {
  name                = "vnet-vision"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  address_space       = ["192.168.32.0/20"]
}

resource "azurerm_subnet" "notebooks" {
  name                 = "snet-notebooks"
  resource_group_name  = azurerm_resource_group.ml.name
  virtual_network_name = azurerm_virtual_network.ml.name
  address_prefixes     = ["192.168.34.0/24"]
}

resource "azurerm_network_security_group" "notebooks" {
  name                = "nsg-notebooks"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
}

locals {
  inbound = {
    BatchNodeManagement  = { priority = 100, port = "29876-29877" }
    AzureMachineLearning = { priority = 110, port = "44224" }
  }

  # The first five were there when the subnet was made. The last two were added later, with the next free numbers.
  outbound = {
    AllowEntraId           = { priority = 500, tag = "AzureActiveDirectory", ports = ["80", "443"] }
    AllowMachineLearning   = { priority = 510, tag = "AzureMachineLearning", ports = ["443"] }
    AllowResourceManager   = { priority = 520, tag = "AzureResourceManager", ports = ["443"] }
    AllowStudio            = { priority = 530, tag = "AzureFrontDoor.Frontend", ports = ["443"] }
    AllowContainerRegistry = { priority = 540, tag = "AzureContainerRegistry.JapanEast", ports = ["443"] }
    AllowStorage           = { priority = 1010, tag = "Storage.JapanEast", ports = ["443"] }
    AllowMicrosoftRegistry = { priority = 1020, tag = "MicrosoftContainerRegistry.JapanEast", ports = ["443"] }
  }
}

resource "azurerm_network_security_rule" "inbound" {
  for_each                    = local.inbound
  name                        = each.key
  priority                    = each.value.priority
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = each.value.port
  source_address_prefix       = each.key
  destination_address_prefix  = "VirtualNetwork"
  resource_group_name         = azurerm_resource_group.ml.name
  network_security_group_name = azurerm_network_security_group.notebooks.name
}

resource "azurerm_network_security_rule" "outbound" {
  for_each                    = local.outbound
  name                        = each.key
  priority                    = each.value.priority
  direction                   = "Outbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_ranges     = each.value.ports
  source_address_prefix       = "*"
  destination_address_prefix  = each.value.tag
  resource_group_name         = azurerm_resource_group.ml.name
  network_security_group_name = azurerm_network_security_group.notebooks.name
}

resource "azurerm_network_security_rule" "deny_internet" {
  name                        = "DenyInternet"
  priority                    = 1000
  direction                   = "Outbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  destination_port_range      = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "Internet"
  resource_group_name         = azurerm_resource_group.ml.name
  network_security_group_name = azurerm_network_security_group.notebooks.name
}

resource "azurerm_subnet_network_security_group_association" "notebooks" {
  subnet_id                 = azurerm_subnet.notebooks.id
  network_security_group_id = azurerm_network_security_group.notebooks.id
}

data "azurerm_client_config" "current" {}

resource "azurerm_storage_account" "ml" {
  name                     = "stvisionml"
  resource_group_name      = azurerm_resource_group.ml.name
  location                 = azurerm_resource_group.ml.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_key_vault" "ml" {
  name                = "kv-visionml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

resource "azurerm_application_insights" "ml" {
  name                = "appi-visionml"
  resource_group_name = azurerm_resource_group.ml.name
  location            = azurerm_resource_group.ml.location
  application_type    = "web"
}

resource "azurerm_machine_learning_workspace" "ml" {
  name                    = "mlw-visionml"
  resource_group_name     = azurerm_resource_group.ml.name
  location                = azurerm_resource_group.ml.location
  application_insights_id = azurerm_application_insights.ml.id
  key_vault_id            = azurerm_key_vault.ml.id
  storage_account_id      = azurerm_storage_account.ml.id

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_machine_learning_compute_instance" "analyst" {
  name                          = "analyst"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.ml.id
  virtual_machine_size          = "STANDARD_DS2_V2"
  subnet_resource_id            = azurerm_subnet.notebooks.id
}
