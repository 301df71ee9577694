using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Cameras;

/// <summary>
/// Reads cameras and detectors from afw archives: the file of a camera, the file of one detector, or an exposure that
/// carries its detector.
/// </summary>
public static class CameraReader
{
    /// <summary>The camera in a file on disk; of a file with one detector, a camera of that one.</summary>
    /// <exception cref="ImagingException">The file holds no detector, or can't be read.</exception>
    public static async Task<Camera> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await ReadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The camera in a file; of a file with one detector, a camera of that one.</summary>
    /// <exception cref="ImagingException">The file holds no detector.</exception>
    public static async Task<Camera> ReadAsync(FitsFile file, CancellationToken cancellationToken = default)
    {
        var archive = await Archive.FindAsync(file, cancellationToken).ConfigureAwait(false);
        var detectors = archive is null ? [] : await ReadDetectorsAsync(archive, cancellationToken).ConfigureAwait(false);
        return detectors.Count > 0
            ? new Camera(await ReadNameAsync(archive!, cancellationToken).ConfigureAwait(false), detectors)
            {
                FieldPolynomial = await FieldTransform.FindAsync(archive!, cancellationToken).ConfigureAwait(false),
            }
            : throw new FitsFormatException(file.Name, "there is no camera here: no HDU is an ARCHIVE_INDEX that lists a Detector");
    }

    /// <summary>The one detector that an exposure or detector file carries; null when it carries none, or a whole camera.</summary>
    public static async Task<DetectorGeometry?> FindDetectorAsync(FitsFile file, CancellationToken cancellationToken = default)
    {
        var archive = await Archive.FindAsync(file, cancellationToken).ConfigureAwait(false);
        if (archive is null || archive.Entries.Where(IsDetector).Select(entry => entry.Id).Distinct().Count() != 1)
            return null;
        return (await ReadDetectorsAsync(archive, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
    }

    // A detector is two tables: one row about itself, and one row for each amplifier.
    private static async Task<List<DetectorGeometry>> ReadDetectorsAsync(Archive archive, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<int, DetectorGeometry[]>();
        var amplifiers = new Dictionary<int, AmplifierGeometry[]>();
        var detectors = new List<DetectorGeometry>();
        foreach (var parts in archive.Entries.Where(IsDetector).GroupBy(entry => entry.Id))
        {
            var about = parts.FirstOrDefault(entry => entry.Part == 0 && entry.RowCount > 0);
            if (about.RowCount == 0)
                continue;
            if (!rows.TryGetValue(about.Catalog, out var all))
                rows[about.Catalog] = all = await DetectorTable.ReadAsync(archive.Catalog(about.Catalog), cancellationToken).ConfigureAwait(false);
            var own = new List<AmplifierGeometry>();
            foreach (var part in parts.Where(entry => entry.Part == 1 && entry.RowCount > 0))
            {
                if (!amplifiers.TryGetValue(part.Catalog, out var every))
                    amplifiers[part.Catalog] = every = await AmplifierTable.ReadAsync(archive.Catalog(part.Catalog), cancellationToken).ConfigureAwait(false);
                archive.Require(part, every.Length);
                own.AddRange(every.AsSpan(part.FirstRow, part.RowCount));
            }

            detectors.Add(all[archive.Require(about, all.Length).FirstRow] with { Amplifiers = own });
        }

        return detectors;
    }

    private static async Task<string> ReadNameAsync(Archive archive, CancellationToken cancellationToken)
    {
        foreach (var entry in archive.Entries.Where(entry => entry is { Name: "Camera", RowCount: 1 }))
        {
            var rows = await archive.ReadAsync(entry, cancellationToken).ConfigureAwait(false);
            if (rows.Text("name", 0) is { Length: > 0 } name)
                return name;
        }

        return "";
    }

    private static bool IsDetector(ArchiveEntry entry) => entry.Name == "Detector";
}
