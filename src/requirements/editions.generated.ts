/** The built-in editions and their parts, as written in requirements/. */
// Made by scripts/generate.mjs from requirements/; change it there and run npm run generate.
import type { EditionDocument } from './edition.js';

export const EDITION_DOCUMENTS: readonly EditionDocument[] = [
  {
    "edition": "2021-11",
    "title": "Required public internet access",
    "source": {
      "document": "Azure Machine Learning documentation, include file on required public internet access",
      "date": "2021-11-05"
    },
    "includes": [
      "stand-ins",
      "aks"
    ],
    "rows": [
      {
        "id": "inbound-batch-node-management",
        "direction": "inbound",
        "ports": [
          "29876-29877"
        ],
        "tag": "BatchNodeManagement",
        "purpose": {
          "en": "Azure Batch manages the nodes of compute instances and clusters through these ports, from creation to deletion.",
          "ko": "Azure Batch가 이 포트를 통해 컴퓨팅 인스턴스와 클러스터의 노드를 생성부터 삭제까지 관리합니다.",
          "fr": "Azure Batch gère par ces ports les nœuds des instances et des clusters de calcul, de leur création à leur suppression."
        }
      },
      {
        "id": "inbound-azure-machine-learning",
        "direction": "inbound",
        "ports": [
          44224
        ],
        "tag": "AzureMachineLearning",
        "purpose": {
          "en": "The service contacts compute instances on this port to set them up, change them and take them down.",
          "ko": "서비스가 이 포트로 컴퓨팅 인스턴스에 접속하여 설치하고 변경하고 제거합니다.",
          "fr": "Le service contacte les instances de calcul sur ce port pour les installer, les modifier et les retirer."
        }
      },
      {
        "id": "outbound-azure-active-directory",
        "ports": [
          80,
          443
        ],
        "tag": "AzureActiveDirectory",
        "purpose": {
          "en": "Users, computes and services sign in with Microsoft Entra ID.",
          "ko": "사용자, 컴퓨팅, 서비스가 Microsoft Entra ID로 로그인합니다.",
          "fr": "Les utilisateurs, les calculs et les services se connectent avec Microsoft Entra ID."
        }
      },
      {
        "id": "outbound-azure-machine-learning",
        "ports": [
          443
        ],
        "tag": "AzureMachineLearning",
        "purpose": {
          "en": "Computes talk to the Azure Machine Learning service itself.",
          "ko": "컴퓨팅이 Azure Machine Learning 서비스 자체와 통신합니다.",
          "fr": "Les calculs communiquent avec le service Azure Machine Learning lui-même."
        }
      },
      {
        "id": "outbound-azure-resource-manager",
        "ports": [
          443
        ],
        "tag": "AzureResourceManager",
        "purpose": {
          "en": "The workspace creates and changes Azure resources on the user's behalf.",
          "ko": "작업 영역이 사용자를 대신하여 Azure 리소스를 만들고 변경합니다.",
          "fr": "L’espace de travail crée et modifie des ressources Azure au nom de l’utilisateur."
        }
      },
      {
        "id": "outbound-storage",
        "ports": [
          443
        ],
        "tag": "Storage.<region>",
        "purpose": {
          "en": "Nodes exchange data with the storage account that Azure Batch keeps for them in the workspace's region.",
          "ko": "노드가 작업 영역의 지역에 Azure Batch가 두는 스토리지 계정과 데이터를 주고받습니다.",
          "fr": "Les nœuds échangent des données avec le compte de stockage qu’Azure Batch tient pour eux dans la région de l’espace de travail."
        }
      },
      {
        "id": "outbound-azure-front-door-frontend",
        "ports": [
          443
        ],
        "tag": "AzureFrontDoor.Frontend",
        "clouds": [
          "public",
          "government"
        ],
        "purpose": {
          "en": "Azure Machine Learning studio is entered through Azure Front Door.",
          "ko": "Azure Machine Learning 스튜디오는 Azure Front Door를 통해 열립니다.",
          "fr": "On entre dans Azure Machine Learning studio par Azure Front Door."
        }
      },
      {
        "id": "outbound-azure-container-registry",
        "ports": [
          443
        ],
        "tag": "AzureContainerRegistry.<region>",
        "purpose": {
          "en": "Computes pull Docker images that Microsoft keeps in Azure Container Registry.",
          "ko": "컴퓨팅이 Microsoft가 Azure Container Registry에 두는 Docker 이미지를 가져옵니다.",
          "fr": "Les calculs tirent des images Docker que Microsoft garde dans Azure Container Registry."
        }
      },
      {
        "id": "outbound-microsoft-container-registry",
        "ports": [
          443
        ],
        "tag": "MicrosoftContainerRegistry.<region>",
        "purpose": {
          "en": "Computes pull Microsoft's own Docker images, and Kubernetes clusters the request router, from Microsoft's registry.",
          "ko": "컴퓨팅은 Microsoft의 Docker 이미지를, Kubernetes 클러스터는 요청 라우터를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Les calculs tirent du registre de Microsoft ses images Docker, et les clusters Kubernetes le routeur de requêtes."
        }
      },
      {
        "id": "outbound-azure-key-vault",
        "ports": [
          443
        ],
        "tag": "AzureKeyVault.<region>",
        "when": "hbi",
        "purpose": {
          "en": "With high business impact, nodes fetch secrets from the key vault of the Azure Batch service behind the workspace.",
          "ko": "비즈니스 영향이 큰(HBI) 작업 영역의 노드는 그 뒤에 있는 Azure Batch 서비스의 키 자격 증명 모음에서 비밀을 가져옵니다.",
          "fr": "En mode à fort impact commercial, les nœuds prennent des secrets dans le coffre de clés du service Azure Batch derrière l’espace de travail."
        }
      },
      {
        "id": "host-anaconda-com",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "anaconda.com",
        "purpose": {
          "en": "conda installs its default packages from here.",
          "ko": "conda가 기본 패키지를 여기에서 설치합니다.",
          "fr": "conda installe d’ici ses paquets par défaut."
        }
      },
      {
        "id": "host-any-anaconda-com",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "*.anaconda.com",
        "purpose": {
          "en": "conda installs its default packages from here.",
          "ko": "conda가 기본 패키지를 여기에서 설치합니다.",
          "fr": "conda installe d’ici ses paquets par défaut."
        }
      },
      {
        "id": "host-any-anaconda-org",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "*.anaconda.org",
        "purpose": {
          "en": "conda reads the contents of its channels from here.",
          "ko": "conda가 채널의 내용을 여기에서 읽습니다.",
          "fr": "conda lit d’ici le contenu de ses canaux."
        }
      },
      {
        "id": "host-pypi-org",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "pypi.org",
        "purpose": {
          "en": "pip looks dependencies up in the public index, unless the user's settings name another one.",
          "ko": "사용자 설정이 다른 인덱스를 지정하지 않으면 pip이 공용 인덱스에서 종속성을 찾습니다.",
          "fr": "pip cherche les dépendances dans l’index public, sauf si les réglages de l’utilisateur en nomment un autre."
        }
      },
      {
        "id": "host-any-pythonhosted-org",
        "feature": "python",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "*.pythonhosted.org",
        "purpose": {
          "en": "pip downloads package files from here where the user's settings replace the default index.",
          "ko": "사용자 설정이 기본 인덱스를 바꾸면 pip이 패키지 파일을 여기에서 내려받습니다.",
          "fr": "pip télécharge d’ici les fichiers des paquets quand les réglages de l’utilisateur remplacent l’index par défaut."
        }
      },
      {
        "id": "host-cloud-r-project-org",
        "feature": "r",
        "ports": [
          443
        ],
        "host": "cloud.r-project.org",
        "purpose": {
          "en": "R installs packages from the CRAN mirror.",
          "ko": "R이 CRAN 미러에서 패키지를 설치합니다.",
          "fr": "R installe des paquets depuis le miroir du CRAN."
        }
      },
      {
        "id": "host-any-pytorch-org",
        "feature": "pytorch",
        "ports": [
          443
        ],
        "host": "*pytorch.org",
        "purpose": {
          "en": "Examples that use PyTorch download packages and data from here.",
          "ko": "PyTorch를 쓰는 예제가 패키지와 데이터를 여기에서 내려받습니다.",
          "fr": "Des exemples qui utilisent PyTorch téléchargent d’ici des paquets et des données."
        }
      },
      {
        "id": "host-any-tensorflow-org",
        "feature": "tensorflow",
        "ports": [
          443
        ],
        "host": "*.tensorflow.org",
        "purpose": {
          "en": "Examples that use TensorFlow download packages and data from here.",
          "ko": "TensorFlow를 쓰는 예제가 패키지와 데이터를 여기에서 내려받습니다.",
          "fr": "Des exemples qui utilisent TensorFlow téléchargent d’ici des paquets et des données."
        }
      },
      {
        "id": "host-update-code-visualstudio-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "update.code.visualstudio.com",
        "purpose": {
          "en": "The set-up script of a compute instance downloads the Visual Studio Code server from here.",
          "ko": "컴퓨팅 인스턴스의 설치 스크립트가 Visual Studio Code 서버를 여기에서 내려받습니다.",
          "fr": "Le script d’installation d’une instance de calcul télécharge d’ici le serveur de Visual Studio Code."
        }
      },
      {
        "id": "host-any-vo-msecnd-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vo.msecnd.net",
        "purpose": {
          "en": "The set-up script of a compute instance downloads the Visual Studio Code server from here.",
          "ko": "컴퓨팅 인스턴스의 설치 스크립트가 Visual Studio Code 서버를 여기에서 내려받습니다.",
          "fr": "Le script d’installation d’une instance de calcul télécharge d’ici le serveur de Visual Studio Code."
        }
      },
      {
        "id": "host-raw-githubusercontent-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "raw.githubusercontent.com",
        "urlPath": "microsoft/vscode-tools-for-ai/master/azureml_remote_websocket_server/*",
        "purpose": {
          "en": "A compute instance downloads the relay from here that joins Visual Studio Code on the desktop to the server on the instance.",
          "ko": "데스크톱의 Visual Studio Code와 인스턴스의 서버를 잇는 중계 프로그램을 컴퓨팅 인스턴스가 여기에서 내려받습니다.",
          "fr": "Une instance de calcul télécharge d’ici le relais qui joint Visual Studio Code sur le poste au serveur sur l’instance."
        }
      }
    ]
  },
  {
    "edition": "2026-03",
    "title": "Configure inbound and outbound network traffic",
    "source": {
      "document": "Configure inbound and outbound network traffic (Azure Machine Learning)",
      "date": "2026-03-19"
    },
    "includes": [
      "stand-ins",
      "aks"
    ],
    "rows": [
      {
        "id": "inbound-azure-machine-learning",
        "direction": "inbound",
        "ports": [
          44224
        ],
        "tag": "AzureMachineLearning",
        "when": "compute-public-ip",
        "purpose": {
          "en": "The service manages compute instances and clusters that have a public address through this port.",
          "ko": "서비스가 이 포트를 통해 공용 주소가 있는 컴퓨팅 인스턴스와 클러스터를 관리합니다.",
          "fr": "Le service gère par ce port les instances et les clusters de calcul qui ont une adresse publique."
        }
      },
      {
        "id": "inbound-vscode-server",
        "direction": "inbound",
        "feature": "vscode-ports",
        "level": "recommended",
        "ports": [
          "8704-8710"
        ],
        "tag": "VirtualNetwork",
        "purpose": {
          "en": "The Visual Studio Code server on a compute instance listens on the first of these ports that is free.",
          "ko": "컴퓨팅 인스턴스의 Visual Studio Code 서버가 이 포트 가운데 비어 있는 첫 번째 포트에서 수신 대기합니다.",
          "fr": "Le serveur de Visual Studio Code d’une instance de calcul écoute sur le premier de ces ports qui est libre."
        }
      },
      {
        "id": "outbound-azure-active-directory",
        "ports": [
          80,
          443
        ],
        "tag": "AzureActiveDirectory",
        "purpose": {
          "en": "Users, computes and services sign in with Microsoft Entra ID.",
          "ko": "사용자, 컴퓨팅, 서비스가 Microsoft Entra ID로 로그인합니다.",
          "fr": "Les utilisateurs, les calculs et les services se connectent avec Microsoft Entra ID."
        }
      },
      {
        "id": "outbound-azure-machine-learning",
        "ports": [
          443
        ],
        "extraPorts": [
          {
            "id": "outbound-azure-machine-learning-private",
            "ports": [
              8787,
              18881
            ],
            "when": "workspace-private-endpoint"
          }
        ],
        "tag": "AzureMachineLearning",
        "purpose": {
          "en": "Computes talk to the Azure Machine Learning service itself, and through a private endpoint to RStudio and the language server too.",
          "ko": "컴퓨팅이 Azure Machine Learning 서비스 자체와, 프라이빗 엔드포인트가 있으면 RStudio 및 언어 서버와도 통신합니다.",
          "fr": "Les calculs communiquent avec le service Azure Machine Learning et, par un point de terminaison privé, avec RStudio et le serveur de langage."
        }
      },
      {
        "id": "outbound-azure-machine-learning-udp",
        "protocol": "udp",
        "ports": [
          5831
        ],
        "tag": "AzureMachineLearning",
        "purpose": {
          "en": "Compute instances keep their connection to the Azure Machine Learning service over UDP.",
          "ko": "컴퓨팅 인스턴스가 UDP로 Azure Machine Learning 서비스와 연결을 유지합니다.",
          "fr": "Les instances de calcul tiennent par UDP leur connexion au service Azure Machine Learning."
        }
      },
      {
        "id": "outbound-batch-node-management",
        "ports": [
          443
        ],
        "tag": "BatchNodeManagement.<region>",
        "purpose": {
          "en": "Nodes report to the Azure Batch service that runs them.",
          "ko": "노드가 자신을 실행하는 Azure Batch 서비스에 보고합니다.",
          "fr": "Les nœuds rendent compte au service Azure Batch qui les fait tourner."
        }
      },
      {
        "id": "outbound-azure-resource-manager",
        "ports": [
          443
        ],
        "tag": "AzureResourceManager",
        "purpose": {
          "en": "The workspace creates and changes Azure resources on the user's behalf.",
          "ko": "작업 영역이 사용자를 대신하여 Azure 리소스를 만들고 변경합니다.",
          "fr": "L’espace de travail crée et modifie des ressources Azure au nom de l’utilisateur."
        }
      },
      {
        "id": "outbound-storage",
        "ports": [
          443
        ],
        "extraPorts": [
          {
            "id": "outbound-storage-smb",
            "ports": [
              445
            ],
            "when": "storage-firewall"
          }
        ],
        "tag": "Storage.<region>",
        "purpose": {
          "en": "Nodes exchange data with the storage accounts of their region; the tag covers everybody's accounts, so data can leave this way unless service endpoint policies narrow it.",
          "ko": "노드가 해당 지역의 스토리지 계정과 데이터를 주고받습니다. 이 태그는 모든 사용자의 계정을 포함하므로 서비스 엔드포인트 정책으로 좁히지 않으면 데이터가 유출될 수 있습니다.",
          "fr": "Les nœuds échangent des données avec les comptes de stockage de leur région ; l’étiquette couvre les comptes de tous, et des données peuvent donc sortir par là tant que des stratégies de point de terminaison de service ne la restreignent pas."
        }
      },
      {
        "id": "outbound-azure-front-door-frontend",
        "ports": [
          443
        ],
        "tag": "AzureFrontDoor.Frontend",
        "clouds": [
          "public",
          "government"
        ],
        "purpose": {
          "en": "Azure Machine Learning studio is entered through Azure Front Door, and automated machine learning takes its images and environments there.",
          "ko": "Azure Machine Learning 스튜디오가 Azure Front Door를 통해 열리고, 자동화된 ML이 이미지와 환경을 여기에서 가져옵니다.",
          "fr": "On entre dans Azure Machine Learning studio par Azure Front Door, et le ML automatisé y prend ses images et ses environnements."
        }
      },
      {
        "id": "outbound-microsoft-container-registry",
        "ports": [
          443
        ],
        "tag": "MicrosoftContainerRegistry",
        "purpose": {
          "en": "Computes pull Microsoft's own Docker images from Microsoft's registry.",
          "ko": "컴퓨팅이 Microsoft의 Docker 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Les calculs tirent du registre de Microsoft ses images Docker."
        }
      },
      {
        "id": "outbound-azure-front-door-first-party",
        "ports": [
          443
        ],
        "tag": "AzureFrontDoor.FirstParty",
        "clouds": [
          "public"
        ],
        "purpose": {
          "en": "Microsoft's registry hands out the layers of its images through Azure Front Door.",
          "ko": "Microsoft의 레지스트리가 이미지 레이어를 Azure Front Door를 통해 내보냅니다.",
          "fr": "Le registre de Microsoft délivre les couches de ses images par Azure Front Door."
        }
      },
      {
        "id": "outbound-azure-monitor",
        "ports": [
          443
        ],
        "tag": "AzureMonitor",
        "when": "azure-monitor",
        "purpose": {
          "en": "Logs and metrics go to Azure Monitor, which also keeps what Microsoft's support needs to look into an incident.",
          "ko": "로그와 메트릭이 Azure Monitor로 전송되며, Microsoft 지원이 문제를 조사하는 데 필요한 내용도 여기에 보관됩니다.",
          "fr": "Les journaux et les métriques vont à Azure Monitor, qui garde aussi ce dont le support de Microsoft a besoin pour examiner un incident."
        }
      },
      {
        "id": "outbound-virtual-network",
        "ports": [
          443
        ],
        "tag": "VirtualNetwork",
        "when": "private-endpoint",
        "purpose": {
          "en": "Computes reach the private endpoints of this network and of the networks peered with it.",
          "ko": "컴퓨팅이 이 네트워크와 피어링된 네트워크의 프라이빗 엔드포인트에 연결합니다.",
          "fr": "Les calculs atteignent les points de terminaison privés de ce réseau et des réseaux appairés."
        }
      },
      {
        "id": "outbound-azure-key-vault",
        "ports": [
          443
        ],
        "tag": "AzureKeyVault.<region>",
        "when": "hbi",
        "purpose": {
          "en": "With high business impact, nodes fetch secrets from the key vault of the Azure Batch service behind the workspace.",
          "ko": "비즈니스 영향이 큰(HBI) 작업 영역의 노드는 그 뒤에 있는 Azure Batch 서비스의 키 자격 증명 모음에서 비밀을 가져옵니다.",
          "fr": "En mode à fort impact commercial, les nœuds prennent des secrets dans le coffre de clés du service Azure Batch derrière l’espace de travail."
        }
      },
      {
        "id": "host-anaconda-com",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "anaconda.com",
        "purpose": {
          "en": "conda installs its default packages from here.",
          "ko": "conda가 기본 패키지를 여기에서 설치합니다.",
          "fr": "conda installe d’ici ses paquets par défaut."
        }
      },
      {
        "id": "host-any-anaconda-com",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "*.anaconda.com",
        "purpose": {
          "en": "conda installs its default packages from here.",
          "ko": "conda가 기본 패키지를 여기에서 설치합니다.",
          "fr": "conda installe d’ici ses paquets par défaut."
        }
      },
      {
        "id": "host-any-anaconda-org",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "*.anaconda.org",
        "purpose": {
          "en": "conda reads the contents of its channels from here.",
          "ko": "conda가 채널의 내용을 여기에서 읽습니다.",
          "fr": "conda lit d’ici le contenu de ses canaux."
        }
      },
      {
        "id": "host-pypi-org",
        "feature": "python",
        "ports": [
          443
        ],
        "host": "pypi.org",
        "purpose": {
          "en": "pip looks dependencies up in the public index, unless the user's settings name another one.",
          "ko": "사용자 설정이 다른 인덱스를 지정하지 않으면 pip이 공용 인덱스에서 종속성을 찾습니다.",
          "fr": "pip cherche les dépendances dans l’index public, sauf si les réglages de l’utilisateur en nomment un autre."
        }
      },
      {
        "id": "host-any-pythonhosted-org",
        "feature": "python",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "*.pythonhosted.org",
        "purpose": {
          "en": "pip downloads package files from here where the user's settings replace the default index.",
          "ko": "사용자 설정이 기본 인덱스를 바꾸면 pip이 패키지 파일을 여기에서 내려받습니다.",
          "fr": "pip télécharge d’ici les fichiers des paquets quand les réglages de l’utilisateur remplacent l’index par défaut."
        }
      },
      {
        "id": "host-pytorch-org",
        "feature": "pytorch",
        "ports": [
          443
        ],
        "host": "pytorch.org",
        "purpose": {
          "en": "Examples that use PyTorch download packages and data from here.",
          "ko": "PyTorch를 쓰는 예제가 패키지와 데이터를 여기에서 내려받습니다.",
          "fr": "Des exemples qui utilisent PyTorch téléchargent d’ici des paquets et des données."
        }
      },
      {
        "id": "host-any-pytorch-org",
        "feature": "pytorch",
        "ports": [
          443
        ],
        "host": "*.pytorch.org",
        "purpose": {
          "en": "Examples that use PyTorch download packages and data from here.",
          "ko": "PyTorch를 쓰는 예제가 패키지와 데이터를 여기에서 내려받습니다.",
          "fr": "Des exemples qui utilisent PyTorch téléchargent d’ici des paquets et des données."
        }
      },
      {
        "id": "host-any-tensorflow-org",
        "feature": "tensorflow",
        "ports": [
          443
        ],
        "host": "*.tensorflow.org",
        "purpose": {
          "en": "Examples that use TensorFlow download packages and data from here.",
          "ko": "TensorFlow를 쓰는 예제가 패키지와 데이터를 여기에서 내려받습니다.",
          "fr": "Des exemples qui utilisent TensorFlow téléchargent d’ici des paquets et des données."
        }
      },
      {
        "id": "host-cloud-r-project-org",
        "feature": "r",
        "ports": [
          443
        ],
        "host": "cloud.r-project.org",
        "purpose": {
          "en": "R installs packages from the CRAN mirror.",
          "ko": "R이 CRAN 미러에서 패키지를 설치합니다.",
          "fr": "R installe des paquets depuis le miroir du CRAN."
        }
      },
      {
        "id": "host-ghcr-io",
        "feature": "rstudio",
        "ports": [
          443
        ],
        "host": "ghcr.io",
        "purpose": {
          "en": "A compute instance pulls the Docker image of RStudio from GitHub's registry.",
          "ko": "컴퓨팅 인스턴스가 RStudio의 Docker 이미지를 GitHub 레지스트리에서 가져옵니다.",
          "fr": "Une instance de calcul tire l’image Docker de RStudio du registre de GitHub."
        }
      },
      {
        "id": "host-pkg-containers-githubusercontent-com",
        "feature": "rstudio",
        "ports": [
          443
        ],
        "host": "pkg-containers.githubusercontent.com",
        "purpose": {
          "en": "A compute instance pulls the Docker image of RStudio from GitHub's registry.",
          "ko": "컴퓨팅 인스턴스가 RStudio의 Docker 이미지를 GitHub 레지스트리에서 가져옵니다.",
          "fr": "Une instance de calcul tire l’image Docker de RStudio du registre de GitHub."
        }
      },
      {
        "id": "host-automlresources-prod-azureedge-net",
        "feature": "automl",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "automlresources-prod.azureedge.net",
        "partOf": "AzureMachineLearning",
        "purpose": {
          "en": "Automated machine learning for language and vision downloads its models and resources from here.",
          "ko": "언어 및 비전용 자동화된 ML이 모델과 리소스를 여기에서 내려받습니다.",
          "fr": "Le ML automatisé pour le langage et la vision télécharge d’ici ses modèles et ses ressources."
        }
      },
      {
        "id": "host-aka-ms",
        "feature": "automl",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "aka.ms",
        "partOf": "AzureMachineLearning",
        "purpose": {
          "en": "Automated machine learning for language and vision downloads its models and resources from here.",
          "ko": "언어 및 비전용 자동화된 ML이 모델과 리소스를 여기에서 내려받습니다.",
          "fr": "Le ML automatisé pour le langage et la vision télécharge d’ici ses modèles et ses ressources."
        }
      },
      {
        "id": "host-any-vscode-dev",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vscode.dev",
        "purpose": {
          "en": "Visual Studio Code for the Web is loaded from here and asks here which of its features are on.",
          "ko": "웹용 Visual Studio Code가 여기에서 로드되고 어떤 기능을 켤지 여기에 묻습니다.",
          "fr": "Visual Studio Code pour le web se charge d’ici et y demande lesquelles de ses fonctions sont actives."
        }
      },
      {
        "id": "host-any-vscode-unpkg-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vscode-unpkg.net",
        "purpose": {
          "en": "Visual Studio Code for the Web is loaded from here and asks here which of its features are on.",
          "ko": "웹용 Visual Studio Code가 여기에서 로드되고 어떤 기능을 켤지 여기에 묻습니다.",
          "fr": "Visual Studio Code pour le web se charge d’ici et y demande lesquelles de ses fonctions sont actives."
        }
      },
      {
        "id": "host-any-vscode-cdn-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vscode-cdn.net",
        "purpose": {
          "en": "Visual Studio Code for the Web is loaded from here and asks here which of its features are on.",
          "ko": "웹용 Visual Studio Code가 여기에서 로드되고 어떤 기능을 켤지 여기에 묻습니다.",
          "fr": "Visual Studio Code pour le web se charge d’ici et y demande lesquelles de ses fonctions sont actives."
        }
      },
      {
        "id": "host-any-vscodeexperiments-azureedge-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vscodeexperiments.azureedge.net",
        "purpose": {
          "en": "Visual Studio Code for the Web is loaded from here and asks here which of its features are on.",
          "ko": "웹용 Visual Studio Code가 여기에서 로드되고 어떤 기능을 켤지 여기에 묻습니다.",
          "fr": "Visual Studio Code pour le web se charge d’ici et y demande lesquelles de ses fonctions sont actives."
        }
      },
      {
        "id": "host-default-exp-tas-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "default.exp-tas.com",
        "purpose": {
          "en": "Visual Studio Code for the Web is loaded from here and asks here which of its features are on.",
          "ko": "웹용 Visual Studio Code가 여기에서 로드되고 어떤 기능을 켤지 여기에 묻습니다.",
          "fr": "Visual Studio Code pour le web se charge d’ici et y demande lesquelles de ses fonctions sont actives."
        }
      },
      {
        "id": "host-code-visualstudio-com",
        "feature": "vscode",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "code.visualstudio.com",
        "purpose": {
          "en": "The desktop application Visual Studio Code is downloaded from here; the web version does without.",
          "ko": "데스크톱용 Visual Studio Code를 여기에서 내려받습니다. 웹 버전에는 필요하지 않습니다.",
          "fr": "L’application de bureau Visual Studio Code se télécharge d’ici ; la version web s’en passe."
        }
      },
      {
        "id": "host-update-code-visualstudio-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "update.code.visualstudio.com",
        "purpose": {
          "en": "The set-up script of a compute instance downloads the Visual Studio Code server from here.",
          "ko": "컴퓨팅 인스턴스의 설치 스크립트가 Visual Studio Code 서버를 여기에서 내려받습니다.",
          "fr": "Le script d’installation d’une instance de calcul télécharge d’ici le serveur de Visual Studio Code."
        }
      },
      {
        "id": "host-any-vo-msecnd-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.vo.msecnd.net",
        "purpose": {
          "en": "The set-up script of a compute instance downloads the Visual Studio Code server from here.",
          "ko": "컴퓨팅 인스턴스의 설치 스크립트가 Visual Studio Code 서버를 여기에서 내려받습니다.",
          "fr": "Le script d’installation d’une instance de calcul télécharge d’ici le serveur de Visual Studio Code."
        }
      },
      {
        "id": "host-vscode-download-prss-microsoft-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "vscode.download.prss.microsoft.com",
        "purpose": {
          "en": "The set-up script of a compute instance downloads the Visual Studio Code server from here.",
          "ko": "컴퓨팅 인스턴스의 설치 스크립트가 Visual Studio Code 서버를 여기에서 내려받습니다.",
          "fr": "Le script d’installation d’une instance de calcul télécharge d’ici le serveur de Visual Studio Code."
        }
      },
      {
        "id": "host-marketplace-visualstudio-com",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "marketplace.visualstudio.com",
        "purpose": {
          "en": "Visual Studio Code finds and downloads extensions here, the one for Azure Machine Learning among them.",
          "ko": "Visual Studio Code가 Azure Machine Learning 확장을 비롯한 확장을 여기에서 찾아 내려받습니다.",
          "fr": "Visual Studio Code trouve et télécharge ici ses extensions, dont celle d’Azure Machine Learning."
        }
      },
      {
        "id": "host-vscode-blob-core-windows-net",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "vscode.blob.core.windows.net",
        "purpose": {
          "en": "Visual Studio Code finds and downloads extensions here, the one for Azure Machine Learning among them.",
          "ko": "Visual Studio Code가 Azure Machine Learning 확장을 비롯한 확장을 여기에서 찾아 내려받습니다.",
          "fr": "Visual Studio Code trouve et télécharge ici ses extensions, dont celle d’Azure Machine Learning."
        }
      },
      {
        "id": "host-any-gallerycdn-vsassets-io",
        "feature": "vscode",
        "ports": [
          443
        ],
        "host": "*.gallerycdn.vsassets.io",
        "purpose": {
          "en": "Visual Studio Code finds and downloads extensions here, the one for Azure Machine Learning among them.",
          "ko": "Visual Studio Code가 Azure Machine Learning 확장을 비롯한 확장을 여기에서 찾아 내려받습니다.",
          "fr": "Visual Studio Code trouve et télécharge ici ses extensions, dont celle d’Azure Machine Learning."
        }
      },
      {
        "id": "host-github-com",
        "feature": "vscode",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "github.com",
        "urlPath": "microsoft/vscode-tools-for-ai/tree/master/azureml_remote_websocket_server/*",
        "purpose": {
          "en": "A compute that runs an interactive job downloads the relay from here that joins Visual Studio Code to it.",
          "ko": "대화형 작업을 실행하는 컴퓨팅이 Visual Studio Code와 연결하는 중계 프로그램을 여기에서 내려받습니다.",
          "fr": "Un calcul qui exécute un travail interactif télécharge d’ici le relais qui le joint à Visual Studio Code."
        }
      },
      {
        "id": "host-kubernetes-kusto",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "*.kusto.windows.net",
        "purpose": {
          "en": "A cluster used as compute uploads its system logs here.",
          "ko": "컴퓨팅으로 쓰는 클러스터가 시스템 로그를 여기에 올립니다.",
          "fr": "Un cluster utilisé comme calcul dépose ici ses journaux système."
        }
      },
      {
        "id": "host-kubernetes-table",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "*.table.core.windows.net",
        "partOf": "Storage.<region>",
        "purpose": {
          "en": "A cluster used as compute uploads its system logs here.",
          "ko": "컴퓨팅으로 쓰는 클러스터가 시스템 로그를 여기에 올립니다.",
          "fr": "Un cluster utilisé comme calcul dépose ici ses journaux système."
        }
      },
      {
        "id": "host-kubernetes-queue",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "*.queue.core.windows.net",
        "partOf": "Storage.<region>",
        "purpose": {
          "en": "A cluster used as compute uploads its system logs here.",
          "ko": "컴퓨팅으로 쓰는 클러스터가 시스템 로그를 여기에 올립니다.",
          "fr": "Un cluster utilisé comme calcul dépose ici ses journaux système."
        }
      },
      {
        "id": "host-kubernetes-container-registry",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<acr>.azurecr.io",
        "purpose": {
          "en": "The cluster pulls the images of training and inference from the workspace's container registry.",
          "ko": "클러스터가 학습 및 추론 이미지를 작업 영역의 컨테이너 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’entraînement et d’inférence du registre de conteneurs de l’espace de travail."
        }
      },
      {
        "id": "host-kubernetes-container-registry-data",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<acr>.<region>.data.azurecr.io",
        "purpose": {
          "en": "The cluster pulls the images of training and inference from the workspace's container registry.",
          "ko": "클러스터가 학습 및 추론 이미지를 작업 영역의 컨테이너 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’entraînement et d’inférence du registre de conteneurs de l’espace de travail."
        }
      },
      {
        "id": "host-kubernetes-storage",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<storage>.blob.core.windows.net",
        "partOf": "Storage.<region>",
        "purpose": {
          "en": "The cluster reads scripts, data and models from the workspace's storage account and writes logs and results to it.",
          "ko": "클러스터가 작업 영역의 스토리지 계정에서 스크립트, 데이터, 모델을 읽고 로그와 결과를 씁니다.",
          "fr": "Le cluster lit scripts, données et modèles dans le compte de stockage de l’espace de travail et y écrit journaux et résultats."
        }
      },
      {
        "id": "host-kubernetes-workspace",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<workspace-id>.workspace.<region>.api.azureml.ms",
        "partOf": "AzureMachineLearning",
        "purpose": {
          "en": "The cluster calls the interfaces of the Azure Machine Learning service in the workspace's region.",
          "ko": "클러스터가 작업 영역의 지역에 있는 Azure Machine Learning 서비스의 인터페이스를 호출합니다.",
          "fr": "Le cluster appelle les interfaces du service Azure Machine Learning dans la région de l’espace de travail."
        }
      },
      {
        "id": "host-kubernetes-experiments",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<region>.experiments.azureml.net",
        "partOf": "AzureMachineLearning",
        "purpose": {
          "en": "The cluster calls the interfaces of the Azure Machine Learning service in the workspace's region.",
          "ko": "클러스터가 작업 영역의 지역에 있는 Azure Machine Learning 서비스의 인터페이스를 호출합니다.",
          "fr": "Le cluster appelle les interfaces du service Azure Machine Learning dans la région de l’espace de travail."
        }
      },
      {
        "id": "host-kubernetes-api",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "<region>.api.azureml.ms",
        "partOf": "AzureMachineLearning",
        "purpose": {
          "en": "The cluster calls the interfaces of the Azure Machine Learning service in the workspace's region.",
          "ko": "클러스터가 작업 영역의 지역에 있는 Azure Machine Learning 서비스의 인터페이스를 호출합니다.",
          "fr": "Le cluster appelle les interfaces du service Azure Machine Learning dans la région de l’espace de travail."
        }
      },
      {
        "id": "host-kubernetes-pypi-org",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "pypi.org",
        "purpose": {
          "en": "A training job on the cluster installs Python packages from the public index into its environment.",
          "ko": "클러스터의 학습 작업이 공용 인덱스의 Python 패키지를 환경에 설치합니다.",
          "fr": "Un travail d’entraînement sur le cluster installe dans son environnement des paquets Python de l’index public."
        }
      },
      {
        "id": "host-kubernetes-archive-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "archive.ubuntu.com",
        "purpose": {
          "en": "Images of training jobs get security updates of Ubuntu from here.",
          "ko": "학습 작업의 이미지가 Ubuntu 보안 업데이트를 여기에서 받습니다.",
          "fr": "Les images des travaux d’entraînement reçoivent d’ici les correctifs de sécurité d’Ubuntu."
        }
      },
      {
        "id": "host-kubernetes-security-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "security.ubuntu.com",
        "purpose": {
          "en": "Images of training jobs get security updates of Ubuntu from here.",
          "ko": "학습 작업의 이미지가 Ubuntu 보안 업데이트를 여기에서 받습니다.",
          "fr": "Les images des travaux d’entraînement reçoivent d’ici les correctifs de sécurité d’Ubuntu."
        }
      },
      {
        "id": "host-kubernetes-ppa-launchpad-net",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "ppa.launchpad.net",
        "purpose": {
          "en": "Images of training jobs get security updates of Ubuntu from here.",
          "ko": "학습 작업의 이미지가 Ubuntu 보안 업데이트를 여기에서 받습니다.",
          "fr": "Les images des travaux d’entraînement reçoivent d’ici les correctifs de sécurité d’Ubuntu."
        }
      }
    ]
  }
];


