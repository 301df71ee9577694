using SkyButler.Examples.Survey;

// Makes a small survey: two detectors, two filters, four exposures of one field, with the calibrations that undo the camera's flaws.
// usage: SkyButler.Examples.Survey FOLDER
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: SkyButler.Examples.Survey FOLDER");
    return 2;
}

Directory.CreateDirectory(Path.Combine(folder, "raw"));
Directory.CreateDirectory(Path.Combine(folder, "calib"));
Detector[] detectors = [new(0, "S00", -(Detector.Size + 40) / 2.0), new(1, "S01", (Detector.Size + 40) / 2.0)];
var pointings = Pointing.Survey();
var sky = new Sky(seed: 42, stars: 500, galaxies: 400);
var work = pointings.SelectMany(_ => detectors, (pointing, detector) => (pointing, detector));
await Parallel.ForEachAsync(work, async (item, stop) =>
    await RawFrame.WriteAsync(
        Path.Combine(folder, "raw", $"{item.pointing.ObservationId}_{item.detector.Name}.fits"),
        item.pointing, item.detector, sky.Expose(item.pointing, item.detector), stop));
foreach (var detector in detectors)
    await Calibrations.WriteAsync(Path.Combine(folder, "calib"), detector, CancellationToken.None);
await Tables.WriteAsync(folder, detectors, pointings, CancellationToken.None);
Console.WriteLine($"{pointings.Count} exposures of {detectors.Length} detectors, {sky.Sources.Count} stars and galaxies, in {folder}");
return 0;
