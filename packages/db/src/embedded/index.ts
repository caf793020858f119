export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts'
export { clusterDirectory, throwAwayClusterDirectory } from './cluster-directory.ts'
export { SUPERUSER } from './superuser.ts'
