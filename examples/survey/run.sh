#!/usr/bin/env bash
# Runs docs/survey.md: from raw frames to a catalogue with the field's own programs. When it was stopped, it goes on where it was.
# usage: examples/survey/run.sh [FOLDER] [OPTIONS OF THE SIMULATOR]     FOLDER for what it makes (survey-output); --visits N, --fields N, …
#   PROCESSES says how many programs run at a time (2).
set -euo pipefail
export SURVEY; SURVEY=$(realpath "$(dirname "$0")")
checkout=$(realpath "$SURVEY/../..")
. "$checkout/eng/dotnet.sh"
out=$(realpath -m "${1:-survey-output}")
shift $(($# > 0 ? 1 : 0))
bin=${SKYBUTLER_BIN:-$checkout/bin}
[ -x "$bin/butler" ] || "$checkout/build.sh"
"$checkout/eng/install.sh" source-extractor scamp swarp psfex python3-astropy python3-sep
export PATH="$bin:$PATH"
say() { printf '\n%s\n' "$*"; }
mkdir -p "$out" && cd "$out"

# What is made under another name and then renamed is whole, or not there.
if [ ! -d survey ]; then
  say "Nights at the telescope: a simulator makes raw frames, calibrations, and the truth"
  rm -rf survey.new
  if [ -n "${SURVEY_SIMULATOR:-}" ]; then dotnet exec "$SURVEY_SIMULATOR" survey.new --visits 4 "$@"
  else dotnet run --project "$SURVEY/SkyButler.Examples.Survey" -c Release -v quiet -- survey.new --visits 4 "$@"; fi
  mv survey.new survey
fi

PS4='$ '
if [ ! -d repo ]; then
  rm -rf repo.new
  say "1. A repository"
  set -x
  butler create repo.new --seed-config $SURVEY/butler-seed.yaml
  butler register-instrument repo.new SurveyCam
  butler ingest-raws repo.new survey/raw --transfer link
  butler define-visits repo.new SurveyCam

  { set +x; say "2. Calibrations"; set -x; } 2>/dev/null
  butler register-dataset-type repo.new bias ExposureF instrument detector --is-calibration
  butler register-dataset-type repo.new dark ExposureF instrument detector --is-calibration
  butler register-dataset-type repo.new flat ExposureF instrument detector physical_filter --is-calibration
  for type in bias dark flat; do
    butler ingest-files repo.new $type SurveyCam/calib/$type survey/$type.csv --prefix survey --data-id instrument=SurveyCam --transfer link
    butler certify-calibrations repo.new SurveyCam/calib/$type SurveyCam/calib $type
  done

  { set +x; say "3. Tracts and patches, the reference catalogue and the truth"; set -x; } 2>/dev/null
  butler register-skymap repo.new -C survey/skymap.py
  butler dump-skymap repo.new survey --tracts --format csv > tracts.csv
  mkdir -p grids
  awk -v size=1100 -v border=50 -v scale=0.4 -v folder=grids -f $SURVEY/programs/patch_grids.awk tracts.csv > grids.csv
  butler register-dataset-type repo.new patchGrid ProgramFile skymap tract patch
  butler ingest-files repo.new patchGrid survey/grids grids.csv --prefix . --data-id skymap=survey --transfer copy
  butler register-dataset-type repo.new reference ProgramFile instrument
  butler ingest-files repo.new reference survey/reference survey/reference.csv --prefix survey --transfer copy
  butler register-dataset-type repo.new truth ProgramFile skymap
  butler ingest-files repo.new truth survey/reference survey/truth_files.csv --prefix survey --transfer copy
  mv repo.new repo
  { set +x; } 2>/dev/null
fi

say "4. The pipeline"
begun=(); [ -z "$(butler query-collections repo u/survey/run --format jsonl)" ] || begun=(--extend-run --clobber-outputs)
# Everything else comes before these two, which are done once for each tract.
ends=$(butler query-datasets repo '*_metadata' --collections u/survey/run --format jsonl 2>/dev/null | grep -cE '"type":"(compare|mosaicMean)_metadata"' || true)
if [ "$ends" -lt $((2 * ($(wc -l < tracts.csv) - 1))) ]; then
set -x
pipetask run -b repo -p $SURVEY/survey.yaml -i SurveyCam/raw/all,SurveyCam/calib,survey/grids,survey/reference,skymaps -o u/survey --output-run u/survey/run \
  -d "instrument='SurveyCam' AND skymap='survey'" --register-dataset-types -j "${PROCESSES:-2}" ${begun[@]+"${begun[@]}"}
fi

{ set +x; say "5. What came of it: the final coadds of a tag, executions of each step with the wall clock, and how good it is"; set -x; } 2>/dev/null
butler associate repo PROTO-0.1 --dataset-type deepCoadd --collections u/survey
butler query-datasets repo deepCoadd --collections PROTO-0.1 --show-uri --limit 0 --format csv | awk -F, 'NR > 1 { print $NF }' | sort
butler query-datasets repo '*_metadata' --collections u/survey/run --show-uri --limit 0 --format jsonl > metadata.jsonl
$SURVEY/programs/executions.py processCcd makeCoaddTempExp assembleCoadd detectCoaddSources mergeCoaddDetections measureCoaddSources mergeCoaddMeasurements forcedPhotCoadd < metadata.jsonl
butler query-messages repo fluxScale --collections u/survey/run --name zeroPoint --format jsonl > zero_points.jsonl
butler retrieve-artifacts repo results/ --dataset-type quality --dataset-type tractImage --dataset-type tractMean --collections u/survey --no-preserve-path --clobber
cat results/quality_0_survey_u_survey_run.json

{ set +x; say "6. A picture in three colours: r, the mean of both bands, g"; set -x; } 2>/dev/null
butler view results/tractImage_0_r_survey_u_survey_run.fits --green results/tractMean_0_survey_u_survey_run.fits --blue results/tractImage_0_g_survey_u_survey_run.fits -o colour.png --limits percentile --cutout 150,2,0.056
