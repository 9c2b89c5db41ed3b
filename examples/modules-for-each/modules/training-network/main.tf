# A subnet for one team's compute, behind a security group of its own.
variable "team" {
  type = string
}

variable "address_prefix" {
  type = string
}

variable "studio" {
  type    = bool
  default = true
}

# As service tags spell it: AustraliaEast.
variable "region" {
  type = string
}

variable "location" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "virtual_network_name" {
  type = string
}

locals {
  tags = concat(
    ["AzureActiveDirectory", "AzureMachineLearning", "AzureResourceManager"],
    ["Storage.${var.region}", "AzureContainerRegistry.${var.region}", "MicrosoftContainerRegistry.${var.region}"],
    var.studio ? ["AzureFrontDoor.Frontend"] : [],
  )
}

resource "azurerm_subnet" "this" {
  name                 = "snet-${var.team}"
  resource_group_name  = var.resource_group_name
  virtual_network_name = var.virtual_network_name
  address_prefixes     = [var.address_prefix]
}

resource "azurerm_network_security_group" "this" {
  name                = "nsg-${var.team}"
  resource_group_name = var.resource_group_name
  location            = var.location

  dynamic "security_rule" {
    for_each = local.tags
    content {
      name                       = "Allow${replace(security_rule.value, ".", "")}"
      priority                   = 200 + 10 * security_rule.key
      direction                  = "Outbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_ranges    = ["80", "443"]
      source_address_prefix      = "VirtualNetwork"
      destination_address_prefix = security_rule.value
    }
  }

  security_rule {
    name                       = "BatchNodeManagement"
    priority                   = 200
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "29876-29877"
    source_address_prefix      = "BatchNodeManagement"
    destination_address_prefix = "*"
  }

  security_rule {
    name                       = "AzureMachineLearning"
    priority                   = 210
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "44224"
    source_address_prefix      = "AzureMachineLearning"
    destination_address_prefix = "*"
  }

  security_rule {
    name                       = "DenyAllOutbound"
    priority                   = 4096
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  subnet_id                 = azurerm_subnet.this.id
  network_security_group_id = azurerm_network_security_group.this.id
}

output "subnet_id" {
  value = azurerm_subnet.this.id
}