export const PART_DOCUMENTS: readonly EditionDocument[] = [
  {
    "edition": "aks",
    "source": {
      "document": "Outbound network and FQDN rules for AKS clusters",
      "date": "2026-06-18"
    },
    "rows": [
      {
        "id": "outbound-aks-tunnel-udp",
        "feature": "aks",
        "protocol": "udp",
        "ports": [
          1194
        ],
        "tag": "AzureCloud.<region>",
        "byCloud": {
          "public": {
            "level": "recommended",
            "when": "aks-public-api"
          }
        },
        "purpose": {
          "en": "Nodes keep the tunnel to the control plane of the cluster open.",
          "ko": "노드가 클러스터의 컨트롤 플레인으로 가는 터널을 유지합니다.",
          "fr": "Les nœuds maintiennent le tunnel vers le plan de contrôle du cluster."
        }
      },
      {
        "id": "outbound-aks-tunnel-tcp",
        "feature": "aks",
        "ports": [
          9000
        ],
        "tag": "AzureCloud.<region>",
        "byCloud": {
          "public": {
            "level": "recommended",
            "when": "aks-public-api"
          }
        },
        "purpose": {
          "en": "Nodes keep the tunnel to the control plane of the cluster open.",
          "ko": "노드가 클러스터의 컨트롤 플레인으로 가는 터널을 유지합니다.",
          "fr": "Les nœuds maintiennent le tunnel vers le plan de contrôle du cluster."
        }
      },
      {
        "id": "outbound-aks-tunnel-ssh",
        "feature": "aks",
        "clouds": [
          "china"
        ],
        "ports": [
          22
        ],
        "tag": "AzureCloud.<region>",
        "purpose": {
          "en": "Nodes keep the tunnel to the control plane of the cluster open.",
          "ko": "노드가 클러스터의 컨트롤 플레인으로 가는 터널을 유지합니다.",
          "fr": "Les nœuds maintiennent le tunnel vers le plan de contrôle du cluster."
        }
      },
      {
        "id": "outbound-aks-api-server",
        "feature": "aks",
        "level": "recommended",
        "when": "aks-public-api",
        "ports": [
          443
        ],
        "tag": "AzureCloud.<region>",
        "purpose": {
          "en": "Pods that call the Kubernetes API reach the API server at its public address.",
          "ko": "Kubernetes API를 호출하는 파드가 공용 주소로 API 서버에 연결합니다.",
          "fr": "Les pods qui appellent l’API Kubernetes joignent le serveur d’API à son adresse publique."
        }
      },
      {
        "id": "outbound-aks-monitor",
        "feature": "aks",
        "level": "recommended",
        "when": "azure-monitor",
        "ports": [
          443
        ],
        "tag": "AzureMonitor",
        "standIns": [
          {
            "ports": [
              443
            ],
            "hosts": {
              "public": [
                "*.ods.opinsights.azure.com",
                "*.oms.opinsights.azure.com",
                "dc.services.visualstudio.com",
                "*.in.applicationinsights.azure.com",
                "*.monitoring.azure.com",
                "login.microsoftonline.com",
                "global.handler.control.monitor.azure.com",
                "<region>.handler.control.monitor.azure.com",
                "*.ingest.monitor.azure.com",
                "*.metrics.ingest.monitor.azure.com"
              ]
            }
          }
        ],
        "purpose": {
          "en": "The monitoring add-on of the cluster sends logs and metrics to Azure Monitor.",
          "ko": "클러스터의 모니터링 추가 기능이 로그와 메트릭을 Azure Monitor로 보냅니다.",
          "fr": "Le module de surveillance du cluster envoie journaux et métriques à Azure Monitor."
        }
      },
      {
        "id": "host-aks-api-server",
        "feature": "aks",
        "ports": [
          443
        ],
        "byCloud": {
          "public": {
            "host": "*.hcp.<region>.azmk8s.io",
            "when": "aks-public-api"
          },
          "government": {
            "host": "*.hcp.<region>.cx.aks.containerservice.azure.us"
          },
          "china": {
            "host": "*.hcp.<region>.cx.prod.service.azk8s.cn"
          }
        },
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes and the API server of the cluster talk to each other.",
          "ko": "노드와 클러스터의 API 서버가 서로 통신합니다.",
          "fr": "Les nœuds et le serveur d’API du cluster communiquent entre eux."
        }
      },
      {
        "id": "host-aks-api-server-tunnel",
        "feature": "aks",
        "clouds": [
          "china"
        ],
        "ports": [
          443
        ],
        "host": "*.tun.<region>.cx.prod.service.azk8s.cn",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes and the API server of the cluster talk to each other.",
          "ko": "노드와 클러스터의 API 서버가 서로 통신합니다.",
          "fr": "Les nœuds et le serveur d’API du cluster communiquent entre eux."
        }
      },
      {
        "id": "host-aks-mcr-microsoft-com",
        "feature": "aks",
        "ports": [
          443
        ],
        "host": "mcr.microsoft.com",
        "partOf": "MicrosoftContainerRegistry",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls its system images from Microsoft's registry.",
          "ko": "클러스터가 시스템 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire ses images système du registre de Microsoft."
        }
      },
      {
        "id": "host-aks-any-data-mcr-microsoft-com",
        "feature": "aks",
        "ports": [
          443
        ],
        "host": "*.data.mcr.microsoft.com",
        "partOf": "MicrosoftContainerRegistry",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls its system images from Microsoft's registry.",
          "ko": "클러스터가 시스템 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire ses images système du registre de Microsoft."
        }
      },
      {
        "id": "host-aks-mcr-msedge-net",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "ports": [
          443
        ],
        "host": "mcr-0001.mcr-msedge.net",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls its system images from Microsoft's registry.",
          "ko": "클러스터가 시스템 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire ses images système du registre de Microsoft."
        }
      },
      {
        "id": "host-aks-mcr-azure-cn",
        "feature": "aks",
        "clouds": [
          "china"
        ],
        "ports": [
          443
        ],
        "host": "mcr.azure.cn",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls its system images from Microsoft's registry.",
          "ko": "클러스터가 시스템 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire ses images système du registre de Microsoft."
        }
      },
      {
        "id": "host-aks-any-data-mcr-azure-cn",
        "feature": "aks",
        "clouds": [
          "china"
        ],
        "ports": [
          443
        ],
        "host": "*.data.mcr.azure.cn",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls its system images from Microsoft's registry.",
          "ko": "클러스터가 시스템 이미지를 Microsoft의 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire ses images système du registre de Microsoft."
        }
      },
      {
        "id": "host-aks-resource-manager",
        "feature": "aks",
        "ports": [
          443
        ],
        "byCloud": {
          "public": {
            "host": "management.azure.com"
          },
          "government": {
            "host": "management.usgovcloudapi.net"
          },
          "china": {
            "host": "management.chinacloudapi.cn"
          }
        },
        "partOf": "AzureResourceManager",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster manages load balancers, disks and other Azure resources of its own.",
          "ko": "클러스터가 부하 분산 장치, 디스크 등 자신의 Azure 리소스를 관리합니다.",
          "fr": "Le cluster gère ses équilibreurs de charge, ses disques et ses autres ressources Azure."
        }
      },
      {
        "id": "host-aks-entra-id",
        "feature": "aks",
        "ports": [
          443
        ],
        "byCloud": {
          "public": {
            "host": "login.microsoftonline.com"
          },
          "government": {
            "host": "login.microsoftonline.us"
          },
          "china": {
            "host": "login.chinacloudapi.cn"
          }
        },
        "partOf": "AzureActiveDirectory",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster's identities sign in with Microsoft Entra ID.",
          "ko": "클러스터의 ID가 Microsoft Entra ID로 로그인합니다.",
          "fr": "Les identités du cluster se connectent avec Microsoft Entra ID."
        }
      },
      {
        "id": "host-aks-packages-microsoft-com",
        "feature": "aks",
        "ports": [
          443
        ],
        "host": "packages.microsoft.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes download the packages that make them Kubernetes nodes.",
          "ko": "노드가 Kubernetes 노드로 동작하는 데 필요한 패키지를 내려받습니다.",
          "fr": "Les nœuds téléchargent les paquets qui font d’eux des nœuds Kubernetes."
        }
      },
      {
        "id": "host-aks-acs-mirror-azureedge-net",
        "feature": "aks",
        "clouds": [
          "public",
          "government"
        ],
        "ports": [
          443
        ],
        "host": "acs-mirror.azureedge.net",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes download the packages that make them Kubernetes nodes.",
          "ko": "노드가 Kubernetes 노드로 동작하는 데 필요한 패키지를 내려받습니다.",
          "fr": "Les nœuds téléchargent les paquets qui font d’eux des nœuds Kubernetes."
        }
      },
      {
        "id": "host-aks-packages-aks-azure-com",
        "feature": "aks",
        "clouds": [
          "public",
          "government"
        ],
        "ports": [
          443
        ],
        "host": "packages.aks.azure.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes download the packages that make them Kubernetes nodes.",
          "ko": "노드가 Kubernetes 노드로 동작하는 데 필요한 패키지를 내려받습니다.",
          "fr": "Les nœuds téléchargent les paquets qui font d’eux des nœuds Kubernetes."
        }
      },
      {
        "id": "host-aks-any-azk8s-cn",
        "feature": "aks",
        "clouds": [
          "china"
        ],
        "ports": [
          443
        ],
        "host": "*.azk8s.cn",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes download the packages that make them Kubernetes nodes.",
          "ko": "노드가 Kubernetes 노드로 동작하는 데 필요한 패키지를 내려받습니다.",
          "fr": "Les nœuds téléchargent les paquets qui font d’eux des nœuds Kubernetes."
        }
      },
      {
        "id": "host-aks-ntp-ubuntu-com",
        "feature": "aks",
        "protocol": "udp",
        "ports": [
          123
        ],
        "host": "ntp.ubuntu.com",
        "byCloud": {
          "public": {
            "level": "recommended"
          }
        },
        "purpose": {
          "en": "Nodes set their clocks by the time servers of Ubuntu.",
          "ko": "노드가 Ubuntu의 시간 서버에 시계를 맞춥니다.",
          "fr": "Les nœuds règlent leur horloge sur les serveurs de temps d’Ubuntu."
        }
      },
      {
        "id": "host-aks-security-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "security.ubuntu.com",
        "purpose": {
          "en": "Nodes get updates of Ubuntu from here.",
          "ko": "노드가 Ubuntu 업데이트를 여기에서 받습니다.",
          "fr": "Les nœuds reçoivent d’ici les mises à jour d’Ubuntu."
        }
      },
      {
        "id": "host-aks-azure-archive-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "azure.archive.ubuntu.com",
        "purpose": {
          "en": "Nodes get updates of Ubuntu from here.",
          "ko": "노드가 Ubuntu 업데이트를 여기에서 받습니다.",
          "fr": "Les nœuds reçoivent d’ici les mises à jour d’Ubuntu."
        }
      },
      {
        "id": "host-aks-changelogs-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          80
        ],
        "host": "changelogs.ubuntu.com",
        "purpose": {
          "en": "Nodes get updates of Ubuntu from here.",
          "ko": "노드가 Ubuntu 업데이트를 여기에서 받습니다.",
          "fr": "Les nœuds reçoivent d’ici les mises à jour d’Ubuntu."
        }
      },
      {
        "id": "host-aks-snapshot-ubuntu-com",
        "feature": "aks",
        "level": "recommended",
        "ports": [
          443
        ],
        "host": "snapshot.ubuntu.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes get updates of Ubuntu from here.",
          "ko": "노드가 Ubuntu 업데이트를 여기에서 받습니다.",
          "fr": "Les nœuds reçoivent d’ici les mises à jour d’Ubuntu."
        }
      },
      {
        "id": "host-aks-nvidia-github-io",
        "feature": "aks",
        "level": "recommended",
        "when": "aks-gpu",
        "ports": [
          443
        ],
        "host": "nvidia.github.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes with GPUs install drivers and their container runtime from here.",
          "ko": "GPU가 있는 노드가 드라이버와 컨테이너 런타임을 여기에서 설치합니다.",
          "fr": "Les nœuds avec GPU installent d’ici les pilotes et leur moteur de conteneurs."
        }
      },
      {
        "id": "host-aks-us-download-nvidia-com",
        "feature": "aks",
        "level": "recommended",
        "when": "aks-gpu",
        "ports": [
          443
        ],
        "host": "us.download.nvidia.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes with GPUs install drivers and their container runtime from here.",
          "ko": "GPU가 있는 노드가 드라이버와 컨테이너 런타임을 여기에서 설치합니다.",
          "fr": "Les nœuds avec GPU installent d’ici les pilotes et leur moteur de conteneurs."
        }
      },
      {
        "id": "host-aks-download-docker-com",
        "feature": "aks",
        "level": "recommended",
        "when": "aks-gpu",
        "ports": [
          443
        ],
        "host": "download.docker.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "Nodes with GPUs install drivers and their container runtime from here.",
          "ko": "GPU가 있는 노드가 드라이버와 컨테이너 런타임을 여기에서 설치합니다.",
          "fr": "Les nœuds avec GPU installent d’ici les pilotes et leur moteur de conteneurs."
        }
      },
      {
        "id": "host-aks-extension-configuration",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "<region>.dp.kubernetesconfiguration.azure.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The agents of the cluster fetch the extension's configuration and report its state.",
          "ko": "클러스터의 에이전트가 확장의 구성을 가져오고 상태를 보고합니다.",
          "fr": "Les agents du cluster prennent la configuration de l’extension et rapportent son état."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-azurecr-io",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-centralindia",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.centralindia.data.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-japaneast",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.japaneast.data.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-westus2",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.westus2.data.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-westeurope",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.westeurope.data.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-arcmktplaceprod-eastus",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "arcmktplaceprod.eastus.data.azurecr.io",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The cluster pulls the images of extensions from Microsoft's marketplace registry.",
          "ko": "클러스터가 확장 이미지를 Microsoft의 마켓플레이스 레지스트리에서 가져옵니다.",
          "fr": "Le cluster tire les images d’extensions du registre de la place de marché de Microsoft."
        }
      },
      {
        "id": "host-aks-extension-any-ingestion-msftcloudes-com",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "*.ingestion.msftcloudes.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The extension's agents send their metrics to Microsoft.",
          "ko": "확장의 에이전트가 메트릭을 Microsoft로 보냅니다.",
          "fr": "Les agents de l’extension envoient leurs métriques à Microsoft."
        }
      },
      {
        "id": "host-aks-extension-any-microsoftmetrics-com",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "*.microsoftmetrics.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The extension's agents send their metrics to Microsoft.",
          "ko": "확장의 에이전트가 메트릭을 Microsoft로 보냅니다.",
          "fr": "Les agents de l’extension envoient leurs métriques à Microsoft."
        }
      },
      {
        "id": "host-aks-extension-marketplaceapi-microsoft-com",
        "feature": "aks",
        "clouds": [
          "public"
        ],
        "when": "aks-extension",
        "ports": [
          443
        ],
        "host": "marketplaceapi.microsoft.com",
        "fqdnTag": "AzureKubernetesService",
        "purpose": {
          "en": "The extension confirms its marketplace entitlement.",
          "ko": "확장이 마켓플레이스 사용 권한을 확인합니다.",
          "fr": "L’extension fait confirmer son droit d’usage de la place de marché."
        }
      }
    ]
  },
  {
    "edition": "stand-ins",
    "source": {
      "document": "Configure inbound and outbound network traffic (Azure Machine Learning)",
      "date": "2026-03-19"
    },
    "standIns": {
      "AzureActiveDirectory": [
        {
          "ports": [
            80,
            443
          ],
          "hosts": {
            "public": [
              "login.microsoftonline.com"
            ],
            "government": [
              "login.microsoftonline.us"
            ],
            "china": [
              "login.chinacloudapi.cn"
            ]
          }
        }
      ],
      "AzureResourceManager": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "management.azure.com"
            ],
            "government": [
              "management.usgovcloudapi.net",
              "management.azure.us"
            ],
            "china": [
              "management.chinacloudapi.cn",
              "management.azure.cn"
            ]
          }
        }
      ],
      "AzureFrontDoor.Frontend": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "ml.azure.com"
            ],
            "government": [
              "ml.azure.us"
            ],
            "china": [
              "studio.ml.azure.cn"
            ]
          }
        }
      ],
      "AzureMachineLearning": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "*.azureml.ms",
              "*.azureml.net"
            ],
            "government": [
              "*.ml.azure.us"
            ],
            "china": [
              "*.ml.azure.cn",
              "*.azureml.cn"
            ]
          }
        },
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "*.modelmanagement.azureml.net"
            ],
            "government": [
              "*.modelmanagement.azureml.us"
            ],
            "china": [
              "*.modelmanagement.ml.azure.cn"
            ]
          }
        },
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "*.notebooks.azure.net",
              "graph.microsoft.com",
              "*.aznbcontent.net"
            ],
            "government": [
              "*.notebooks.usgovcloudapi.net",
              "graph.microsoft.us",
              "*.aznbcontent.net"
            ],
            "china": [
              "*.notebooks.chinacloudapi.cn",
              "graph.chinacloudapi.cn",
              "*.aznbcontent.net"
            ]
          }
        },
        {
          "ports": [
            443
          ],
          "feature": "automl",
          "hosts": {
            "public": [
              "automlresources-prod.azureedge.net",
              "aka.ms"
            ]
          }
        },
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "graph.windows.net",
              "*.instances.azureml.net"
            ],
            "government": [
              "graph.windows.net",
              "*.instances.azureml.us"
            ],
            "china": [
              "graph.chinacloudapi.cn",
              "*.instances.azureml.cn"
            ]
          }
        },
        {
          "ports": [
            443,
            8787,
            18881
          ],
          "hosts": [
            "*.instances.azureml.ms"
          ]
        },
        {
          "ports": [
            5831
          ],
          "protocols": [
            "udp"
          ],
          "hosts": {
            "public": [
              "<region>.tundra.azureml.ms",
              "*.tundra.<region>.api.azureml.ms"
            ],
            "government": [
              "<region>.tundra.azureml.us"
            ],
            "china": [
              "<region>.tundra.azureml.cn"
            ]
          }
        }
      ],
      "BatchNodeManagement": [
        {
          "ports": [
            443
          ],
          "protocols": [
            "tcp",
            "udp"
          ],
          "hosts": {
            "public": [
              "*.<region>.batch.azure.com",
              "*.<region>.service.batch.azure.com"
            ]
          }
        }
      ],
      "Storage": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "*.blob.core.windows.net",
              "*.table.core.windows.net",
              "*.queue.core.windows.net"
            ],
            "government": [
              "*.blob.core.usgovcloudapi.net",
              "*.table.core.usgovcloudapi.net",
              "*.queue.core.usgovcloudapi.net"
            ],
            "china": [
              "*.blob.core.chinacloudapi.cn",
              "*.table.core.chinacloudapi.cn",
              "*.queue.core.chinacloudapi.cn"
            ]
          }
        },
        {
          "ports": [
            443,
            445
          ],
          "hosts": {
            "public": [
              "<storage>.file.core.windows.net"
            ],
            "government": [
              "<storage>.file.core.usgovcloudapi.net"
            ],
            "china": [
              "<storage>.file.core.chinacloudapi.cn"
            ]
          }
        },
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "<storage>.blob.core.windows.net",
              "<storage>.dfs.core.windows.net"
            ],
            "government": [
              "<storage>.blob.core.usgovcloudapi.net",
              "<storage>.dfs.core.usgovcloudapi.net"
            ],
            "china": [
              "<storage>.blob.core.chinacloudapi.cn",
              "<storage>.dfs.core.chinacloudapi.cn"
            ]
          }
        }
      ],
      "AzureKeyVault": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "*.vault.azure.net"
            ],
            "government": [
              "*.vault.usgovcloudapi.net"
            ],
            "china": [
              "*.vault.azure.cn"
            ]
          }
        }
      ],
      "MicrosoftContainerRegistry": [
        {
          "ports": [
            443
          ],
          "hosts": [
            "mcr.microsoft.com",
            "*.data.mcr.microsoft.com"
          ]
        }
      ],
      "AzureMonitor": [
        {
          "ports": [
            443
          ],
          "hosts": {
            "public": [
              "dc.applicationinsights.azure.com",
              "dc.applicationinsights.microsoft.com",
              "dc.services.visualstudio.com",
              "*.in.applicationinsights.azure.com"
            ]
          }
        }
      ]
    }
  }
];
