using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Catalogs;
using SkyButler.Examples.Survey.Plans;
using SkyButler.Examples.Survey.Skies;

// Makes a survey: raw frames of two detectors through two filters, the calibrations that undo the camera's flaws, and what is really there.
if (SurveyPlan.Parse(args) is not { } plan)
{
    Console.Error.WriteLine(SurveyPlan.Usage);
    return 2;
}

var folder = plan.Folder;
Directory.CreateDirectory(Path.Combine(folder, "raw"));
Directory.CreateDirectory(Path.Combine(folder, "calib"));
Detector[] detectors = [new(0, "S00", -(Detector.Size + 40) / 2.0), new(1, "S01", (Detector.Size + 40) / 2.0)];
var pointings = Pointing.Survey(plan);
var sky = new Sky(plan);
var work = pointings.SelectMany(_ => detectors, (pointing, detector) => (pointing, detector));
await Parallel.ForEachAsync(work, async (item, stop) =>
    await RawFrame.WriteAsync(
        Path.Combine(folder, "raw", $"{item.pointing.ObservationId}_{item.detector.Name}.fits"),
        item.pointing, item.detector, sky.Expose(item.pointing, item.detector), stop));
foreach (var detector in detectors)
    await Calibrations.WriteAsync(Path.Combine(folder, "calib"), detector, CancellationToken.None);
await TruthCatalog.WriteAsync(Path.Combine(folder, "truth.csv"), sky, CancellationToken.None);
await TruthCatalog.WriteReferenceAsync(Path.Combine(folder, "reference.fits"), sky, CancellationToken.None);
await Tables.WriteAsync(plan, detectors, pointings, CancellationToken.None);
Console.WriteLine($"{pointings.Count} exposures of {detectors.Length} detectors, {sky.Sources.Count} stars and galaxies, in {folder}");
return 0;
