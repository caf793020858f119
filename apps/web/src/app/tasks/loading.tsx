import { LoadingPage } from '@/components/data/loading-page'

export default function Loading() {
  return <LoadingPage />
}
