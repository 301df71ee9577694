#!/usr/bin/env bash
# Makes a small survey, takes it into a new repository, processes it, and shows what happened.
# usage: ./demo.sh [FOLDER]      FOLDER for what it makes instead of demo-output/
set -euo pipefail
cd "$(dirname "$0")"
. eng/dotnet.sh
out=$(realpath -m "${1:-demo-output}")
[ -n "${SKYBUTLER_DEMO_NO_BUILD:-}" ] || [ -x bin/butler ] && [ -z "$(find src examples -name '*.cs' -newer bin/skybutler -print -quit)" ] || ./build.sh
export PATH="$PWD/bin:$PATH"
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# Words with characters that a shell would act on are shown in quotes, so that what is shown can be typed.
quoted() { case $1 in *[!A-Za-z0-9_./,:=@+-]*) printf '"%s"' "$1" ;; *) printf '%s' "$1" ;; esac; }
run() { printf '$'; for word in "$@"; do printf ' '; quoted "$word"; done; printf '\n'; "$@"; }
rm -rf "$out"; mkdir -p "$out"

say "1. A night at the telescope: a simulator makes raw frames and calibrations"
dotnet run --project examples/survey/SkyButler.Examples.Survey -c Release -v quiet -- "$out/survey"

cd "$out"
say "2. A repository, the camera, and what was observed"
run butler create repo
run butler register-instrument repo survey/camera.yaml
run butler insert-dimension-records repo survey/exposures.yaml
run butler query-dimension-records repo exposure --where "instrument='SurveyCam'" --limit 2

say "3. The files are taken in, and the calibrations certified"
for type in raw bias dark flat; do
  case $type in
    raw) run butler register-dataset-type repo raw Exposure instrument exposure detector ;;
    flat) run butler register-dataset-type repo flat ExposureF instrument detector physical_filter --is-calibration ;;
    *) run butler register-dataset-type repo $type ExposureF instrument detector --is-calibration ;;
  esac
  if [ $type = raw ]; then
    run butler ingest-files repo raw SurveyCam/raw/all survey/raw.csv --prefix "$out/survey" --data-id instrument=SurveyCam --transfer link --formatter RawFormatter
  else
    run butler ingest-files repo $type SurveyCam/calib/$type survey/$type.csv --prefix "$out/survey" --data-id instrument=SurveyCam --transfer link
    run butler certify-calibrations repo SurveyCam/calib/$type SurveyCam/calib $type
  fi
done
run butler query-datasets repo raw --collections SurveyCam/raw/all

say "4. The pipeline: instrument signature removal for every exposure and detector"
run cat "$OLDPWD/examples/survey/pipeline.yaml"
run pipetask run -b repo -p "$OLDPWD/examples/survey/pipeline.yaml" -i SurveyCam/raw/all,SurveyCam/calib -o u/demo/first --register-dataset-types -j 2
run butler query-collections repo
run butler query-datasets repo postISR --collections u/demo/first --where "instrument='SurveyCam' AND detector=0"

say "5. A task of one's own: one C# file beside the pipeline, compiled when it is first used"
run pipetask run -b repo -p "$OLDPWD/examples/survey/sky.yaml#skyLevel" -i u/demo/first -o u/demo/sky --register-dataset-types
run butler query-datasets repo skyLevel --collections u/demo/sky

say "6. Before and after"
run butler view repo raw --collections SurveyCam/raw/all --data-id instrument=SurveyCam,exposure=2026040103,detector=0 -o raw.png
run butler view repo postISR --collections u/demo/first --data-id instrument=SurveyCam,exposure=2026040103,detector=0 -o processed.png
say "Raw frame:       $out/raw.png"
echo "Processed image: $out/processed.png"
echo "Repository:      $out/repo"
