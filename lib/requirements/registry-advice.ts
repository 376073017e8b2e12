import type { RegistryType } from "@/lib/intake/answers";

/** Names and advice of the registry products (catalogue section 3.6, head). */
export const REGISTRY_ADVICE: Record<RegistryType, { title: string; proxy: string; push: string }> = {
  dockerhub: {
    title: "Docker Hub",
    proxy: "Docker Hub cannot proxy another registry. Choose to copy the images.",
    push: "",
  },
  "v2-generic": {
    title: "Registry v2",
    proxy:
      "A distribution registry proxies exactly one upstream and then takes no push. Give the push prefix of another registry, or choose to copy the images.",
    push: "",
  },
  harbor: {
    title: "Harbor",
    proxy: "In Harbor make a registry endpoint for https://docker.sestek.com and a proxy-cache project on it.",
    push: "A proxy-cache project of Harbor takes no push: name a normal project as push prefix.",
  },
  quay: {
    title: "Quay",
    proxy: "Only a self-hosted Quay has proxy organisations. On quay.io choose to copy the images.",
    push: "Give the robot's team the creator role, or create the repositories first.",
  },
  nexus: {
    title: "Nexus",
    proxy:
      "In Nexus make a docker (proxy) repository with the remote https://docker.sestek.com and the credentials that SESTEK issued, and put it into the group that is pulled from.",
    push: "In Nexus only hosted repositories take a push, and a group only with a Pro licence: name the hosted one as push prefix.",
  },
  ghcr: {
    title: "GitHub Container Registry",
    proxy: "GitHub's registry cannot proxy another registry. Choose to copy the images.",
    push: "Use a classic personal access token with write:packages, and begin the prefix with the owner.",
  },
  ecr: {
    title: "Amazon ECR",
    proxy: "ECR's pull-through cache knows a fixed list of upstreams, without this one. Choose to copy the images.",
    push: "In ECR the repository must exist before the push, unless a creation template allows create-on-push.",
  },
  acr: {
    title: "Azure ACR",
    proxy: "ACR's artifact cache knows a fixed list of upstreams, without this one. Choose to copy the images.",
    push: "Give the token content/write, or the principal AcrPush (in ABAC mode: Repository Writer).",
  },
  "gcr-gar": {
    title: "Google Artifact Registry",
    proxy: "Make a remote repository with the custom upstream https://docker.sestek.com, or choose to copy the images.",
    push: "Give the service account roles/artifactregistry.writer.",
  },
  jfrog: {
    title: "JFrog Artifactory",
    proxy:
      "In Artifactory make a remote Docker repository with the URL https://docker.sestek.com and the credentials that SESTEK issued.",
    push: "In Artifactory a remote repository takes no push, and a virtual one only with a default deployment repository.",
  },
};
