/** requirements/edition.schema.json. */
// Made by scripts/generate.mjs from requirements/; change it there and run npm run generate.

export const EDITION_SCHEMA = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Edition of the requirement matrix of azureml-network-check",
  "description": "What the compute of an Azure Machine Learning workspace must be able to reach. A file of one's own may extend a built-in edition: its rows override inherited rows by id, or are added.",
  "type": "object",
  "required": [
    "edition"
  ],
  "additionalProperties": false,
  "properties": {
    "$schema": {
      "type": "string",
      "description": "where an editor finds this schema"
    },
    "edition": {
      "type": "string",
      "minLength": 1,
      "maxLength": 100,
      "description": "the edition's name, as reports print it; in quotes where it looks like a number"
    },
    "title": {
      "type": "string",
      "description": "what the edition is, in a few words"
    },
    "source": {
      "$ref": "#/definitions/source"
    },
    "extends": {
      "type": "string",
      "description": "the name of the built-in edition that this one changes, or latest"
    },
    "includes": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "description": "built-in parts to include: stand-ins (hosts that stand in for tags), aks (what AKS clusters need). An edition that extends another has that one's parts"
    },
    "rows": {
      "type": "array",
      "items": {
        "$ref": "#/definitions/row"
      },
      "description": "the requirements"
    },
    "remove": {
      "type": "array",
      "items": {
        "$ref": "#/definitions/id"
      },
      "description": "ids of inherited rows that do not apply"
    },
    "standIns": {
      "type": "object",
      "propertyNames": {
        "$ref": "#/definitions/tag"
      },
      "additionalProperties": {
        "$ref": "#/definitions/standIns"
      },
      "description": "by service tag without region: the hosts that stand in for it where a firewall filters by name. A tag named here takes the place of an inherited one"
    }
  },
  "definitions": {
    "id": {
      "type": "string",
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
      "maxLength": 100,
      "description": "an id has lower-case letters, digits and single hyphens, such as outbound-storage"
    },
    "tag": {
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*(\\.<region>)?$",
      "maxLength": 100,
      "description": "a service tag such as AzureMonitor, or Storage.<region> for the workspace's region"
    },
    "host": {
      "type": "string",
      "pattern": "^(\\*|(\\*|<(acr|storage|workspace-id)>)?([A-Za-z0-9._-]|<region>)+)$",
      "maxLength": 253,
      "description": "a host is a name such as pypi.org, or has one asterisk at its beginning, such as *.anaconda.org; <region> is the workspace's region. It has no scheme, port or path"
    },
    "ports": {
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "type": [
          "integer",
          "string"
        ],
        "minimum": 1,
        "maximum": 65535,
        "pattern": "^[0-9]{1,5}(-[0-9]{1,5})?$",
        "description": "a port from 1 to 65535, or a range such as 29876-29877"
      },
      "description": "ports and ranges of ports"
    },
    "cloud": {
      "enum": [
        "public",
        "government",
        "china"
      ]
    },
    "protocol": {
      "enum": [
        "tcp",
        "udp"
      ]
    },
    "level": {
      "enum": [
        "required",
        "recommended"
      ],
      "description": "recommended: never required, whatever else holds (default: required)"
    },
    "feature": {
      "type": "string",
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
      "maxLength": 100,
      "description": "a feature's name has lower-case letters, digits and single hyphens"
    },
    "condition": {
      "enum": [
        "hbi",
        "compute-public-ip",
        "workspace-private-endpoint",
        "private-endpoint",
        "storage-firewall",
        "azure-monitor",
        "aks-public-api",
        "aks-gpu",
        "aks-extension"
      ],
      "description": "hbi: the workspace has high business impact; compute-public-ip: compute has a public address; workspace-private-endpoint: the workspace has a private endpoint; private-endpoint: one is in the network or a peered one; storage-firewall: a firewall or appliance is on the way to storage; azure-monitor: Azure Monitor is not behind a private link scope; aks-public-api: the cluster's API server is public; aks-gpu: the cluster has GPU nodes; aks-extension: the cluster has the Azure Machine Learning extension"
    },
    "when": {
      "anyOf": [
        {
          "$ref": "#/definitions/condition"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/definitions/condition"
          },
          "maxItems": 20
        }
      ],
      "description": "conditions that must all hold: hbi, compute-public-ip, workspace-private-endpoint, private-endpoint, storage-firewall, azure-monitor, aks-public-api, aks-gpu, aks-extension. One that the input leaves open makes the row recommended"
    },
    "source": {
      "type": "object",
      "required": [
        "document"
      ],
      "additionalProperties": false,
      "properties": {
        "document": {
          "type": "string",
          "minLength": 1,
          "description": "the document's title"
        },
        "date": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
          "description": "a date such as 2026-03-19"
        }
      },
      "description": "the document that says so, and its date"
    },
    "standIns": {
      "type": "array",
      "items": {
        "type": "object",
        "required": [
          "ports",
          "hosts"
        ],
        "additionalProperties": false,
        "properties": {
          "ports": {
            "$ref": "#/definitions/ports"
          },
          "protocols": {
            "type": "array",
            "minItems": 1,
            "items": {
              "$ref": "#/definitions/protocol"
            }
          },
          "feature": {
            "$ref": "#/definitions/feature"
          },
          "hosts": {
            "type": [
              "array",
              "object"
            ],
            "items": {
              "$ref": "#/definitions/host"
            },
            "additionalProperties": false,
            "properties": {
              "public": {
                "type": "array",
                "items": {
                  "$ref": "#/definitions/host"
                }
              },
              "government": {
                "type": "array",
                "items": {
                  "$ref": "#/definitions/host"
                }
              },
              "china": {
                "type": "array",
                "items": {
                  "$ref": "#/definitions/host"
                }
              }
            },
            "description": "a list of hosts, or one for each cloud (public, government, china)"
          }
        }
      },
      "description": "hosts that stand in for the tag, all of them together"
    },
    "row": {
      "type": "object",
      "required": [
        "id"
      ],
      "additionalProperties": false,
      "properties": {
        "id": {
          "$ref": "#/definitions/id"
        },
        "direction": {
          "enum": [
            "inbound",
            "outbound"
          ],
          "description": "default: outbound"
        },
        "protocol": {
          "$ref": "#/definitions/protocol"
        },
        "ports": {
          "$ref": "#/definitions/ports"
        },
        "extraPorts": {
          "type": "array",
          "items": {
            "type": "object",
            "required": [
              "id",
              "ports",
              "when"
            ],
            "additionalProperties": false,
            "properties": {
              "id": {
                "$ref": "#/definitions/id"
              },
              "ports": {
                "$ref": "#/definitions/ports"
              },
              "when": {
                "$ref": "#/definitions/condition"
              }
            }
          },
          "description": "ports that join the row's where a condition holds; where that is open, they are a recommended row of their own with this id"
        },
        "tag": {
          "$ref": "#/definitions/tag"
        },
        "host": {
          "$ref": "#/definitions/host"
        },
        "urlPath": {
          "type": "string",
          "minLength": 1,
          "maxLength": 2000,
          "pattern": "^[^\\s*]*\\*?$",
          "description": "the part of the host's URLs that is needed, without a leading slash; one asterisk may stand at its end"
        },
        "partOf": {
          "$ref": "#/definitions/tag",
          "description": "for a host of Microsoft's: the service tag that it is part of"
        },
        "fqdnTag": {
          "type": "string",
          "pattern": "^[A-Za-z0-9]+$",
          "maxLength": 100,
          "description": "the FQDN tag of Azure Firewall that covers this host, such as AzureKubernetesService"
        },
        "clouds": {
          "type": "array",
          "minItems": 1,
          "maxItems": 3,
          "items": {
            "$ref": "#/definitions/cloud"
          },
          "description": "the clouds in which the row is asked (public, government, china); default: all"
        },
        "byCloud": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "public": {
              "$ref": "#/definitions/byCloud"
            },
            "government": {
              "$ref": "#/definitions/byCloud"
            },
            "china": {
              "$ref": "#/definitions/byCloud"
            }
          },
          "description": "what differs in one cloud (public, government, china)"
        },
        "level": {
          "$ref": "#/definitions/level"
        },
        "when": {
          "$ref": "#/definitions/when"
        },
        "feature": {
          "type": [
            "string",
            "null"
          ],
          "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
          "maxLength": 100,
          "description": "the feature that needs the row, in lower-case letters, digits and hyphens; a name of one's own is asked where features names it. null: needed always"
        },
        "purpose": {
          "type": [
            "string",
            "object"
          ],
          "minLength": 1,
          "maxLength": 2000,
          "required": [
            "en"
          ],
          "additionalProperties": false,
          "properties": {
            "en": {
              "type": "string",
              "minLength": 1,
              "maxLength": 2000
            },
            "ko": {
              "type": "string",
              "minLength": 1,
              "maxLength": 2000
            },
            "fr": {
              "type": "string",
              "minLength": 1,
              "maxLength": 2000
            }
          },
          "description": "one sentence on what the row is for: a text, or one for each of en, ko and fr"
        },
        "source": {
          "$ref": "#/definitions/source"
        },
        "standIns": {
          "$ref": "#/definitions/standIns"
        }
      }
    },
    "byCloud": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "tag": {
          "$ref": "#/definitions/tag"
        },
        "host": {
          "$ref": "#/definitions/host"
        },
        "ports": {
          "$ref": "#/definitions/ports"
        },
        "level": {
          "$ref": "#/definitions/level"
        },
        "when": {
          "$ref": "#/definitions/when"
        }
      }
    }
  }
};
